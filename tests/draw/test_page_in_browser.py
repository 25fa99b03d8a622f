"""The page in a real browser. After each test, no request has left and nothing has complained (see conftest)."""

import csv
import io

import pytest

from draw_samples import ATTACKS, ORDINARY, TAKEOVER, hostile
from kgraph.draw import page_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html():
    return page_of(ORDINARY)


def visible_rows(page):
    return page.locator("#statements tbody tr:visible").count()


def test_a_click_on_an_entity_lists_its_neighbours_by_relation_in_both_directions(html, open_page):
    opened = open_page(html)
    opened.click("land/bremen")
    assert opened.page.inner_text("#panel h2") == "Freie Hansestadt Bremen"
    heads = opened.page.locator("#panel h3 > span:first-child").all_inner_texts()
    assert set(heads) == {"Entwickelt", "Hat als Amtsträger", "Ist Partei von", "Arbeitet zusammen mit"}
    assert "Ole Brändt" in opened.panel and "auch: Bremen" in opened.panel
    assert "Anlegestellen-App" not in opened.panel


def test_a_click_on_a_line_shows_all_its_sentences_with_what_is_known_of_them(html, open_page):
    opened = open_page(html)
    opened.click(TAKEOVER)
    assert opened.page.locator("#panel blockquote").all_inner_texts() == [
        "Der Bund übernimmt das in Bremen entwickelte Hafenportal.",
        "Der Bund hat das Portal.",
    ]
    for expected in ("Hafenportal: Bund übernimmt", "2024-05-07", "Tatsache", "93\u00a0%", "takes-over-active"):
        assert expected in opened.panel
    assert "übernommen von\nFreie Hansestadt Bremen" in opened.panel
    assert opened.page.locator("#panel mark").all_inner_texts()[:2] == ["Bund", "Hafenportal"]
    assert opened.page.get_attribute("#panel .where a", "href") == "https://example.org/hafenportal"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("ministry/bmh|develops|service/app|planned", "geplant"),
        ("ministry/bmh|uses|service/hafenportal|denied", "verneint"),
        ("company/weisswerft|operates|service/hafenportal|ended", "beendet"),
    ],
)
def test_what_is_no_fact_is_said_in_words(html, open_page, line, word):
    opened = open_page(html)
    opened.click(line)
    assert f"({word})" in opened.page.inner_text("#panel .between")


def test_a_click_on_empty_ground_clears_the_selection(html, open_page):
    opened = open_page(html)
    opened.click("state/bund")
    opened.page.mouse.click(40, 880)
    box = opened.page.locator("#canvas").bounding_box()
    opened.page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert opened.page.locator("#panel h2").count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("weisswerft", "Weißwerft GmbH"),
        ("WEISS", "Weißwerft GmbH"),
        ("braendt", "Ole Brändt"),
        ("brandt", "Ole Brändt"),
        ("bmh", "Bundesministerium für Häfen"),
        ("haefen", "Bundesministerium für Häfen"),
    ],
)
def test_the_search_knows_aliases_and_both_spellings_and_jumps(html, open_page, typed, found):
    page = open_page(html).page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#hits [role=option]").first.locator(".label bdi").first.inner_text() == found
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == found
    assert page.locator("#hits").is_hidden()


def test_a_search_without_a_hit_says_so(html, open_page):
    page = open_page(html).page
    page.fill("#search", "Xanten")
    assert page.inner_text("#hits") == "Nichts mit diesem Namen gezeigt"
    assert visible_rows(page) == 0


def test_the_legend_hides_and_shows_a_kind_by_click_and_by_key(html, open_page):
    page = open_page(html).page
    chip = page.locator('#legend [data-value="Agreement"]')
    assert chip.get_attribute("aria-pressed") == "true"
    before = visible_rows(page)
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert visible_rows(page) == before - 2
    chip.focus()
    page.keyboard.press("Space")
    assert chip.get_attribute("aria-pressed") == "true"
    assert visible_rows(page) == before


def test_shift_shows_one_kind_alone_and_then_all_again(html, open_page):
    page = open_page(html).page
    chip = page.locator('#legend [data-value="Jurisdiction"]')
    chip.click(modifiers=["Shift"])
    assert page.locator('#legend [aria-pressed="true"]').count() == 1
    assert visible_rows(page) == 1
    chip.click(modifiers=["Shift"])
    assert visible_rows(page) == len(ORDINARY.statements)


def test_relations_status_and_years_filter_too_and_reset_undoes_all(html, open_page):
    page = open_page(html).page
    page.click("#more summary")
    page.click('#statuses [data-value="fact"]')
    assert visible_rows(page) == 3
    page.click('#predicates [data-value="uses"]')
    assert visible_rows(page) == 2
    page.select_option("#since", "2024")
    assert visible_rows(page) == 1
    assert page.inner_text("#active") == "3"
    page.click("#reset")
    assert visible_rows(page) == len(ORDINARY.statements)


def test_the_table_follows_the_search_and_sorts_by_a_column(html, open_page):
    page = open_page(html).page
    page.fill("#search", "Weisswerft")
    page.keyboard.press("Escape")
    assert visible_rows(page) == 2
    assert "2 Aussagen" in page.inner_text("#rows")
    page.fill("#search", "")
    page.click('th[data-column="subject"] button')
    assert page.get_attribute('th[data-column="subject"]', "aria-sort") == "ascending"
    names = page.locator("#statements tbody tr td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.click('th[data-column="subject"] button')
    assert page.locator("#statements tbody tr td:first-child").all_inner_texts()[0] == "Weißwerft GmbH"


def test_a_name_in_the_table_selects_the_entity(html, open_page):
    page = open_page(html).page
    page.locator('#statements a[data-node="person/ole-brandt"]').first.click()
    assert page.inner_text("#panel h2") == "Ole Brändt"


def test_the_language_changes_everything_but_what_articles_say(html, open_page):
    page = open_page(html).page
    page.click('[data-language="en"]')
    assert page.get_attribute("html", "lang") == "en"
    words = page.inner_text("body")
    for german in ("Aussagen", "Beziehung", "Am besten vernetzt", "hat ein Amt bei", "geplant", "Gebietskörperschaft"):
        assert german not in words
    for kept in ("holds an office at", "planned", "8 actors and things · 11 statements · 2 articles · 2023–2024"):
        assert kept in words
    assert "Der Bund übernimmt das in Bremen entwickelte Hafenportal." in words
    assert page.title() == "Who works with whom in digital administration"
    assert page.get_attribute("#search", "placeholder").startswith("Name, abbreviation")


def test_a_view_that_was_passed_on_opens_as_it_was(html, open_page):
    page = open_page(html).page
    page.click('[data-language="en"]')
    page.click('#legend [data-value="Agreement"]')
    page.click('#statements a[data-node="land/bremen"] >> nth=0')
    address = page.url.split("#")[1]
    again = open_page(html, f"#{address}").page
    assert again.inner_text("#panel h2") == "Freie Hansestadt Bremen"
    assert again.get_attribute('#legend [data-value="Agreement"]', "aria-pressed") == "false"
    assert again.get_attribute("html", "lang") == "en"


def test_an_address_that_names_nothing_opens_the_overview(html, open_page):
    opened = open_page(html, "#node=nobody&edge=x&language=fr&theme=pink&kinds=%3Cb%3E")
    assert "Am besten vernetzt" in opened.panel


def test_back_returns_to_the_entity_before(html, open_page):
    opened = open_page(html)
    opened.click("land/bremen")
    opened.page.click('#panel a[data-node="state/bund"]')
    assert opened.page.inner_text("#panel h2") == "Bund"
    opened.page.go_back()
    opened.page.wait_for_function("document.querySelector('#panel h2').textContent === 'Freie Hansestadt Bremen'")


def test_arrows_go_to_neighbours_and_escape_goes_back_step_by_step(html, open_page):
    opened = open_page(html)
    page = opened.page
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert page.inner_text("#panel h2") != ""
    assert first == "Freie Hansestadt Bremen"  # of the best connected the first by key
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.locator("#panel .proof").first.click()
    assert page.locator("#panel blockquote").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#panel blockquote").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").count() == 0


def test_an_arrow_reaches_the_neighbour_on_that_side(html, open_page):
    opened = open_page(html, "#node=service%2Fhafenportal")
    page = opened.page
    here = page.evaluate("window.kgraph.where('service/hafenportal')")
    page.focus("#canvas")
    page.keyboard.press("ArrowLeft")
    reached = page.evaluate("decodeURIComponent(location.hash).split('node=')[1].replaceAll('+', ' ')")
    assert page.evaluate("id => window.kgraph.where(id)", reached)["x"] < here["x"]


def test_tab_reaches_search_legend_drawing_and_panel(html, open_page):
    page = open_page(html).page
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.closest('[id]')?.id"))
    assert {"search", "legend", "canvas", "panel", "theme", "help"} <= seen


def test_help_opens_by_key_and_closes(html, open_page):
    page = open_page(html).page
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_system_s_colours_and_can_be_switched(html, open_page, scheme, dark):
    page = open_page(html, color_scheme=scheme).page
    ground = "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(ground)
    assert (sum(map(int, first[4:-1].split(", "))) < 200) is dark
    page.click("#theme")
    assert (sum(map(int, page.evaluate(ground)[4:-1].split(", "))) < 200) is not dark


@pytest.mark.parametrize("width", [320, 390, 768, 1920])
def test_no_width_needs_sideways_scrolling(html, open_page, width):
    opened = open_page(html, viewport={"width": width, "height": 800})
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.click('#statements a[data-node="land/bremen"] >> nth=0')
    page.click("#more summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_panel_lies_below_the_drawing_and_beside_it_on_a_desk(html, open_page):
    for width, below in ((390, True), (1280, False)):
        page = open_page(html, viewport={"width": width, "height": 844}).page
        drawing, panel = page.locator("#canvas").bounding_box(), page.locator("#panel").bounding_box()
        assert (panel["y"] >= drawing["y"] + drawing["height"]) is below


def test_without_script_the_table_stands_and_nothing_dead_is_shown(html, open_page):
    page = open_page(html, java_script_enabled=False).page
    assert visible_rows(page) == len(ORDINARY.statements)
    assert "Der Bund übernimmt das in Bremen entwickelte Hafenportal." in page.inner_text("#statements")
    assert "braucht JavaScript" in page.inner_text("body")
    assert page.locator("button:visible, input:visible, #canvas:visible").count() == 0


def test_hostile_texts_are_shown_and_never_run(open_page):
    opened = open_page(page_of(hostile(), title=ATTACKS[0]))
    page = opened.page
    assert page.inner_text("h1") == ATTACKS[0]
    for attack in ATTACKS[:4]:
        page.fill("#search", attack)
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2").startswith(attack)
        page.locator("#panel .proof").first.click()
        assert attack in page.inner_text("#panel blockquote")
    for each in page.locator("a[href]").all():
        assert each.get_attribute("href").startswith("#")
    page.click('[data-language="en"]')
    page.mouse.move(300, 500)
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0


def test_the_policy_stops_a_script_that_would_have_got_in(html, open_page):
    broken = html.replace("</footer>", "</footer><script>window.broken=1</script><b onclick='window.broken=1'>x</b>")
    opened = open_page(broken)
    opened.page.click("b")
    assert opened.page.evaluate("window.broken") is None
    refused = [fault for fault in opened.faults if "Content Security Policy" in fault]
    assert len(refused) == 2
    opened.faults.clear()


def download(page, button):
    page.click("#export summary")
    with page.expect_download() as found:
        page.click(button)
    return found.value


def test_the_table_is_saved_as_shown_and_no_cell_is_a_formula(open_page, tmp_path):
    page = open_page(page_of(hostile())).page
    found = download(page, "#csv")
    assert found.suggested_filename == "kgraph.csv"
    found.save_as(tmp_path / "saved.csv")
    raw = (tmp_path / "saved.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["Subjekt", "Art des Subjekts", "Beziehung", "Objekt"]
    assert len(rows) == len(ATTACKS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")] == []
    assert f"'{ATTACKS[-1]}" in {row[9] for row in rows}


def test_the_saved_table_holds_only_what_search_and_filters_leave(html, open_page, tmp_path):
    page = open_page(html).page
    page.fill("#search", "weißwerft")
    page.keyboard.press("Escape")
    found = download(page, "#csv")
    found.save_as(tmp_path / "saved.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "saved.csv").read_text("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == ["Weißwerft GmbH"] * 2


def test_the_drawing_is_saved_as_a_picture(html, open_page, tmp_path):
    found = download(open_page(html).page, "#png")
    found.save_as(tmp_path / "saved.png")
    picture = (tmp_path / "saved.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 5000


def test_a_page_that_cannot_draw_still_shows_the_table(html, open_page):
    opened = open_page(html, java_script_enabled=False)
    context = opened.page.context.browser.new_context()
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => { throw new Error('no canvas'); }")
    page.goto(opened.page.url)
    assert page.locator("#failed").is_visible()
    assert visible_rows(page) == len(ORDINARY.statements)
    context.close()
