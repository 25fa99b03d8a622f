"""One plain-text news item."""

import unicodedata

import pytest

from kgraph.errors import InputError
from kgraph.read import article_from_text
from kgraph.read.plain import MAX_ARTICLE

ITEM = """Sachsen: Neue CIO für den Freistaat
[07.02.2025]

Daniela Dylakiewicz (r.) bei der Ernennung. (Foto: SMI (Sachsen))
Daniela Dylakiewicz ist neue CIO des Freistaats Sachsen (wir berichteten). Sie folgt auf Thomas Popp.
Enge Zusammenarbeit
Mit den Kommunen will sie enger zusammenarbeiten, sagte sie.
https://www.sachsen.de
"""


def test_each_line_becomes_the_block_that_its_form_tells(kinds):
    assert kinds(article_from_text(ITEM, "a")) == [
        ("kicker", "Sachsen:"),
        ("headline", "Neue CIO für den Freistaat"),
        ("date", "[07.02.2025]"),
        ("caption", "Daniela Dylakiewicz (r.) bei der Ernennung."),
        ("credit", "(Foto: SMI (Sachsen))"),
        ("body", "Daniela Dylakiewicz ist neue CIO des Freistaats Sachsen"),
        ("residue", "(wir berichteten)."),
        ("body", "Sie folgt auf Thomas Popp."),
        ("subheading", "Enge Zusammenarbeit"),
        ("body", "Mit den Kommunen will sie enger zusammenarbeiten, sagte sie."),
        ("residue", "https://www.sachsen.de"),
    ]


def test_title_date_and_text_are_kept():
    article = article_from_text(ITEM, "a", source="a.txt")
    assert (article.id, article.title, article.published) == ("a", "Sachsen: Neue CIO für den Freistaat", "2025-02-07")
    assert (article.text, article.source, article.dated_by) == (ITEM, "a.txt", "stated")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("[13.02.2025]", "2025-02-13"),
        ("[3.2.2025]", "2025-02-03"),
        ("13. Februar 2025", "2025-02-13"),
        ("Donnerstag, 13. Februar 2025, 10:30 Uhr", "2025-02-13"),
        ("Veröffentlicht am 13.02.2025", "2025-02-13"),
        ("Pressemitteilung | 13.02.25", "2025-02-13"),
        ("Köln, den 13. Februar 2025", "2025-02-13"),
        ("2025-02-13T08:00:00+01:00", "2025-02-13"),
        ("[Februar 2025]", "2025-02"),
        ("[02/2025]", "2025-02"),
        ("[2025]", "2025"),
    ],
)
def test_a_date_line_is_read_however_it_is_written(line, published):
    article = article_from_text(f"Köln: Neues Portal\n{line}\n\nDie Stadt hat ein Portal eröffnet.", "a")
    assert (article.published, article.dated_by) == (published, "stated")
    assert [article.slice(block) for block in article.blocks if block.kind == "date"] == [line]


@pytest.mark.parametrize("line", ["[31.02.2025]", "13.02.2025 hat der Rat getagt.", "1.2.2025.3 ist die Version."])
def test_a_line_that_gives_no_day_dates_nothing(line):
    assert article_from_text(f"Köln: Neues Portal\n{line}\n\nDie Stadt hat ein Portal.", "a").dated_by != "stated"


def test_a_date_below_the_title_beats_the_day_of_the_copy_above_it():
    text = (
        "Samstag, 18. Oktober 2025\n\nKöln: Neues Portal\n\n[07.04.2025] Das Portal ist eröffnet worden.\n\nEs läuft."
    )
    assert article_from_text(text, "a").published == "2025-04-07"


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("Er fand am 20. und 21. November 2023 statt, nach dem 3. Mai 2022.", "2023-11"),
        ("Seit März 2014 gilt das.", None),
        ("Am 30. Februar 2024 geschah nichts.", None),
    ],
    ids=["latest day, cut to its month", "a month is no day", "no such day"],
)
def test_an_undated_item_is_dated_by_the_latest_day_it_names(sentence, published):
    article = article_from_text(f"Gipfel: Ein Rückblick\n\n{sentence}", "a")
    assert (article.published, article.dated_by) == (published, "inferred" if published else None)


def test_a_caption_is_known_by_its_credit_and_a_paragraph_is_not():
    caption = "Das Rathaus von Köln."
    text = (
        f"Köln: Neues Portal\n\n{caption}\n(Bildquelle: Stadt Köln)\nDie Stadt hat ein Portal eröffnet.\nEs läuft gut."
    )
    article = article_from_text(text, "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "caption"] == [caption]
    assert [article.slice(b) for b in article.blocks if b.kind == "body"] == [
        "Die Stadt hat ein Portal eröffnet.",
        "Es läuft gut.",
    ]


def test_an_initial_in_brackets_does_not_make_a_caption():
    first = "Nach dem Oberbürgermeister (M. Müller) will nun auch der Rat ein Portal."
    article = article_from_text(f"Köln: Neues Portal\n\n{first}\nEs läuft gut.", "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "body"] == [first, "Es läuft gut."]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Weitere Meldungen aus dem Bereich: Politik", "residue"),
        ("Weitere Themen waren die Register und das Portal.", "body"),
        ("Stichwörter: OZG, Portal", "residue"),
        ("Link: www.example.org", "residue"),
        ("Drucken | Teilen", "residue"),
        ("Kommune21 berichtete", "residue"),
        ("Mehr Geld gibt es nicht.", "body"),
    ],
)
def test_page_furniture_is_residue_and_a_sentence_never_is(line, kind):
    article = article_from_text(f"Köln: Neues Portal\n\nDie Stadt hat ein Portal.\n{line}", "a")
    assert (article.blocks[-1].kind, article.slice(article.blocks[-1])) == (kind, line)


def test_an_image_line_is_residue_and_its_repeated_text_a_caption(kinds):
    image = '<x:image>data:image/png,"s3://a/b" alt="Das Rathaus am Abend"</x:image>'
    article = article_from_text(f"Köln: Neues Portal\n{image}\nDas Rathaus am Abend\nDie Stadt hat ein Portal.", "a")
    assert kinds(article)[2:] == [
        ("residue", image),
        ("caption", "Das Rathaus am Abend"),
        ("body", "Die Stadt hat ein Portal."),
    ]


def test_wir_berichteten_inside_a_sentence_does_not_cut_it():
    sentence = "Das Portal, das im Mai vorgestellt wurde (wir berichteten), ist nun online."
    article = article_from_text(f"Köln: Neues Portal\n\n{sentence}", "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "body"] == [sentence]


def test_a_short_line_is_a_subheading_only_between_paragraphs():
    text = "Köln: Portal\n\nWas bisher geschah\nDie Stadt hat ein Portal.\nDer weitere Weg\nEs läuft.\nStadt Köln"
    article = article_from_text(text, "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "subheading"] == ["Der weitere Weg"]


def test_a_paragraph_wrapped_at_a_fixed_width_is_one_block():
    paragraph = (
        "Die Stadt Köln hat ein neues Portal gestartet, das viele Dienste\n"
        "für Bürgerinnen und Bürger bündelt und das nach Angaben der Stadt\n"
        "Köln im kommenden Jahr ausgebaut wird."
    )
    article = article_from_text(f"Köln: Neues Portal\n\n{paragraph}\n\nEs läuft.", "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "body"] == [paragraph, "Es läuft."]


def test_a_text_without_a_title_gets_its_first_words_as_one():
    text = (
        "Die Stadt Köln hat nach langer Vorbereitung und vielen Gesprächen ein neues Portal eröffnet."
        + " Es läuft." * 5
    )
    article = article_from_text(text, "a")
    assert article.title.startswith("Die Stadt Köln") and article.title.endswith("…")
    assert [b.kind for b in article.blocks] == ["body"]


def test_text_is_brought_to_nfc_with_line_feeds():
    decomposed = unicodedata.normalize("NFD", "Köln: Ämter\r\n\r\nÜber 100 Dienste.\r")
    assert article_from_text(decomposed, "a").text == "Köln: Ämter\n\nÜber 100 Dienste.\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no text"),
        (" \n\t ", "no text"),
        ("https://www.example.org\n", "no text"),
        ("Titel\n\nText mit \0 darin", "NUL"),
        ("Titel\n\nText mit \ud800 darin", "surrogate"),
        ("Titel\n\n" + "a " * MAX_ARTICLE, "characters"),
    ],
    ids=["empty", "blank", "link only", "NUL", "lone surrogate", "too long"],
)
def test_what_cannot_be_an_article_is_refused_with_a_remedy(text, what):
    with pytest.raises(InputError, match=what) as caught:
        article_from_text(text, "a")
    assert caught.value.hint


def test_a_longest_article_is_still_read():
    text = "Titel\n\n" + "Ein Satz. " * ((MAX_ARTICLE - 7) // 10)
    assert article_from_text(text, "a").text == text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Von Anna Berg 3 min Lesedauer", "credit"),
        ("Von Anna Berg und Dr. Ulf Kunz, Kiel", "credit"),
        ("Das Gespräch führte Ulf Kunz", "credit"),
        ("Text: Anna Berg", "credit"),
        ("Von Anna Berg hat man nichts gehört.", "body"),
        ("Lesezeit: 2 Min.", "residue"),
        ("5 Minuten Lesedauer", "residue"),
        ("Anbieter zum Thema", "residue"),
        ("Seite: 2/3", "residue"),
        ("5 Minuten dauert der Antrag.", "body"),
    ],
)
def test_who_wrote_an_item_and_how_long_it_takes_is_not_its_text(line, kind):
    article = article_from_text(f"Köln: Neues Portal\n\nDie Stadt hat ein Portal.\n\n{line}", "a")
    assert (article.blocks[-1].kind, article.slice(article.blocks[-1])) == (kind, line)


def test_a_credit_below_its_caption_leaves_the_paragraph_above_a_blank_line_alone():
    first, caption = "Im Gespräch war die Ministerin.", "Die Ministerin im Rathaus."
    text = f"Köln: Neues Portal\n\n{first}\n\n{caption}\n(© Stadt Köln)\n\nEs läuft gut."
    article = article_from_text(text, "a")
    assert [article.slice(b) for b in article.blocks if b.kind == "caption"] == [caption]
    assert [article.slice(b) for b in article.blocks if b.kind == "body"] == [first, "Es läuft gut."]


def test_a_credit_behind_words_without_a_full_stop_makes_them_a_caption():
    text = "Köln: Neues Portal\n\nDie Stadt hat ein Portal.\n\nAnna Berg vom Kreis Unna Quelle: privat\n\nEs läuft gut."
    article = article_from_text(text, "a")
    assert [article.slice(b) for b in article.blocks if b.kind in ("caption", "credit")] == [
        "Anna Berg vom Kreis Unna",
        "Quelle: privat",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("HessenGeld für alle Gemeinden", "Hessen: Geld für alle Gemeinden"),
        ("HessenLotse für alle Gemeinden", "HessenLotse für alle Gemeinden"),
        ("SachsenGeld für alle Gemeinden", "SachsenGeld für alle Gemeinden"),
    ],
    ids=["only the first half comes again", "the whole comes again", "nothing comes again"],
)
def test_a_long_text_tells_a_glued_kicker_from_a_name_with_a_capital_inside(title, expected):
    text = "Das Land Hessen hilft den Gemeinden. Der HessenLotse führt durch die Ämter. " * 8
    assert article_from_text(f"{title}\n\n{text}", "a").title == expected
