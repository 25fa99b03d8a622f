"""How the scripts of the served pages are made from web/: locked, reproducible, with licences, or a clear fault."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / folder / "package-lock.json" for folder in ("web", "tests/web")]


@pytest.fixture(scope="module")
def bundle():
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "web" / "bundle.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make()
    return module


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.parent.name)
def test_a_lock_of_npm_gives_hashes_and_no_addresses(path):
    packages = {name: entry for name, entry in json.loads(path.read_text("utf-8"))["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []


def test_the_same_sources_give_the_same_bundle(bundle, tmp_path):
    assert bundle.make(tmp_path / "bundle") is True
    made = {path.name: path.read_bytes() for path in (tmp_path / "bundle").iterdir()}
    assert {"explore.css", "explore.js", "layout.js", "sparql.js", "sparql.css", "LICENSES.txt"} <= made.keys()
    assert made == {path.name: path.read_bytes() for path in bundle.BUNDLE.iterdir()}
    assert bundle.make(tmp_path / "bundle") is False


def test_every_package_in_the_bundle_has_its_licence_beside_it(bundle):
    texts = (bundle.BUNDLE / "LICENSES.txt").read_text("utf-8")
    packages = json.loads(LOCKS[0].read_text("utf-8"))["packages"]
    carried = {
        f"{name.rpartition('node_modules/')[2]} {entry['version']} (" for name, entry in packages.items()
        if name and not entry.get("dev") and not entry.get("optional")
    }  # fmt: skip
    assert any(line.startswith("sigma ") for line in carried)
    assert sorted(line for line in carried if f"\n{line}" not in texts) == []


def test_what_the_scripts_compute_is_tested_without_a_browser(bundle):
    bundle.test()


def test_packages_that_cannot_be_had_are_told_with_the_remedy(tmp_path):
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1.0.0", "dependencies": {"sigma": "0.0.1"}}')
    packages = {
        "": {"name": "x", "version": "1.0.0", "dependencies": {"sigma": "0.0.1"}},
        "node_modules/sigma": {"version": "0.0.1", "integrity": "sha512-" + "A" * 86 + "=="},
    }
    lock = {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    run = subprocess.run(
        [sys.executable, ROOT / "web" / "bundle.py", "install", tmp_path],
        env={**os.environ, "npm_config_offline": "true", "npm_config_cache": str(tmp_path / "cache")},
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 1
    assert "npm could not install the packages" in run.stderr
    assert "→ a registry of npm packages must be reachable" in run.stderr
    assert not (tmp_path / "node_modules" / ".installed-from").exists()
