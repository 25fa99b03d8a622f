"""The site behind real web servers, configured by the files that come with it: 303, media types, headers, odd names."""

import gzip
import http.client
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from apache_samples import apache
from kgraph.site.paths import place_of
from kgraph.site.servers import POLICY, server_files
from nginx_samples import nginx
from web_servers import free_port

pytestmark = pytest.mark.server
BASE = "https://w3id.org/kgraph/id/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"


@pytest.fixture(scope="module", params=["nginx", "apache"])
def port(request, site, tmp_path_factory):
    """Of a server with the site below a path."""
    free = free_port()
    if request.param == "apache":
        with apache(site, "/sub/graph/", free):
            yield free
        return
    folder = tmp_path_factory.mktemp("nginx")
    told = (site / "server/nginx-site.conf").read_text("utf-8")
    (folder / "site.conf").write_text(told.replace("/srv/kgraph/", f"{site}/"), "utf-8")
    inside = f"include {site}/server/nginx-map.conf; server {{ listen 127.0.0.1:{free}; include {folder}/site.conf; }}"
    with nginx(folder, inside, free):
        yield free


def fetched(port, path, accept="*/*", method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Accept": accept, **headers} if accept is not None else headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


def led(answer):
    return answer.headers["location"].removeprefix("http://").partition("/sub/graph/")[2]


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (BROWSER, "html"),
        ("*/*", "html"),
        (None, "html"),
        ("text/*", "html"),
        ("text/turtle", "ttl"),
        ("TEXT/Turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld"),
        ("text/turtle;q=0.9, text/html", "html"),
        ("text/turtle, text/html;q=0.3", "ttl"),
        ("text/turtle;q=0, application/ld+json;q=0.2", "jsonld"),
        ("text/turtle;q=0", "html"),
        (RDFLIB, "ttl"),
        (JENA, "ttl"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_thing_is_answered_with_303_to_what_is_asked_for(port, accept, ending, method):
    answer = fetched(port, "/sub/graph/id/land/bremen", accept, method)
    assert (answer.status, led(answer)) == (303, f"id/land/bremen.{ending}")
    assert "Accept" in answer.headers["vary"] and answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("key", ["article/hart%20n%C3%A4h", "service/Alike", "service/alike", "service/a:b"])
def test_names_with_umlauts_and_odd_signs_lead_to_their_own_page(port, key):
    answer = fetched(port, f"/sub/graph/id/{key}", "text/turtle")
    data = fetched(port, "/sub/graph/" + led(answer))
    assert (answer.status, data.status) == (303, 200)
    assert BASE + key in {q.subject.value for q in ox.parse(data.body, format=ox.RdfFormat.TURTLE)}


def test_a_name_that_ends_like_a_file_does_not_hide_another_s_page(port):
    answer = fetched(port, "/sub/graph/id/service/hafenportal.html")
    assert answer.status == 200 and "<bdi>Hafenportal</bdi></h1>" in answer.body.decode()


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("", "text/html; charset=utf-8"),
        ("id/state/bund.html", "text/html; charset=utf-8"),
        ("id/state/bund.ttl", "text/turtle; charset=utf-8"),
        ("id/state/bund.jsonld", "application/ld+json"),
        ("queries/takeovers.csv", "text/csv; charset=utf-8"),
        ("static/icon.svg", "image/svg+xml"),
        ("static/search.js", "text/javascript; charset=utf-8"),
    ],
)
def test_files_come_with_their_types_and_the_policy(port, path, media):
    answer = fetched(port, f"/sub/graph/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_network_has_a_policy_of_its_own_and_text_is_compressed(port):
    answer = fetched(port, "/sub/graph/network.html", **{"Accept-Encoding": "gzip"})
    assert "unsafe-inline" in answer.headers["content-security-policy"]
    assert answer.headers["content-encoding"] == "gzip" and gzip.decompress(answer.body).startswith(b"<!")


@pytest.mark.parametrize("path", ["id/land/nowhere.html", "nowhere/at/all", "id/land/", "server/nginx-map.conf"])
def test_what_is_missing_says_so_in_words(port, path):
    answer = fetched(port, f"/sub/graph/{path}", BROWSER)
    assert answer.status == 404
    if not path.startswith("server"):
        assert "Seite nicht gefunden" in answer.body.decode() and '"/sub/graph/index.html"' in answer.body.decode()


def test_the_folder_s_name_alone_leads_into_it(port):
    answer = fetched(port, "/sub/graph")
    assert (answer.status, answer.headers["location"].endswith("/sub/graph/")) == (301, True)


def test_things_that_differ_in_case_alone_have_files_that_do_not(site):
    found = [str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()]
    assert len({name.casefold() for name in found}) == len(found)
    assert not any(re.search(r'[<>:"|?*\\]|[. ]$', name) for name in found)
    assert not (site / f"{place_of(BASE, BASE + 'service/alike')}.html").exists()


def test_a_folder_with_strange_letters_is_quoted():
    told = server_files("d e", "/graph/")["server/nginx-site.conf"]
    assert 'location ~ "^/graph/d\\ e/' in told and "return 303" in told
    assert Path(".htaccess").name in server_files("id", "/graph/")
