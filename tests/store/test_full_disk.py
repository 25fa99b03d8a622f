"""A disk that fills up during a build: a clear fault, nothing torn, and the same graph once there is space again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mounts import mounting

KGRAPH = f"{sys.executable} -c \"from kgraph.cli import main; main(prog_name='kgraph')\" --store disk/.kgraph"
# The disk is a mount of its own, in a namespace that ends with the script.
SCRIPT = f"""
set -u
mkdir disk && mount -t tmpfs -o size={{size}} none disk || exit 99
{KGRAPH} build {{sources}} --jobs 1 >first.out 2>first.err; echo $? >first.code
{KGRAPH} check --store >between.out 2>&1
mount -o remount,size=200m none disk
{KGRAPH} build {{sources}} --jobs 1 >second.out 2>&1; echo $? >second.code
{KGRAPH} check --store >after.out 2>&1; echo $? >after.code
{KGRAPH} export --format nquads -o found.nq
"""


@pytest.mark.parametrize("size", ["300k", "1m"])
def test_a_disk_that_fills_up_is_told_and_the_build_is_taken_up_when_there_is_space(tmp_path, repo_root, size):
    prefix = mounting()
    if prefix is None:
        pytest.skip("no process may mount a disk here (unshare)")
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in sorted((repo_root / "data" / "articles" / "dev").glob("*.txt"))[:12]:
        shutil.copy(path, sources)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    script = SCRIPT.format(size=size, sources=sources)
    done = subprocess.run([*prefix, "sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

    def said(name: str) -> str:
        return Path(tmp_path / name).read_text()

    assert said("first.code") == "1\n", said("first.err")
    assert "free some space" in said("first.err")
    assert "Traceback" not in said("first.err") + said("between.out")
    assert (said("second.code"), said("after.code")) == ("0\n", "0\n"), said("second.out") + said("after.out")
    whole = subprocess.run(["sh", "-c", f"mkdir -p disk; {KGRAPH} build {sources} && {KGRAPH} export --format nquads"
                            " -o whole.nq"], cwd=tmp_path, env=environment, capture_output=True, text=True)  # fmt: skip
    assert whole.returncode == 0, whole.stderr
    assert (tmp_path / "found.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()
