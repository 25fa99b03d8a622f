"""The page of an explanation in a real browser: quiet, within the width of a phone, readable in light and dark."""

import pytest

from kgraph.explain import page_of, read_through
from kgraph.extract import rules_engine
from kgraph.read import article_from_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, repo_root):
    path = repo_root / "data" / "articles" / "dev" / "s-01.txt"
    page = tmp_path_factory.mktemp("explain") / "s-01.html"
    made = page_of([read_through(rules_engine(article_from_text(path.read_text("utf-8"), "s-01")))])
    page.write_text(made, "utf-8")
    return page.as_uri()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_its_window_and_asks_for_nothing(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    for summary in page.query_selector_all("summary"):
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (asked, said) == ([address], [])
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ground_and_ink_follow_the_system(browser, address, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    ground, ink = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color].map("
        "c => c.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)); }"
    )
    assert (ground > ink) is (scheme == "light")
    assert abs(ground - ink) > 400
    page.close()


def test_a_name_leads_to_what_is_known_of_it(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.click("a.mark:has-text('BeschA')")
    assert "Beschaffungsamt des BMI" in page.inner_text("li:target")
    page.close()
