"""Fixtures and rules of the whole suite.

- `repo_root` and `shared` are the two places that tests read from; `browser` is one headless Chromium for all pages.
- In CI a skipped test is a failed one: a green run has run everything. The one exception is a missing `shared`.
- No test reaches the network, and none sees the settings of whoever runs it.
"""

import os
import shutil
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
MISSING_SHARED = "shared material is missing"
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if IN_CI else "local")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material for development that is not part of the repository: more articles, gold, the sample page."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(MISSING_SHARED)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", *_QUIET])
        yield found
        found.close()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith("KGRAPH_")]:
        monkeypatch.delenv(variable)


@pytest.fixture(autouse=True, scope="session")
def loopback_only():
    """Refuse connections to other machines; what a test starts as a process of its own is not covered."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            self.close()
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure, unless it is an expected failure or the shared material is missing."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if MISSING_SHARED not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {reason.removeprefix('Skipped: ')}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    if IN_CI:
        fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    if IN_CI:
        fail_if_skipped(report)
    return report
