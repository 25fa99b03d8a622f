"""The files in docs/deploy do what they say: nginx as configured there, unit and container by their lines."""

import configparser
import re
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.serve.site import Options
from nginx_samples import nginx
from serve_samples import running
from web_servers import free_port

DEPLOY = Path(__file__).resolve().parent.parent.parent / "docs" / "deploy"


@pytest.fixture(scope="module")
def proxied(settings, tmp_path_factory):
    """Address of a server behind nginx, as docs/deploy/nginx.conf has it, without TLS."""
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    outside = f"http://127.0.0.1:{port}/graph"
    with running(settings, Options(workers=2, base_url=outside)) as inside:
        text = (DEPLOY / "nginx.conf").read_text("utf-8")
        for written, here in (
            ("127.0.0.1:8642", inside.removeprefix("http://")),
            ("listen 443 ssl", f"listen 127.0.0.1:{port}"),
            ("data.example.org;", "127.0.0.1;"),
        ):
            assert written in text
            text = text.replace(written, here, 1)
        (folder / "kgraph.conf").write_text(re.sub(r"^\s*ssl_\w+ .*\n", "", text, flags=re.M), "utf-8")
        with nginx(folder, f"include {folder}/kgraph.conf;", port):
            yield outside


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as fault:
        return fault.code


@pytest.mark.server
def test_behind_nginx_the_site_lies_below_its_prefix(proxied):
    assert status(f"{proxied}/healthz") == 200
    assert status(f"{proxied}/sparql?query=ASK%7B%7D") == 200
    assert status(f"{proxied}/metrics") == 403
    assert status(proxied.removesuffix("/graph") + "/healthz") == 404
    with urllib.request.urlopen(f"{proxied}/.well-known/void", timeout=20) as answer:
        assert answer.url == f"{proxied}/void"
        assert f"<{proxied}/sparql>" in answer.read().decode()


@pytest.mark.server
def test_behind_nginx_every_link_of_the_start_page_leads_somewhere(proxied):
    with urllib.request.urlopen(f"{proxied}/", timeout=20) as answer:
        page = answer.read().decode()
    links = set(re.findall(r'href="(/[^"#?]*)', page))
    assert links and all(link.startswith("/graph/") for link in links)
    root = proxied.removesuffix("/graph")
    assert {link for link in links if status(root + link) not in (200, 429)} == set()


def test_the_unit_and_the_container_use_options_that_there_are():
    told = CliRunner().invoke(main, ["serve", "--help"]).output
    unit = re.search(r"^ExecStart=((?:.*\\\n)*.*)$", (DEPLOY / "kgraph.service").read_text("utf-8"), re.M)[1]
    container = re.search(r"^CMD (.*)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.M)[1]
    used = re.findall(r"--[a-z-]+", unit.partition(" serve")[2] + container)
    assert sorted(used) == ["--base-url", "--host", "--wait"]
    assert [option for option in used if option not in told] == []


def test_the_unit_can_be_read_and_stops_the_server_alone():
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string((DEPLOY / "kgraph.service").read_text("utf-8").replace("\\\n", " "))
    service = parser["Service"]
    assert service["KillMode"] == "mixed"
    # Longer than requests under way may take, or the server would be killed beforehand.
    assert int(service["TimeoutStopSec"]) > 10


def test_the_health_check_of_the_container_is_python_that_compiles():
    line = re.search(r'"-c", "(.*)"\]', (DEPLOY / "Containerfile").read_text("utf-8"))[1]
    run = subprocess.run([sys.executable, "-c", line.replace("8642", "1")], capture_output=True, text=True)
    assert "URLError" in run.stderr or "refused" in run.stderr


def test_the_container_is_made_of_what_the_wheel_is_made_of(repo_root):
    listed = (repo_root / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in listed
    kept = {line.removeprefix("!") for line in listed if line.startswith("!")}
    assert {name for name in kept if not (repo_root / name).exists()} == set()
    wheel = tomllib.loads((repo_root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert kept >= {"src", "web", "hatch_build.py", "pyproject.toml", "LICENSE", "README.md", *wheel["force-include"]}
    copied = re.search(r"sed .* (\S+) > ", (DEPLOY / "Containerfile").read_text("utf-8"))[1]
    assert copied in kept
