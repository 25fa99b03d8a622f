"""RSS and Atom."""

import pytest

from kgraph.errors import InputError
from kgraph.read.feed import articles_from_feed

RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Beispielzeitung</title>
<item><title>Sachsen: Neue CIO &amp; mehr</title><link>https://www.example.org/a?p=1</link>
<pubDate>Fri, 07 Feb 2025 00:30:00 +0100</pubDate>
<description><![CDATA[<p>Daniela <b>Dylakiewicz</b> ist neue CIO.</p>]]></description></item>
<item><guid isPermaLink="false">k21-17</guid><title>Köln: Neues Portal</title>
<description>Kurz gesagt.</description><content:encoded><![CDATA[<p>Die Stadt Köln hat ein Portal.</p><h3>Der Weg</h3>
<p>Es läuft&nbsp;gut.<script>alert(1)</script></p>
<figure><figcaption>Das Rathaus. (Foto: Stadt)</figcaption></figure>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Beispiel</title>
<entry><title type="html">Unna: Der Kreis &amp;amp; das OZG</title><id>urn:uuid:1-2</id>
<updated>2025-02-12T00:30:00+01:00</updated>
<link rel="alternate" href="https://example.org/u"/><summary>Der Kreistag hat beschlossen.</summary></entry></feed>"""


def read(xml):
    return list(articles_from_feed(xml, source="feed.xml"))


def test_each_rss_item_is_an_article_dated_by_its_own_clock(kinds):
    first, second = read(RSS)
    assert (first.title, first.published, first.url) == (
        "Sachsen: Neue CIO & mehr",
        "2025-02-07",
        "https://www.example.org/a?p=1",
    )
    assert kinds(first)[2:] == [("teaser", "Daniela Dylakiewicz ist neue CIO.")]
    assert (second.published, second.source) == (None, "feed.xml")
    assert kinds(second)[2:] == [
        ("body", "Die Stadt Köln hat ein Portal."),
        ("subheading", "Der Weg"),
        ("body", "Es läuft gut."),
        ("caption", "Das Rathaus."),
        ("credit", "(Foto: Stadt)"),
    ]


def test_ids_come_from_guid_or_address_and_title():
    first, second = read(RSS)
    assert first.id == "example-org-a-p-1-sachsen-neue-cio-mehr"
    assert second.id == "k21-17"


def test_atom_entries_are_read():
    (article,) = read(ATOM)
    assert (article.title, article.published) == ("Unna: Der Kreis & das OZG", "2025-02-12")
    assert article.url == "https://example.org/u"


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    articles = read(RSS.replace("</channel></rss>", "<item><title>Bonn: Neues Amt &nbsp; ja</title>"))
    assert [a.title for a in articles][-1] == "Bonn: Neues Amt ja"


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><item><title>&b;</title></item></rss>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><title>&a;</title></item></rss>',
        '<!DOCTYPE r [<!entity % a "x">]><rss><item><title>t</title></item></rss>',
    ],
    ids=["expansion", "external file", "parameter entity"],
)
def test_a_feed_with_entities_is_refused(xml):
    with pytest.raises(InputError, match="entities") as caught:
        read(xml)
    assert caught.value.hint


def test_a_doctype_without_entities_is_harmless():
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'
    assert len(read(RSS.replace("<rss", f"{doctype}<rss", 1))) == 2


@pytest.mark.parametrize("xml", ["<rss><channel></channel></rss>", "<feed", "<rss>" * 10_000])
def test_a_feed_without_entries_is_refused(xml):
    with pytest.raises(InputError, match="no entries"):
        read(xml)


def test_an_entry_without_anything_is_a_fault_with_its_number_and_the_others_go_on():
    faulty = RSS.replace("<item><guid", "<item></item><item><guid", 1)
    first, fault, last = read(faulty)
    assert isinstance(fault, InputError) and "entry 2" in str(fault)
    assert (first.title, last.title) == ("Sachsen: Neue CIO & mehr", "Köln: Neues Portal")
