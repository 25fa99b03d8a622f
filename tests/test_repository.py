"""What holds for the repository as a whole: its files, its locks, its wheel, its set-up."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-build.lock")
SHARE = ("ontology", "data", "queries")
# Written so that this file does not contain what it forbids.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home/[a-z]\w*|Users/[A-Za-z]\w*)/[a-z.]")
REGISTRY = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.com|deb\.debian\.org)")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts(tracked: list[Path]) -> dict[Path, str]:
    return {path: (ROOT / path).read_text("utf-8") for path in tracked if b"\0" not in (ROOT / path).read_bytes()}


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def requirements_of(project: dict) -> list[Requirement]:
    """Every requirement of pyproject.toml on somebody else's package."""
    lists = [
        project["build-system"]["requires"],
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    found = [Requirement(item) for items in lists for item in items if isinstance(item, str)]
    return [requirement for requirement in found if canonicalize_name(requirement.name) != "kgraph"]


def pins_of(lock: str) -> dict[str, set[str]]:
    """Package name to the versions that a lock pins (several where platforms differ)."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def test_no_tracked_file_is_over_one_megabyte(tracked):
    assert [str(path) for path in tracked if (ROOT / path).stat().st_size > 1_000_000] == []


def test_no_third_party_code_is_carried_along(tracked):
    foreign = re.compile(r"\.min\.(?:js|css)$|(?:^|/)(?:vendor|third_party|node_modules)/")
    assert [str(path) for path in tracked if foreign.search(path.as_posix())] == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["path of a machine", "package registry"])
def test_files_name_nothing_of_where_they_were_made(texts, pattern):
    assert [f"{path}: {hit[0]}" for path, text in texts.items() for hit in [pattern.search(text)] if hit] == []


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (MACHINE_PATH, "read /ro" + "ot/x", True),
        (MACHINE_PATH, "https://w3id.org/work/x", False),
        (REGISTRY, "files.python" + "hosted.org", True),
        (REGISTRY, "from PyPI", False),
    ],
    ids=["home of root", "path of a URL", "host", "name"],
)
def test_the_patterns_tell_a_leak_from_prose(pattern, text, expected):
    assert bool(pattern.search(text)) is expected


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_gives_hashes_and_no_addresses(lock):
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text and "index-url" not in text


def test_the_lock_covers_every_dependency(project):
    pins = pins_of("requirements.lock")
    for requirement in requirements_of(project):
        versions = pins.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not locked: run `make lock`"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement} but locked {versions}"


def test_both_locks_agree():
    pins = pins_of("requirements.lock")
    assert {
        name: versions for name, versions in pins_of("requirements-build.lock").items() if pins.get(name) != versions
    } == {}


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_module_is_short_and_says_what_it_is_for(path):
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert len(text.splitlines()) <= 400, "make it a package"


def test_ci_runs_what_the_readme_says():
    readme = (ROOT / "README.md").read_text("utf-8")
    for target in ("demo", "test"):
        assert re.search(rf"^(?:\$ )?make {target}\b", readme, re.MULTILINE), (
            f"the README does not show `make {target}`"
        )
    assert (ROOT / ".ci/run").read_text("utf-8").rstrip().endswith("\nexec make test")


def test_every_make_target_in_the_documents_exists():
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        (path.name, target)
        for path in documents
        for target in re.findall(r"(?:^\$? ?|`)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert ("CONTRIBUTING.md", "test") in named
    assert sorted(pair for pair in named if pair[1] not in targets) == []


def test_no_two_test_files_bear_the_same_name():
    """Tests are no packages: pytest would take one for the other."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_links_between_documents_lead_somewhere(texts):
    broken = [
        f"{path}: {target}"
        for path, text in texts.items()
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text)
        if not (ROOT / path.parent / target).exists()
    ]
    assert broken == []


def test_documents_that_code_and_data_refer_to_exist(texts):
    missing = {
        f"{path}: {name}"
        for path, text in texts.items()
        if path.parts[0] in ("src", *SHARE)
        for name in re.findall(r"\b(?:docs|ontology|data|queries)/[\w/-]+\.md\b", text)
        if not (ROOT / name).is_file()
    }
    assert missing == set()


def test_a_skipped_test_fails_in_ci_unless_shared_material_is_missing(tmp_path):
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        "def test_shared(shared): pass\n"
        "@pytest.mark.xfail(strict=True)\ndef test_known_fault(): assert False\n"
        "def test_skipped(): pytest.skip('no browser')\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    outcomes = {}
    for ci in ("", "true"):
        run = subprocess.run(command, cwd=tmp_path, env={**os.environ, "CI": ci}, capture_output=True, text=True)
        outcomes[ci] = run.stdout.splitlines()[-1]
    assert "= 2 skipped, 1 xfailed in" in outcomes[""]
    assert "= 1 failed, 1 skipped, 1 xfailed in" in outcomes["true"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    run = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return next(folder.glob("kgraph-*.whl"))


def test_the_wheel_holds_every_data_file(wheel, tracked):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    expected = {f"kgraph/share/{path.as_posix()}" for path in tracked if path.parts[0] in SHARE}
    assert {Path(name).parts[2] for name in expected} == set(SHARE)
    assert sorted(expected - held) == []
    assert "kgraph/py.typed" in held
    bundle = {"explore.js", "layout.js", "sparql.js", "suggest.js", "LICENSES.txt"}
    assert sorted(name for name in bundle if f"kgraph/serve/static/bundle/{name}" not in held) == []
    assert not [name for name in held if name.startswith(("tests/", "kgraph/tests/"))]


def test_an_installed_wheel_runs_the_demo_far_from_the_repository(wheel, tmp_path):
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True)
    code = "import kgraph.cli, sys; print(kgraph.__file__, file=sys.stderr); kgraph.cli.main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "demo", "out"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr.startswith(str(target))
    left = {path.name for path in (elsewhere / "out").iterdir()}
    assert {"graph.ttl", "network.html", "facts.jsonl"} <= left
    assert all((elsewhere / "out" / name).stat().st_size for name in left)
