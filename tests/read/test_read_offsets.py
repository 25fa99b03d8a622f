"""What must hold for any text whatever: blocks in order, apart from each other, covering all but white space."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import InputError
from kgraph.read import article_from_text
from kgraph.read.plain import articles_from_page, normal

LINES = st.sampled_from(
    [
        "Sachsen: Neue CIO für den Freistaat",
        "Digital-Gipfel 2023BMI beleuchtet Digitalisierung",
        "[07.02.2025] Daniela Dylakiewicz ist neue CIO (wir berichteten). Sie folgt. mehr...",
        "[31.02.2025]",
        "13.02.2025 | Meldung",
        "12. Februar 2025 – Der Kreistag hat beschlossen. Weiterlesen »",
        "Der Digital-Gipfel fand am 20. und 21. November 2023 in Jena statt (wir berichteten).",
        "Das BMI war vertreten. (Foto: BMI (Archiv))",
        "(Bildquelle: BMWK/Christian Kruppa)",
        '<image>data:image/png alt="Das BMI war vertreten."</image>',
        "![Rathaus](a.jpg)",
        "Erfolgsprojekt „Datenservice“",
        "(wir berichteten)",
        "mehr...",
        "---",
        "",
        "  \u00a0 ",
        "https://www.bmi.bund.de",
        "und das geht in der nächsten Zeile weiter",
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
TEXTS = st.lists(st.one_of(LINES, LINES, ANY), max_size=14).map("\n".join)


def check(article):
    position = 0
    for block in article.blocks:
        assert position <= block.start < block.end <= len(article.text)
        assert not article.text[position : block.start].strip()
        assert article.slice(block) == article.slice(block).strip()
        position = block.end
    assert not article.text[position:].strip()
    assert unicodedata.is_normalized("NFC", article.text)


@given(TEXTS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_the_blocks_of_any_item_cover_it_in_order(text):
    try:
        article = article_from_text(text, "a")
    except InputError:
        return
    check(article)
    assert article.text == normal(text) and article.title.strip()


@given(TEXTS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_the_items_of_any_page_are_slices_of_it_in_order(text):
    page = normal(text)
    try:
        articles = articles_from_page(page, stem="page", source="page.txt")
    except InputError:
        return
    position = 0
    for article in articles:
        check(article)
        found = page.find(article.text, position)
        assert found >= 0
        position = found + len(article.text)
