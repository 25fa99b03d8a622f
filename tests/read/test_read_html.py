"""HTML pages."""

import json

import pytest

from kgraph.errors import InputError
from kgraph.read.html import articles_from_html

FIRST = "Daniela Dylakiewicz ist neue CIO des Freistaats Sachsen. Sie folgt auf Thomas Popp, der in Ruhestand geht."
BODY = f"""<p>{FIRST}</p><h2>Enge Zusammen&shy;arbeit</h2>
<p>Mit den <a href="/k">Kommunen</a> will sie enger <b>zusammenarbeiten</b>, sagte sie in Dresden am Freitag.</p>"""
PAGE = """<!doctype html><html><head><title>Sachsen: Neue CIO | Beispielzeitung</title>{head}</head><body>
<nav><ul><li><a href="/">Startseite</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<main><article>{title}
<figure><img src="a.jpg" alt=""><figcaption>Daniela Dylakiewicz in Dresden. (Foto: SMI)</figcaption></figure>
{body}</article></main>
<aside><h3>Weitere Meldungen</h3><p><a href="/x">Hamburg: Neue Digitalstrategie vorgestellt</a></p></aside>
<footer><p>Impressum und Datenschutz</p></footer></body></html>"""
H1 = "<h1>Sachsen: Neue CIO</h1>"


def read(head="", title=H1, body=BODY, stem="a"):
    return articles_from_html(PAGE.format(head=head, title=title, body=body), stem=stem, source="a.html")


def linked(**fields):
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_a_page_gives_title_caption_headings_and_paragraphs_and_nothing_else(kinds):
    (article,) = read()
    assert kinds(article) == [
        ("kicker", "Sachsen:"),
        ("headline", "Neue CIO"),
        ("caption", "Daniela Dylakiewicz in Dresden."),
        ("credit", "(Foto: SMI)"),
        ("body", FIRST),
        ("subheading", "Enge Zusammenarbeit"),
        ("body", "Mit den Kommunen will sie enger zusammenarbeiten, sagte sie in Dresden am Freitag."),
    ]


@pytest.mark.parametrize(
    "head",
    [
        linked(datePublished="2025-02-07T00:30:00+01:00"),
        linked(**{"@type": "WebPage", "@graph": [{"@type": ["NewsArticle"], "datePublished": "2025-02-07"}]}),
        '<meta property="article:published_time" content="2025-02-07T23:59:00-05:00">',
        '<meta name="DC.Date" content="2025-02-07">',
    ],
    ids=["JSON-LD", "JSON-LD graph", "Open Graph", "Dublin Core"],
)
def test_the_date_is_the_day_that_the_metadata_state_in_their_own_time_zone(head):
    (article,) = read(head)
    assert (article.published, article.dated_by) == ("2025-02-07", "stated")


def test_the_address_comes_from_the_metadata():
    assert read(linked(url="https://example.org/a"))[0].url == "https://example.org/a"
    assert read('<link rel="canonical" href="https://example.org/b">')[0].url == "https://example.org/b"
    assert read('<link rel="canonical" href="/c">')[0].url is None


def test_broken_metadata_do_not_keep_the_article_from_being_read():
    deep = "[" * 100_000
    head = f'<script type="application/ld+json">{{"a": </script><script type="application/ld+json">{deep}</script>'
    assert read(head)[0].title == "Sachsen: Neue CIO"


@pytest.mark.parametrize(
    "title",
    [
        "<h1><span>Sachsen</span>Neue CIO für alle</h1>",
        "<h1><small>Sachsen</small><br>Neue CIO für alle</h1>",
        '<h1><span class="article-kicker">Sachsen</span> <span>Neue CIO für alle</span></h1>',
    ],
    ids=["glued", "broken line", "marked"],
)
def test_a_kicker_set_apart_in_the_heading_is_kept_apart(title):
    assert read(title=title)[0].title == "Sachsen: Neue CIO für alle"


def test_emphasis_in_a_heading_is_no_kicker():
    assert read(title="<h1><em>OZG</em> 2.0 ist beschlossen</h1>")[0].title == "OZG 2.0 ist beschlossen"


def test_a_page_without_a_heading_takes_the_title_element_without_the_site_name():
    assert read(title="")[0].title == "Sachsen: Neue CIO"


def test_list_items_stay_body_even_without_a_full_stop():
    body = (
        BODY + "<ul><li>mehr Personal</li><li>Ein neues Portal</li><li>Mehr Geld für alle Kommunen im Land.</li></ul>"
    )
    (article,) = read(body=body)
    assert ("body", "Ein neues Portal") in [(b.kind, article.slice(b)) for b in article.blocks]


def test_without_a_stem_the_id_is_made_from_date_and_title():
    assert read(linked(datePublished="2025-02-07"), stem=None)[0].id == "2025-02-07-sachsen-neue-cio"


def test_an_overview_page_is_read_as_a_list():
    items = "".join(
        f"<div class=item><h2>{title}</h2><span>[{day}.02.2025]</span> <span>{text}</span> <a href=x>mehr...</a></div>"
        for title, day, text in [
            ("Köln: Neues Portal", 13, "Die Stadt Köln hat ein neues Portal gestartet."),
            ("Kreis Unna: Strategie beschlossen", 12, "Der Kreistag hat die Vorlage beschlossen."),
            ("Bonn: Neues Amt", 11, "Die Stadt Bonn hat ein neues Amt eingerichtet."),
        ]
    )
    articles = articles_from_html(f"<html><body><h1>Meldungen</h1>{items}</body></html>", stem="a", source="a.html")
    assert [(a.title, a.published) for a in articles] == [
        ("Köln: Neues Portal", "2025-02-13"),
        ("Kreis Unna: Strategie beschlossen", "2025-02-12"),
        ("Bonn: Neues Amt", "2025-02-11"),
    ]


def test_a_list_of_articles_in_the_metadata_does_not_make_the_page_an_article():
    node = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Ganz anders"}]}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert read(head)[0].title == "Sachsen: Neue CIO"


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul><li", "blockquote", "a"])
def test_ten_thousand_nested_tags_are_read_through(tag):
    page = (
        f"<html><body><h1>Köln: Neues Portal</h1>{f'<{tag}>' * 10_000}<p>Die Stadt Köln hat ein neues Portal gestartet."
    )
    (article,) = articles_from_html(page, stem="a", source="a.html")
    assert "Die Stadt Köln hat ein neues Portal gestartet." in article.text


def test_a_page_nested_without_end_is_refused_before_it_is_parsed():
    with pytest.raises(InputError, match="nested 30,000 deep") as caught:
        articles_from_html(f"<html>{'<div>' * 29_999}<p>Text", stem="a", source="a.html")
    assert caught.value.hint


def test_a_page_without_text_is_refused_with_a_remedy():
    with pytest.raises(InputError, match="no article") as caught:
        articles_from_html(
            "<html><body><script>var a = 'lang genug für einen Artikel';</script></body></html>", stem="a", source=""
        )
    assert caught.value.hint
