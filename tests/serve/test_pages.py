"""The pages over HTTP: addresses, forms, languages, faults, and nothing that hostile names could do."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from graph_samples import HANDOVER, extraction_of, stored
from kgraph.config import Settings
from kgraph.query import named_queries
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.pages import formats, texts
from kgraph.serve.site import Options, Site
from kgraph.store import decisions_file, open_store
from kgraph.templating import clean, web_address

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "de"}
PAGES = [
    "/", "/search?q=bremen&all=1", "/search?q=", "/search?q=xylophon", "/id/land/bremen.html",
    "/id/person/ole-brandt.html",
    "/id/land/bremen.html?group=develops", "/id/article/handover.html", "/ask", "/ask/takeovers?go=1",
    "/ask/cooperations?of=bremne", "/ask/takeovers?since=gestern",
    "/ask/connections?go=1", "/id/land/atlantis.html", "/nowhere",
]  # fmt: skip

EVIL = '<script>alert(1)</script>"onmouseover="alert(2)'
TURNED = "Amt \u202eretsinim\u2066"
FORMULA = "=HYPERLINK(1)"
HOSTILE = {
    "id": 'a"><script>', "title": f"{EVIL} {TURNED}", "published": "2024-01-01",
    "text": f"{EVIL} {TURNED} ${{7*7}} {{{{7*7}}}}",
    "entities": [
        {"id": "e1", "type": "Company", "name": EVIL, "aliases": [TURNED, FORMULA]},
        {"id": "e2", "type": "Service", "name": FORMULA, "aliases": ["javascript:alert(1)"]},
        {"id": "e3", "type": "Person", "name": "{{ 7*7 }}", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "develops", "o": "e2"}, {"s": "e1", "p": "funds", "o": "e2", "amount": EVIL},
        {"s": "e3", "p": "holdsRole", "o": "e1", "role": EVIL},
    ],
}  # fmt: skip


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def page(client, address, **headers):
    return client.get(address, headers=HTML | headers)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_is_whole_in_each_language(client, address, language):
    response = page(client, address, **{"accept-language": language})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in response.text and response.text.rstrip().endswith("</html>")
    elements = Elements(response.text).found
    tags = [tag for tag, _ in elements]
    assert tags.count("h1") == 1 and tags.count("main") == 1 and tags.count("title") >= 1
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids)), "no id stands twice"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_script_or_style_of_its_own_nor_asks_another_host(client, address):
    for tag, attributes in Elements(page(client, address).text).found:
        assert tag not in ("style", "iframe", "object", "embed", "base")
        assert tag != "script" or attributes["src"].startswith("/static/")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag in ("link", "img", "script", "form"):
            own = attributes.get("href") or attributes.get("src") or attributes.get("action") or "/"
            assert own.startswith("/")


def test_the_catalogues_have_the_same_texts_with_the_same_values():
    german, english = (texts.catalogue(language) for language in texts.LANGUAGES)
    assert german.keys() == english.keys()
    for key, one in german.items():
        other = english[key]
        assert isinstance(one, str) == isinstance(other, str), key
        used = [set(re.findall(r"{(\w+)}", text if isinstance(text, str) else "".join(text))) for text in (one, other)]
        assert used[0] == used[1], key


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_every_question_has_its_words_in_each_language(client, query):
    answered = client.get(f"/ask/{query.name}.srj", params={"entity": "Bremen", "article": "praise", "land": "Bremen",
                                                             "a": "Bremen", "b": "Bund"})  # fmt: skip
    columns = answered.json()["head"]["vars"]
    needed = [f"query.{query.name}", *(f"parameter.{parameter.name}" for parameter in query.parameters)]
    needed += [f"column.{c}" for c in columns if not (c.endswith("Label") and c.removesuffix("Label") in columns)]
    for language in texts.LANGUAGES:
        assert not set(needed) - texts.catalogue(language).keys()


@pytest.mark.parametrize(
    ("header", "language"),
    [("de-AT,en;q=0.5", "de"), ("fr,en-GB;q=0.8,de;q=0.3", "en"), ("", "de"), ("fr", "de"), ("en;q=x,de;q=0.1", "de")],
)
def test_the_language_is_what_the_browser_asks_for(client, header, language):
    assert page(client, "/", **{"accept-language": header}).headers["content-language"] == language


def test_a_chosen_language_stays(client):
    assert 'aria-current="true">English' in page(client, "/ask?lang=en").text
    assert page(client, "/").headers["content-language"] == "en"
    client.cookies.clear()
    assert page(client, "/").headers["content-language"] == "de"


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/html", ".html"), ("", ".html"), ("*/*", ".html"), ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/json;q=0.5, text/turtle;q=0.9", ".ttl"), ("text/csv", ".csv"), ("application/json", ".json"),
    ],
)  # fmt: skip
def test_the_thing_leads_to_what_the_client_takes(client, accept, ending):
    response = client.get("/id/land/bremen", headers={"accept": accept}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"/id/land/bremen{ending}")
    assert response.headers["vary"] == "accept"


def test_a_client_that_takes_none_of_the_forms_is_told(client):
    assert client.get("/id/land/bremen", headers={"accept": "image/png"}).status_code == 406


def test_the_longer_path_of_the_iris_leads_to_the_page_as_well(client):
    response = client.get("/kgraph/id/land/bremen", headers={"accept": "text/turtle"}, follow_redirects=False)
    assert response.headers["location"] == "/id/land/bremen.ttl"


@pytest.mark.parametrize("path", ["/id/land/bremen", "/id/article/handover"])
@pytest.mark.parametrize("form", formats.FORMS, ids=lambda form: form.ending)
def test_every_form_has_its_media_type_and_tells_the_others(client, path, form):
    response = client.get(path + form.ending)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, form.media)
    for other in formats.FORMS:
        assert f'<{path}{other.ending}>; rel="alternate"; type="{other.media}"' in response.headers["link"]
    assert f'<https://w3id.org/kgraph{path}>; rel="describes"' in response.headers["link"]


def test_turtle_and_json_ld_say_the_same_with_the_evidence(client):
    import pyoxigraph as ox

    turtle, jsonld = (client.get(f"/id/service/hafenportal{ending}").content for ending in (".ttl", ".jsonld"))
    one = set(map(str, ox.parse(turtle, format=ox.RdfFormat.TURTLE)))
    other = set(map(str, ox.parse(jsonld, format=ox.RdfFormat.JSON_LD)))
    assert one == other and any("ontology#quote" in triple for triple in one)


def test_a_statement_leads_to_its_sentence(client):
    found = client.get("/id/service/hafenportal.json").json()["groups"][0]["claims"][0]["evidence"][0]
    response = page(client, f"/id/{found['id']}")
    assert response.url.path == f"/id/article/{found['article']}.html"
    assert f'id="{found["id"].rpartition("/")[2]}"' in response.text
    assert client.get("/id/statement/0000000000").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/index.json", "/search.json?q=bremen", "/api/suggest?q=bremen", "/id/land/bremen.json", "/ask.json",
     "/ask/takeovers.json",
     "/api/ask/takeovers", "/api/thing/land/bremen", "/id/land/bremen.json?group=develops"],
)  # fmt: skip
def test_every_page_has_a_twin_in_json(client, address):
    response = client.get(address)
    assert response.status_code == 200 and response.json()


@pytest.mark.parametrize("address", ["/", "/id/land/bremen.html", "/id/land/bremen.ttl", "/api/suggest?q=brem"])
def test_what_a_client_has_already_is_not_sent_again(client, address):
    first = page(client, address)
    again = page(client, address, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"] == first.headers["vary"]


def test_an_exact_name_leads_to_its_page_and_a_part_of_it_to_a_list(client):
    assert page(client, "/search?q=bremen").url.path == "/id/land/bremen.html"
    assert page(client, "/search?q=hafen").url.path == "/search"


def test_suggestions_come_with_type_and_page_and_as_many_as_wanted(client):
    hits = client.get("/api/suggest?q=b&limit=2&lang=en").json()["hits"]
    assert len(hits) == 2
    (land,) = client.get("/api/suggest?q=bremen&type=Land&lang=en").json()["hits"]
    assert (land["type_label"], land["page"], land["match"]) == ("Land", "/id/land/bremen.html", "exact")
    assert client.get(f"/api/suggest?q={'a' * 3000}&limit=99999999999").json()["hits"] == []


def test_what_is_not_there_is_404_with_what_is_near(client):
    response = page(client, "/id/service/hafenprotal.html")
    assert response.status_code == 404 and "/id/service/hafenportal.html" in response.text
    assert client.get("/id/service/hafenprotal.json").json()["near"] == ["service/hafenportal"]


def test_a_question_asks_back_for_what_is_unclear(client):
    text = page(client, "/ask/cooperations?of=hafen").text
    assert "Was ist mit „hafen“ gemeint?" in text and "of=service%2Fhafenportal" in text
    assert page(client, "/ask/takeovers?since=gestern").status_code == 400
    assert 'aria-invalid="true"' in page(client, "/ask/connections?go=1").text


def test_an_answer_is_offered_for_spreadsheets_and_by_the_standard(client):
    text = page(client, "/ask/takeovers?go=1").text
    assert "/ask/takeovers.csv" in text and "/ask/takeovers.srj" in text
    assert client.get("/ask/takeovers.srj").json()["head"]["vars"]
    rows = list(csv.reader(io.StringIO(client.get("/ask/takeovers.csv").text)))
    assert len(rows) == 2


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    settings = Settings(store=str(tmp_path_factory.mktemp("hostile") / "store"))
    with open_store(settings, write=True) as store:
        store.replace_articles([stored(extraction_of(document)) for document in (HOSTILE, HANDOVER)])
    site = Site(settings, Options(workers=1, review_token="t0ken"), Graph(settings, Limits(1)))
    with TestClient(create_app(site), base_url="http://localhost") as found:
        yield found


def hostile_pages(client):
    things = [hit["page"] for hit in client.get("/api/suggest?q=alert&limit=50").json()["hits"]]
    assert things
    article = "/id/article/a%22%3E%3Cscript%3E.html"
    asked = ("/ask/about?entity=company/script-alert-1-script-onmouseover-alert-2", "/ask/officeholders?go=1")
    return [
        *things,
        article,
        "/search?q=alert&all=1",
        *asked,
        "/",
        "/id/%22%3E%3Cscript%3Ealert(1).html",
        "/ask/%3Cscript%3E",
    ]


def test_hostile_names_and_texts_stay_text(hostile):
    for address in hostile_pages(hostile):
        text = page(hostile, address).text
        assert "alert(1)" not in re.sub(r"&lt;script&gt;alert\(1\)|javascript:alert\(1\)", "", text) or "&lt;" in text
        for tag, attributes in Elements(text).found:
            assert tag != "script" or attributes["src"].startswith("/static/"), address
            assert not [name for name in attributes if name.startswith("on")], address
            assert not str(attributes.get("href", "")).lower().startswith(("javascript", "data")), address
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), "nothing turns the text around"
        assert not re.search(r"\b49\b", text), "no template runs what it shows"


def test_a_table_for_spreadsheets_starts_no_formula(hostile):
    rows = csv.reader(io.StringIO(hostile.get("/id/service/hyperlink-1.csv").text))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c", True),
        ("javascript:alert(1)", False),
        ("https://a b", False),
        ('http://x"', False),
        ("//x", False),
    ],
)
def test_only_web_addresses_are_links(address, link):
    assert bool(web_address(address)) is link


def test_what_turns_or_hides_text_is_taken_out():
    assert clean("a\u202eb\u200fc\x00d") == "abcd"
    assert clean("Köln\n– „x“") == "Köln\n– „x“"


@pytest.mark.parametrize(
    "address",
    ["/id/", "/id/.html", "/id/..%2f..%2f", "/id/" + "a/" * 500, "/id/%00.html",
     "/id/land/bremen.html?group=%00&page=-1",
     "/id/land/bremen.html?page=99999999999999999999&group=develops", "/ask/..", "/ask/takeovers?page=٣&go=1",
     "/static/", "/static/.x", "/static/%00", "/static/a%00.css", "/static/" + "a" * 300 + ".css",
     "/static/texts/de.toml", "/static/../texts/de.toml",
     "/review", "/search?q=%00%ff", "/ask/takeovers?by=%F0%9F%98%80"],
)  # fmt: skip
def test_strange_addresses_are_answered_and_no_fault_of_the_server(client, address):
    assert client.get(address).status_code < 500


@pytest.mark.parametrize(
    "address", ["/", "/id/land/bremen.html", "/ask/takeovers?go=1", "/search?q=b&all=1", "/nowhere"]
)
def test_behind_a_proxy_every_link_has_its_prefix(settings, address):
    options = Options(workers=1, base_url="http://localhost/graph")
    with TestClient(
        create_app(Site(settings, options, Graph(settings, Limits(1)))), base_url="http://localhost"
    ) as proxied:
        text = page(proxied, f"/graph{address}").text
        thing = proxied.get("/graph/id/land/bremen", follow_redirects=False)
    assert thing.headers["location"] == "/graph/id/land/bremen.html"
    for tag, attributes in Elements(text).found:
        for name in ("href", "src", "action", "data-suggest"):
            address = attributes.get(name, "/graph")
            assert address.startswith(("/graph", "#", "https://")), (tag, address)


@pytest.mark.parametrize(
    "address",
    ["/id/nichts.csv", "/id/article/nichts.csv", "/ask/article.csv?article=nichts", "/ask/article?article=nichts",
     "/api/ask/article?article=nichts", "/api/network?entity=nichts", "/api/network?query=about&q.entity=nichts",
     "/api/path?from=nichts&to=Bremen", "/api/statement/0000000000000000"],
)  # fmt: skip
def test_what_is_not_there_is_told_without_the_place_of_the_store(client, settings, address):
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert settings.store not in answer.text


def test_a_broken_file_of_the_curator_is_told_to_the_log_alone(client, settings, caplog):
    query = "SELECT ?s { GRAPH ?g { ?s a kg:Statement } } LIMIT 1"
    statement = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text.split()[1]
    decisions = decisions_file(settings.store)
    decisions.write_text("[[decision]\n", "utf-8")
    try:
        answer = client.get(f"/api/statement/{statement.rpartition('/')[2]}")
    finally:
        decisions.unlink()
    assert answer.status_code == 503
    assert decisions.name not in answer.text
    assert decisions.name in caplog.text
