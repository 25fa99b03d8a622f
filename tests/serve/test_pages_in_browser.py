"""The pages in a real browser: the ways of a journalist, of the keyboard, of a phone, without script, in the dark.

After each test, no request has left the server and nothing has complained.
"""

import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest

from browser_samples import visits
from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.store import open_store

pytestmark = pytest.mark.browser

RIVALS = {
    "id": "rivals", "title": "Hafenportal: Bremen widerspricht", "published": "2024-07-01",
    "text": "Ole Brandt ist nicht mehr Staatsrat in Bremen. Der Bund übernimmt das Hafenportal nicht. "
    "Die Nordwerf GmbH fördert das Hafenportal und die Nordwerf GmbH betreibt das Hafenportal.",
    "entities": [
        {"id": "e1", "type": "State", "name": "Bund", "aliases": []},
        {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
        {"id": "e3", "type": "Land", "name": "Freie Hansestadt Bremen", "aliases": ["Bremen"]},
        {"id": "e7", "type": "Person", "name": "Ole Brandt", "aliases": []},
        {"id": "e9", "type": "Company", "name": "Nordwerf GmbH", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "takesOver", "o": "e2", "status": "denied"},
        {"s": "e7", "p": "holdsRole", "o": "e3", "role": "Staatsrat", "status": "ended"},
        {"s": "e9", "p": "funds", "o": "e2"}, {"s": "e9", "p": "operates", "o": "e2"},
    ],
}  # fmt: skip
PAGES = {
    "start": "/", "list": "/search?q=b&all=1", "land": "/id/land/bremen.html",
    "contested": "/id/service/hafenportal.html",
    "person": "/id/person/ole-brandt.html", "group": "/id/service/hafenportal.html?group=takesOver-of",
    "article": "/id/article/handover.html", "questions": "/ask", "answer": "/ask/takeovers?go=1",
    "unclear": "/ask/cooperations?of=hafen", "review": "/review",
    "sparql": "/sparql", "network": "/explore?entity=land/bremen",
}  # fmt: skip
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server as a user starts it, with review; its address."""
    place = tmp_path_factory.mktemp("browsed") / "store"
    with open_store(Settings(store=str(place)), write=True) as store:
        store.replace_articles([stored(extraction_of(one)) for one in (HANDOVER, PRAISE, RIVALS)])
    start = "from kgraph.cli import main; main()"
    command = [sys.executable, "-c", start, "--store", str(place), "serve", "--port", "0", "--review", "--workers", "1"]
    environment = {**os.environ, "KGRAPH_REVIEW_TOKEN": "t0ken"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        yield re.search(r"http://[\d.:]+", server.stdout.readline())[0]
        server.terminate()


@pytest.fixture
def visit(browser, served):
    """Open a page with options of a browser context; a review page with its token."""
    with visits(browser, served) as open_:
        yield lambda address, **options: open_(f"{address}?token=t0ken" if address == "/review" else address, **options)


@contextmanager
def new_page(page):
    with page.expect_navigation():
        yield


def test_the_journalist_types_a_name_and_reads_the_sentence(visit):
    page = visit("/")
    assert page.evaluate("document.activeElement.id") == "q", "typing begins at once"
    page.keyboard.type("Bremn")
    hit = page.locator(".suggestions li").first
    hit.wait_for()
    assert hit.inner_text().split("\n")[0] == "Freie Hansestadt Bremen"
    with new_page(page):
        hit.click()
    assert page.inner_text("h1") == "Freie Hansestadt Bremen"
    sentence = page.locator("#supports blockquote").first
    assert sentence.inner_text() == "Bremen lobt Hafenportal"
    with new_page(page):
        page.locator("#supports .source").first.click()
    assert page.inner_text("h1") == "Bremen lobt Hafenportal"
    assert page.locator(".sentence:target blockquote").inner_text() == "Bremen lobt Hafenportal"


def test_the_keyboard_reaches_everything(visit):
    page = visit("/id/article/handover.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("hafenpor")
    page.locator(".suggestions li").first.wait_for()
    assert page.get_attribute("#top-search", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    page.keyboard.type("t")
    page.locator(".suggestions li").first.wait_for()
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#top-search", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    with new_page(page):
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Hafenportal"


def test_the_keyboard_decides_a_review_and_takes_it_back(visit):
    page = visit("/review")
    assert page.locator(".half").count() == 2
    page.locator(".decide [name=who]").first.fill("Mia Muster")
    page.locator("h1").click()
    with new_page(page):
        page.keyboard.press("n")
    assert "different" in page.inner_text("[role=status]")
    with new_page(page):
        page.keyboard.press("u")
    assert page.locator(".half").count() == 2
    assert page.locator(".decide [name=who]").first.input_value() == "Mia Muster"


def test_a_field_of_a_question_takes_what_is_suggested(visit):
    page = visit("/ask/cooperations")
    page.locator("#p-of").press_sequentially("brem")
    page.locator(".parameter .suggestions li").first.click()
    assert page.input_value("#p-of") == "land/bremen"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_phone_shows_every_page_without_scrolling_sideways(visit, address):
    page = visit(address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").is_visible()


def test_without_script_everything_works(visit, served):
    page = visit("/", java_script_enabled=False)
    page.fill("#q", "hafen")
    with new_page(page):
        page.keyboard.press("Enter")
    with new_page(page):
        page.click("text=Hafenportal")
    assert page.locator(".network svg a").count() > 3, "neighbours are drawn by the server"
    assert page.locator(".years rect").count() > 0
    assert page.locator("blockquote").first.is_visible()
    with new_page(page):
        page.click("text=English")
    assert page.inner_text("#statements") == "What articles say"
    page.goto(f"{served}/ask/funding")
    page.fill("#p-of", "Hafenportal")
    with new_page(page):
        page.click("main button")
    assert page.locator(".rows tbody tr").count() == 3


def test_what_articles_deny_stands_beside_what_others_state(visit):
    page = visit("/id/service/hafenportal.html")
    sides = page.locator("#takesOver-of .contested .sides > div")
    assert sides.count() == 2
    boxes = [sides.nth(n).bounding_box() for n in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] != boxes[1]["x"]
    assert sides.locator(".status").all_inner_texts() == ["Tatsache", "verneint"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system(visit, scheme):
    ground = visit("/", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, re.findall(r"\d+", ground)[:3]))
    assert (brightness > 600) == (scheme == "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_has_a_serious_fault_of_accessibility(visit, repo_root, address, scheme):
    script = repo_root / "tests/web/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("the packages of tests/web are not installed: make webtests")
    page = visit(address, color_scheme=scheme)
    page.evaluate(script.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize(
    ("locale", "words"), [("de-DE", ["Tabelle", "Zeilen 1 bis"]), ("en-GB", ["Table", "Rows 1 to"])]
)
def test_the_editor_speaks_the_language_of_the_page_where_it_lets_others_speak(visit, locale, words):
    page = visit("/sparql", locale=locale)
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr")
    said = page.inner_text(".yasr")
    assert all(word in said for word in words)
