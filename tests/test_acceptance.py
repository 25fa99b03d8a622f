"""The whole chain on real input, from the command line: read, ask, look, publish, and a real SPARQL server."""

import csv
import io
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.query import named_queries

TOOLS = Path(sys.executable).parent
WITHOUT_PARAMETERS = [name for name, query in named_queries().items() if not any(p.required for p in query.parameters)]


def kgraph(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(TOOLS / "kgraph"), *arguments], cwd=folder, capture_output=True, text=True)


def asked(folder: Path, *arguments: str) -> list[dict[str, str]]:
    done = kgraph(folder, "query", *arguments, "--csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def listed(cell: str) -> set[str]:
    """The names of a cell that holds several; SPARQL leaves their order open."""
    return set(cell.split("; "))


@pytest.fixture(scope="module")
def built(tmp_path_factory, repo_root) -> Path:
    folder = tmp_path_factory.mktemp("chain")
    done = kgraph(folder, "build", str(repo_root / "data" / "articles" / "dev"))
    assert done.returncode == 0, done.stderr
    return folder


def test_the_takeover_is_answered_with_every_part_and_its_sentence(built):
    (row,) = asked(built, "takeovers", "--what", "Datenservice Öffentlicher Einkauf")
    assert (row["byLabel"], row["fromLabel"]) == ("Bund", "Bremen")
    assert listed(row["parties"]) == {"Bund", "Bremen"}
    assert listed(row["signedBy"]) == {"Markus Richter", "Martin Hagen"}
    assert row["occasion"] == "Digital-Gipfel 2023 (2023-11-20)"
    assert listed(row["developedBy"]) == {"Beschaffungsamt des BMI", "Bremen"}
    assert "Verantwortung für mehrere Komponenten des Datenservice übernimmt" in row["quote"]
    assert "unterschrieben" in row["signedQuote"]
    assert row["developedQuote"].startswith("Entwickelt wurde der Datenservice")
    assert row["fundedQuote"].startswith("Gefördert hat den Datenservice")


def test_the_agreement_behind_it_names_parties_and_signatories(built):
    rows = asked(built, "agreements", "--party", "Bremen", "--since", "2023-11")
    assert any({"Bund", "Bremen"} <= listed(row["parties"]) for row in rows)


def test_an_article_read_again_costs_and_changes_nothing(built, repo_root):
    before = kgraph(built, "export").stdout
    done = kgraph(built, "build", str(repo_root / "data" / "articles" / "dev" / "s-01.txt"))
    assert "0 new, 0 changed, 1 unchanged" in done.stdout + done.stderr
    assert kgraph(built, "export").stdout == before


def test_the_graph_passes_its_own_checks(built):
    assert kgraph(built, "check").returncode == 0


@pytest.mark.jvm
def test_the_graph_is_consistent_with_the_ontology(built):
    done = kgraph(built, "reason")
    assert (done.returncode, "consistent" in done.stdout) == (0, True), done.stderr


def test_what_is_published_holds_no_body_of_an_article(built, repo_root):
    turtle = kgraph(built, "export").stdout
    for path in (repo_root / "data" / "articles" / "dev").glob("*.txt"):
        paragraphs = [line for line in path.read_text("utf-8").splitlines() if len(line) > 400]
        assert not any(paragraph in turtle for paragraph in paragraphs), path.name


def test_counts_name_the_first_and_last_date_though_some_articles_have_none(built):
    counts = json.loads(kgraph(built, "stats", "--json").stdout)
    assert (counts["first"][:4], counts["last"][:4]) == ("2013", "2025")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    """A real SPARQL server on loopback with the same graph."""
    folder = tmp_path_factory.mktemp("server")
    assert kgraph(built, "export", "--format", "nquads", "-o", str(folder / "graph.nq")).returncode == 0
    ox.Store(folder / "data").bulk_load(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
    port = free_port()
    command = [shutil.which("oxigraph", path=str(TOOLS)) or "oxigraph", "serve-read-only"]
    process = subprocess.Popen(
        [*command, "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/query"
    process.terminate()
    process.wait(10)


@pytest.mark.server
@pytest.mark.parametrize("name", WITHOUT_PARAMETERS)
def test_a_named_query_answers_the_same_here_and_on_a_server(built, server, name):
    def rows(*more):
        return sorted(
            tuple("; ".join(sorted(listed(cell))) for cell in row.values()) for row in asked(built, name, *more)
        )

    assert rows("--endpoint", server) == rows() != []


@pytest.mark.server
def test_parameters_reach_the_server_bound_as_terms(built, server):
    here = asked(built, "about", "--entity", "land/bremen")
    there = asked(built, "about", "--entity", "https://w3id.org/kgraph/id/land/bremen", "--endpoint", server)
    assert sorted(map(str, here)) == sorted(map(str, there)) != []


class ErrorPage(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html>Service unavailable</html>")

    do_POST = do_GET

    def log_message(self, *_):
        pass


@pytest.mark.server
def test_an_error_page_with_status_200_is_no_answer(built):
    page = HTTPServer(("127.0.0.1", 0), ErrorPage)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    done = kgraph(built, "query", "agreements", "--endpoint", f"http://127.0.0.1:{page.server_port}/sparql")
    page.shutdown()
    page.server_close()
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)


def test_an_endpoint_that_nobody_serves_is_unreachable(built):
    done = kgraph(built, "query", "agreements", "--endpoint", f"http://127.0.0.1:{free_port()}/sparql")
    assert (done.returncode, "cannot be reached" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("query", "agrements"), 2, "did you mean agreements"),
        (("query", "-e", "SELECT * WHERE { ?s ?p }"), 4, "line 1, column"),
        (("query", "-e", "INSERT DATA { <a:a> <a:b> <a:c> }"), 4, "refused"),
        (("query", "-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 4, "refused"),
        (("query", "agreements", "--since", "foo"), 2, "no date"),
        (("query", "agreements", "--since", "2023-02-30"), 2, "no date"),
        (("show", "Nirgendheim"), 3, "no entity"),
        (("path", "BMI", "Nirgendheim"), 3, "no entity"),
        (("draw", "--type", "Foo", "-o", "x.html"), 2, "no type"),
        (("export", "-o", "missing/x.ttl"), 1, "cannot write"),
        (("forget", "nobody"), 3, "no article"),
        (("--store", "elsewhere", "stats"), 1, "no store"),
    ],
)
def test_a_fault_is_two_clear_lines_with_its_exit_code(built, arguments, code, said):
    done = kgraph(built, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_sources_are_named_and_the_good_ones_are_built(tmp_path):
    (tmp_path / "good.txt").write_text(
        "Jena: Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n", "utf-8"
    )
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "same.txt").write_bytes((tmp_path / "good.txt").read_bytes())
    done = kgraph(tmp_path, "build", "good.txt", "empty.txt", "binary.txt", "missing.txt", "same.txt")
    assert done.returncode == 4
    assert all(name in done.stderr for name in ("empty.txt", "binary.txt", "missing.txt"))
    assert json.loads(kgraph(tmp_path, "stats", "--json").stdout)["articles"] == 1


def test_the_seed_page_gives_its_sixteen_articles_and_the_takeover(shared, tmp_path):
    done = kgraph(tmp_path, "build", str(shared / "seeds" / "page.txt"))
    assert "16 new" in done.stdout + done.stderr
    (row,) = asked(tmp_path, "takeovers")
    assert [row[f"{part}Label"] for part in ("what", "by", "from")] == [
        "Datenservice Öffentlicher Einkauf",
        "Bund",
        "Bremen",
    ]
    assert listed(row["parties"]) == {"Bund", "Bremen"}
    assert listed(row["signedBy"]) == {"Markus Richter", "Martin Hagen"}
    assert listed(row["developedBy"]) == {"Beschaffungsamt des BMI", "Bremen"}
    assert row["fundedBy"] == "Bundesministerium des Innern"
    assert "Auf dem Digital-Gipfel haben" in row["quote"]
    assert "Vom BMI gefördert" in row["fundedQuote"]
