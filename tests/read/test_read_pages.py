"""List pages: where one item ends and the next begins."""

import json
import unicodedata

import pytest

from kgraph.read.pages import cut
from kgraph.read.plain import articles_from_page, normal

KOELN = "Die Stadt Köln hat ein neues Portal gestartet. Es bündelt zahlreiche Dienste."
UNNA = "Der Kreistag hat die Vorlage beschlossen. Damit beginnt die Umsetzung im kommenden Jahr."
TITLES = ["Köln: Neues Portal", "Kreis Unna: Strategie beschlossen"]
DATES = ["2025-02-13", "2025-02-12"]


def read(page):
    return articles_from_page(normal(page), stem="page", source="page.txt")


def test_the_seed_page_gives_its_sixteen_articles(shared):
    page = (shared / "seeds" / "page.txt").read_text("utf-8")
    gold = [json.loads(path.read_text("utf-8")) for path in sorted((shared / "gold").glob("seed-*.json"))]
    articles = read(page)
    assert [(a.title, a.published) for a in articles] == [(g["title"], g["published"]) for g in gold]
    assert [a.dated_by for a in articles] == ["inferred"] + ["stated"] * 15
    assert all(a.text in unicodedata.normalize("NFC", page) for a in articles)


def test_every_development_article_is_one_item_with_its_title(shared):
    for path in sorted((shared / "articles" / "dev").glob("*.txt")):
        (article,) = read(path.read_text("utf-8"))
        gold = json.loads((shared / "gold" / "dev" / f"{path.stem}.json").read_text("utf-8"))
        assert article.title == gold["title"], path.name
        if article.dated_by == "stated":
            assert article.published == gold["published"], path.name


@pytest.mark.parametrize(
    "page",
    [
        f"{TITLES[0]}\n[13.02.2025] {KOELN} mehr...\n{TITLES[1]}\n[12.02.2025] {UNNA} mehr...",
        f"Aktuelle Meldungen\n\n{TITLES[0]}\n\n[13.02.2025]\n\n{KOELN}\n\n{TITLES[1]}\n\n[12.02.2025]\n\n{UNNA}\n",
        f"{TITLES[0]}\n13. Februar 2025\n{KOELN} [mehr]\n{TITLES[1]}\n12. Februar 2025\n{UNNA} [mehr]",
        f"{TITLES[0]}\n13.02.2025 – {KOELN}\nmehr erfahren\n{TITLES[1]}\n12.02.2025 – {UNNA}\nmehr erfahren",
        f"13.02.2025\n{TITLES[0]}\n{KOELN}\nWeiterlesen »\n\n12.02.2025\n{TITLES[1]}\n{UNNA}\nWeiterlesen »",
        f"13.02.2025 | {TITLES[0]}\n{KOELN}\n12.02.2025 | {TITLES[1]}\n{UNNA}",
        f"13.02.2025 | Meldung\n{TITLES[0]}\n{KOELN}\n12.02.2025 | Meldung\n{TITLES[1]}\n{UNNA}",
        f"{TITLES[0]}\n{KOELN}\n13.02.2025\n{TITLES[1]}\n{UNNA}\n12.02.2025",
        f"{TITLES[0]}\n![Rathaus](a.jpg)\n[13.02.2025] {KOELN}\n{TITLES[1]}\n![Rathaus](b.jpg)\n[12.02.2025] {UNNA}",
        f"Köln\nNeues Portal\n[13.02.2025] {KOELN} mehr\nKreis Unna\nStrategie beschlossen\n[12.02.2025] {UNNA} mehr",
    ],
    ids=[
        "date before the teaser",
        "date line below, page heading above",
        "date in words",
        "date, dash, teaser",
        "date above",
        "date and title in one line",
        "date and label above",
        "date last",
        "image between title and date",
        "kicker in a line of its own",
    ],
)
def test_a_list_is_cut_whichever_way_it_gives_the_dates(page):
    articles = read(page)
    assert [(a.title, a.published) for a in articles] == list(zip(TITLES, DATES, strict=True))
    assert all(a.text in page and a.text == a.text.strip() for a in articles)
    for article, prose in zip(articles, (KOELN, UNNA), strict=True):
        assert [article.slice(b) for b in article.blocks if b.kind in ("teaser", "body")] == [prose]


@pytest.mark.parametrize("separator", ["---", "=====", "mehr...", "[Weiterlesen]"])
def test_undated_items_are_cut_at_rules_and_at_mehr(separator):
    page = f"{TITLES[0]}\n{KOELN}\n{separator}\n{TITLES[1]}\n{UNNA}\n{separator}\nBonn: Neues Amt\n{KOELN}"
    assert [a.title for a in read(page)] == [*TITLES, "Bonn: Neues Amt"]


@pytest.mark.parametrize(
    "page",
    [
        f"Köln: Chronik\n[01.03.2025]\n\n{KOELN}\n13.02.2025: Der Rat beschließt.\n14.02.2025: Der Start.\n{UNNA}",
        f"Köln: Chronik\n\n{KOELN}\nTermine\n13.02.2025: Beschluss im Rat\n14.02.2025: Start des Portals\n{UNNA}",
        f"Köln: Neues Portal\n\n{KOELN}\nWie es weitergeht\n13.02.2025 – {UNNA}",
        f"Köln: Neues Portal\n[13.02.2025]\n\n{KOELN}\n{UNNA}\nStadt Köln\nStand: 14.02.2025",
        f"Köln: Neues Portal\n\n{KOELN} Das Land will mehr...\nUnna zieht nach\n{UNNA}",
    ],
    ids=["chronicle", "appointments", "one date in the text", "imprint", "mehr inside a sentence"],
)
def test_an_article_with_dates_in_it_is_not_cut(page):
    assert len(cut(normal(page))) < 2
    assert [a.id for a in read(page)] == ["page"]


def test_a_long_article_above_the_teasers_is_an_item_and_a_page_heading_is_not():
    teasers = f"{TITLES[0]}\n[13.02.2025] {KOELN} mehr...\n{TITLES[1]}\n[12.02.2025] {UNNA} mehr..."
    long = f"Hessen: Ein Rückblick\n{KOELN} {UNNA}\n{UNNA}"
    assert [a.title for a in read(f"{long}\n{teasers}")] == ["Hessen: Ein Rückblick", *TITLES]
    assert [a.title for a in read(f"Nachrichten aus der Verwaltung\n{teasers}")] == TITLES


def test_a_new_teaser_on_top_leaves_ids_and_texts_as_they_are():
    page = f"{TITLES[0]}\n[13.02.2025] {KOELN} mehr...\n{TITLES[1]}\n[12.02.2025] {UNNA} mehr..."
    before = read(page)
    after = read(f"Bonn: Neues Amt\n[14.02.2025] {UNNA} mehr...\n{page}")
    assert [(a.id, a.text) for a in after[1:]] == [(a.id, a.text) for a in before]
    assert after[0].id == "2025-02-14-bonn-neues-amt"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Digital-Gipfel 2023BMI zieht Bilanz",
            "Der Digital-Gipfel fand statt. Das BMI war da.",
            "Digital-Gipfel 2023: BMI zieht Bilanz",
        ),
        ("HessenKommunen gestärkt", "Das Land Hessen will die Kommunen stärken.", "Hessen: Kommunen gestärkt"),
        ("GremiumAlle Ebenen beteiligen", "Das Gremium soll alle Ebenen vereinen.", "Gremium: Alle Ebenen beteiligen"),
        ("OZG„Aufenthalt“ ist fertig", "Das OZG-Projekt ist fertig.", "OZG: „Aufenthalt“ ist fertig"),
        ("BayernPortal wird ausgebaut", "Das BayernPortal wächst. Bayern hat ein Portal.", None),
        ("OpenCoDE wächst weiter", "Die Plattform Open CoDE wächst.", None),
        ("ZenDiS löst das BMI ab", "Das Zentrum übernimmt.", None),
        ("IT-Planungsrat tagt in Dresden", "Der IT-Planungsrat hat getagt; der Rat plant IT.", None),
        ("eGovernment-Gesetz gilt", "Das E-Government-Gesetz gilt.", None),
        ("DigitalisierungBlick nach vorn", "Die Digitalisierung kommt voran.", None),
    ],
)
def test_a_glued_kicker_is_cut_off_only_where_the_text_confirms_it(title, text, expected):
    (article,) = read(f"{title}\n{text}")
    assert article.title == (expected or title)
    assert "".join(article.slice(b) for b in article.blocks if b.kind in ("kicker", "headline")) == title


def test_a_page_of_kickers_is_confirmation_enough():
    teasers = f"{TITLES[0]}\n[13.02.2025] {KOELN} mehr...\n{TITLES[1]}\n[12.02.2025] {UNNA} mehr..."
    glued = "DigitalisierungBlick nach vorn\n" + "Die Digitalisierung kommt voran, sagen viele. " * 5
    assert read(f"{glued}\n{teasers}")[0].title == "Digitalisierung: Blick nach vorn"


@pytest.mark.parametrize(
    ("title", "kicker"),
    [
        ("Sachsen / Thüringen: Freistaaten stimmen sich ab", "Sachsen / Thüringen:"),
        ("Hessen: Motto: Einfach machen", "Hessen:"),
        ("Motto „Digital: Jetzt“ gewinnt", None),
        ("Um 12:30 Uhr begann die Sitzung", None),
    ],
)
def test_a_kicker_ends_at_the_first_colon_outside_quotes(title, kicker):
    (article,) = read(f"{title}\n{KOELN}")
    assert next((article.slice(b) for b in article.blocks if b.kind == "kicker"), None) == kicker
    assert article.title == title
