"""A real Apache that serves a folder below a path, with the `.htaccess` that lies in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from web_servers import running

_MODULES = Path("/usr/lib/apache2/modules")
_LOADED = ("mpm_event", "authz_core", "mime", "dir", "alias", "headers", "rewrite", "filter", "deflate")
_AROUND = """
ServerRoot "{folder}"
PidFile "{folder}/pid"
ErrorLog "{folder}/log"
TypesConfig "{folder}/types"
Listen 127.0.0.1:{port}
ServerName localhost
{user}
{modules}
DocumentRoot "{folder}"
Alias "{path}" "{folder}/site"
<Directory "{folder}/site">
    Options FollowSymLinks
    AllowOverride FileInfo
    Require all granted
    DirectoryIndex index.html
</Directory>
"""


@contextmanager
def apache(site: Path, path: str, port: int) -> Iterator[None]:
    """Serve a site below a path until the block ends, which begins when the port answers."""
    program = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("Apache is not installed (Debian: apache2-bin)")
    with TemporaryDirectory(prefix="kgraph-apache-") as name:
        folder = Path(name)
        # Started by root, it serves as somebody who may not read what tests write.
        folder.chmod(0o755)
        shutil.copytree(site, folder / "site")
        (folder / "httpd.conf").write_text(_configuration(folder, path, port), "utf-8")
        with running([program, "-D", "FOREGROUND", "-f", str(folder / "httpd.conf")], port):
            yield


def _configuration(folder: Path, path: str, port: int) -> str:
    (folder / "types").write_text("text/html html\napplication/json json\ntext/plain txt\n", "utf-8")
    modules = "\n".join(f'LoadModule {name}_module "{_MODULES}/mod_{name}.so"' for name in _LOADED)
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    return _AROUND.format(folder=folder, path=path.rstrip("/"), port=port, modules=modules, user=user)
