"""A real nginx with a configuration of ours inside what it needs to run as anybody."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from web_servers import running

_AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/log; {user}
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {inside}
}}
"""


@contextmanager
def nginx(folder: Path, inside: str, port: int) -> Iterator[None]:
    """Run nginx with these lines in its `http` block until the block ends, which begins when the port answers."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user, inside=inside), "utf-8")
    with running([program, "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")], port):
        yield
