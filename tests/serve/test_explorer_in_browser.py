"""The explorer and the SPARQL page in a real browser: the ways of an analyst, of the keyboard, of a phone, in the dark.

After each test, no request has left the server and nothing has complained: not even of the content security policy.
"""

import csv
import io
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from browser_samples import visits
from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.store import open_store

pytestmark = pytest.mark.browser

LATER = {
    "id": "later", "title": "<script>alert(1)</script> Bremen", "published": "2025-03-01",
    "text": "=HYPERLINK(x) Ole Brandt ist nicht mehr Staatsrat in Bremen. Der Bund übernimmt das Hafenportal nicht.",
    "entities": [
        {"id": "e1", "type": "State", "name": "Bund", "aliases": []},
        {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
        {"id": "e3", "type": "Land", "name": "Freie Hansestadt Bremen", "aliases": ["Bremen"]},
        {"id": "e7", "type": "Person", "name": "Ole Brandt", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "takesOver", "o": "e2", "status": "denied"},
        {"s": "e7", "p": "holdsRole", "o": "e3", "role": "=1+1", "status": "ended"},
    ],
}  # fmt: skip
BREMEN = "/explore?entity=land/bremen"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server as a user starts it; its address."""
    place = tmp_path_factory.mktemp("explored") / "store"
    with open_store(Settings(store=str(place)), write=True) as store:
        store.replace_articles([stored(extraction_of(one)) for one in (HANDOVER, PRAISE, LATER)])
    start = "from kgraph.cli import main; main()"
    command = [sys.executable, "-c", start, "--store", str(place), "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=dict(os.environ)
    ) as server:
        yield re.search(r"http://[\d.:]+", server.stdout.readline())[0]
        server.terminate()


@pytest.fixture
def visit(browser, served):
    """Open a page with options of a browser context and wait for the picture."""
    with visits(browser, served, also=("blob:", "data:")) as open_:

        def shown(address, **options):
            page = open_(address, **options)
            if address.startswith("/explore"):
                page.wait_for_selector("#explorer[data-shown]")
            return page

        yield shown


def shown(page):
    """How many entities and statements the page says that it shows."""
    return tuple(map(int, re.findall(r"\d+", page.inner_text("#told"))))


def settled(page, act):
    """Do something that changes what is shown, and wait until it is."""
    before = page.get_attribute("#explorer", "data-shown")
    act()
    page.wait_for_selector(f'#explorer[data-shown]:not([data-shown="{before}"])')


def rows(page):
    return page.locator("#rows tr").count()


def click_node(page, key):
    place = page.evaluate("key => kgraph.where(key)", key)
    page.mouse.click(place["x"], place["y"])


def downloaded(page, kind):
    page.click("#save summary")
    with page.expect_download() as download:
        page.click(f"#save-{kind}")
    return download.value.path().read_bytes()


def test_the_analyst_starts_from_bremen_expands_and_reads_the_sentence(visit):
    page = visit("/explore")
    assert "Mit wem beginnen?" in page.inner_text("#panel")
    page.click("#search")
    page.keyboard.type("Breme")
    page.locator("#hits [role=option]").first.wait_for()
    settled(page, lambda: page.keyboard.press("Enter"))
    assert page.url.endswith("?entity=land/bremen&chosen=land/bremen")
    nodes, statements = shown(page)
    assert rows(page) == statements
    click_node(page, "service/hafenportal")
    assert page.inner_text("#panel h2") == "Hafenportal"
    settled(page, lambda: page.click("#panel .primary"))
    assert shown(page)[0] > nodes
    assert "Nordwerft GmbH" in page.inner_text("#panel")
    page.locator("#panel li", has_text="Nordwerft GmbH").locator(".proof").click()
    assert sorted(page.locator("#panel blockquote").all_inner_texts()) == [
        "Die Nordwerft GmbH fördert das Hafenportal mit zwei Millionen Euro.",
        "Die Nordwerft fördert das Hafenportal weiter.",
    ]
    page.locator("#panel summary").first.click()
    page.locator("#panel dt", has_text="unabhängige Quellen").first.wait_for()  # which only the server knows
    page.go_back()
    assert page.inner_text("#panel h2") == "Hafenportal"


def test_the_legend_is_the_filter_and_the_table_follows(visit):
    page = visit(BREMEN)
    before, all_rows = shown(page), rows(page)
    person = page.locator("#legend [data-name=Person]")
    assert person.get_attribute("aria-pressed") == "true"
    settled(page, person.click)
    assert shown(page)[0] == before[0] - 1 and rows(page) == shown(page)[1] < all_rows
    assert person.get_attribute("aria-pressed") == "false"
    assert page.url.endswith("hide-type=Person")
    settled(page, page.go_back)
    assert shown(page) == before
    settled(page, lambda: page.locator("#legend [data-name=Initiative]").click(modifiers=["Shift"]))
    assert "hide-type=Person" in page.url and "hide-type=Initiative" not in page.url


@pytest.mark.parametrize(
    ("chip", "expected"), [("#predicates [data-name=supports]", "supports"), ("#statuses [data-name=ended]", "ended")]
)
def test_relations_and_statuses_can_be_left_out(visit, chip, expected):
    page = visit(BREMEN)
    before = shown(page)[1]
    page.click("#filter summary")
    settled(page, lambda: page.click(chip))
    assert shown(page)[1] == before - 1
    assert expected in page.url
    settled(page, lambda: page.click("#reset"))
    assert shown(page)[1] == before


def test_a_land_leaves_what_belongs_to_it(visit):
    page = visit(BREMEN)
    before = shown(page)[1]
    page.click("#filter summary")
    settled(page, lambda: page.select_option("#land", "land/bremen"))
    ends = page.locator("#rows tr").evaluate_all("rows => rows.map(row => [row.dataset.subject, row.dataset.object])")
    # Ole Brandt holds an office there, so what he signs counts; what the Bund is party to does not.
    assert 0 < len(ends) < before
    assert all({"land/bremen", "person/ole-brandt"} & set(pair) for pair in ends)
    assert ["person/ole-brandt", "agreement/handover-vereinbarung"] in ends


def test_the_clock_tells_what_is_unknown_on_a_day(visit):
    page = visit(f"{BREMEN}&valid=2024-05-07")
    page.click("#filter summary")
    counts = {name: int(page.inner_text(f"#truths [data-name={name}] small")) for name in ("yes", "unknown", "no")}
    assert counts["yes"] and counts["unknown"]
    assert shown(page)[1] == counts["yes"] + counts["unknown"]
    assert page.locator("#rows .truth", has_text="unbekannt").count() == counts["unknown"]
    settled(page, lambda: page.click("#truths [data-name=unknown]"))
    assert shown(page)[1] == counts["yes"]
    assert "holds=yes" in page.url


def test_the_other_clock_shows_what_was_known_by_then(visit):
    page = visit(f"{BREMEN}&known=2024-05-31")
    dates = page.locator("#rows .figure:nth-child(5)").all_inner_texts()
    assert set(dates) == {"07.05.2024"}
    page.click("#filter summary")
    settled(page, lambda: page.locator("#known-use").uncheck())
    assert rows(page) > len(dates)


def test_a_path_shows_the_sentence_of_each_hop(visit):
    page = visit("/explore")
    page.click("#path summary")
    for field, typed in (("from", "BMH"), ("to", "Bund")):
        page.click(f"#path-{field}")
        page.keyboard.type(typed)
        option = page.locator(f"#path-{field}-hits [role=option]").first
        option.wait_for()
        option.click()
    page.wait_for_selector("#explorer[data-shown] .steps")
    assert page.locator(".steps > li").count() == 3
    assert page.locator(".steps blockquote").count() == 3
    assert "path=ministry/bundesministerium-fuer-haefen&path=state/bund" in page.url
    page.reload()
    page.wait_for_selector(".steps")
    assert page.locator(".steps > li").count() == 3


def test_an_answer_and_the_whole_are_networks_too(visit):
    assert shown(visit("/explore?query=takeovers"))[0] >= 2
    everything = visit("/explore?all=1&communities=1&size=betweenness")
    assert shown(everything)[1] == 18
    assert everything.locator("#communities").is_checked()
    assert shown(visit("/explore?keys=state/bund,service/hafenportal")) == (2, 2)


def test_the_table_sorts_and_marks_what_is_chosen(visit):
    page = visit(BREMEN)
    page.click("th[data-column=predicate] button")
    assert page.get_attribute("th[data-column=predicate]", "aria-sort") == "ascending"
    column = page.locator("#rows td:nth-child(2)").all_inner_texts()
    assert column == sorted(column, key=str.casefold)
    page.click("th[data-column=predicate] button")
    assert page.locator("#rows td:nth-child(2)").all_inner_texts() != column
    page.locator("#rows td:nth-child(2) button").first.click()
    assert page.locator("#rows tr.chosen").count() >= 1
    assert page.locator("#panel blockquote").count() >= 1


def test_what_is_shown_is_saved_as_it_is(visit):
    page = visit(BREMEN)
    nodes, statements = shown(page)
    png = downloaded(page, "png")
    assert png.startswith(b"\x89PNG") and len(png) > 10_000
    drawing = ElementTree.fromstring(downloaded(page, "svg"))
    titles = [title.text for title in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == nodes and "Freie Hansestadt Bremen" in titles
    assert not [element for element in drawing.iter() if element.tag.endswith(("script", "image", "a"))]
    table = list(csv.reader(io.StringIO(downloaded(page, "csv").decode("utf-8-sig"))))
    assert len(table) == statements + 1 and table[0][:3] == ["Subjekt", "Art des Subjekts", "Beziehung"]
    assert {row[11] for row in table[1:]} >= {"'=1+1", "Staatsrat"}, "what could be a formula is none"
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "@"))]
    triples = list(ox.parse(downloaded(page, "ttl"), format=ox.RdfFormat.TURTLE))
    assert sum(t.object == ox.NamedNode("https://w3id.org/kgraph/ontology#Statement") for t in triples) == statements


def test_a_large_network_that_came_without_sentences_is_saved_with_them(visit):
    def bare(route):
        answer = route.fetch()
        piece = answer.json()
        del piece["statements"]["quote"]
        route.fulfill(response=answer, json=piece)

    page = visit("/")
    page.route(re.compile(r"/api/network\?"), bare)
    page.goto(page.url.rstrip("/") + BREMEN)
    page.wait_for_selector("#rows tr", state="attached")
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "csv").decode("utf-8-sig"))))
    assert rows and all(row["Satz"] for row in rows)


def test_the_keyboard_goes_from_neighbour_to_neighbour(visit):
    page = visit(BREMEN)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel h2") == "Freie Hansestadt Bremen"
    visited = set()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        visited.add(page.inner_text("#panel h2"))
    assert len(visited) >= 2
    page.keyboard.press(" ")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").count() == 0
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit):
    page = visit(BREMEN, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    place = page.evaluate("key => kgraph.where(key)", "service/hafenportal")
    page.touchscreen.tap(place["x"], place["y"])
    page.locator("#panel h2", has_text="Hafenportal").wait_for()
    page.tap("#filter summary")
    box = page.locator("#filter .sheet").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_names_and_titles_are_never_markup(visit):
    page = visit(BREMEN)
    page.locator("#rows tr", has_text="=1+1").locator("td:nth-child(2) button").click()
    assert "<script>alert(1)</script> Bremen" in page.inner_text("#panel")


def test_english_and_dark(visit):
    page = visit(f"{BREMEN}&lang=en", color_scheme="dark")
    assert page.inner_text("#filter summary").strip() == "Filter"
    assert page.inner_text("#table-title") == "The same as a table"
    ground = page.evaluate("getComputedStyle(document.querySelector('.map')).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 80


def test_without_script_the_page_says_where_the_same_stands(visit, browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + BREMEN)
    assert page.locator("noscript").count() == 1
    assert page.locator("noscript a[href='/ask']").is_visible()
    context.close()


def test_the_sparql_editor_knows_the_words_of_this_graph(visit):
    page = visit("/sparql")
    page.locator("#yasgui .yasqe .CodeMirror").wait_for()
    assert page.locator("#sparql-form").is_hidden()
    text = page.evaluate("document.querySelector('#yasgui .yasqe .CodeMirror').CodeMirror.getValue()")
    assert text.startswith("PREFIX kg: <https://w3id.org/kgraph/ontology#>")
    page.click(".yasqe_queryButton")
    page.locator(".yasr table tbody tr").first.wait_for()
    assert page.locator(".yasr table tbody tr").count() == 2  # said once, denied once
    begun = "PREFIX kg: <https://w3id.org/kgraph/ontology#> SELECT * { ?s kg:take"
    page.locator("#yasgui .yasqe .CodeMirror").evaluate("(editor, text) => editor.CodeMirror.setValue(text)", begun)
    page.locator("#yasgui .yasqe .CodeMirror").evaluate(
        "editor => { editor.CodeMirror.focus(); editor.CodeMirror.execCommand('goDocEnd') }"
    )
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text="kg:takesOver").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("a[data-example=takeovers]").click()
    page.locator(".yasgui .tab.active", has_text="takeovers").wait_for()


def test_the_plain_sparql_form_stays_without_script(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/sparql")
    page.fill("#query", "SELECT ?s { ?s a kg:Land }")
    page.click("#sparql-form button")
    assert page.locator("table.rows tbody tr").count() == 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", [f"{BREMEN}&chosen=land/bremen&valid=2024-05-07", "/sparql"], ids=["explore", "sparql"]
)
def test_neither_page_has_a_serious_fault_of_accessibility(visit, repo_root, address, scheme):
    script = repo_root / "tests/web/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("the packages of tests/web are not installed: make webtests")
    page = visit(address, color_scheme=scheme)
    if address == "/sparql":
        page.locator("#yasgui .yasqe .CodeMirror").wait_for()
    page.evaluate(script.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert told == []
