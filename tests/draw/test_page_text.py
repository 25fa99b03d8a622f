"""The page as text: whole, self-contained, escaped, the same each time."""

import json
import re
from html.parser import HTMLParser

import pytest

from draw_samples import ATTACKS, ORDINARY, hostile
from kgraph.draw import page_of, write_page
from kgraph.draw.texts import look, number, text, texts
from kgraph.errors import KgraphError, NotFoundError, UsageError
from kgraph.vocab import schema
from network_samples import network, statement


class Parsed(HTMLParser):
    """Tags with attributes, and the text of scripts by the order in which they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        (self.scripts if self._inside == "script" else self.words).append(data)


@pytest.fixture(scope="module")
def html():
    return page_of(ORDINARY)


def data_of(html):
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(block[1])


def test_the_page_names_no_address_that_a_browser_would_fetch(html):
    for tag, attributes in Parsed(html).tags:
        fetched = {"src", "srcset", "data", "poster", "action", "background"} & attributes.keys()
        assert not fetched, f"<{tag}> fetches {fetched}"
        assert tag not in ("link", "iframe", "object", "embed", "base")
    assert "sourceMappingURL" not in html


def test_the_policy_allows_only_the_page_s_own_scripts_and_style(html):
    policy = next(a["content"] for t, a in Parsed(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy


def test_the_notice_of_vis_network_is_kept(html):
    assert "@license" in html and "Almende" in html


def test_the_same_network_gives_the_same_bytes(html):
    assert page_of(ORDINARY) == html


def test_every_statement_is_a_row_that_needs_no_script(html):
    rows = html.count("<tr data-statement=")
    assert rows == len(ORDINARY.statements)
    words = " ".join(Parsed(html).words)
    assert "Der Bund übernimmt das in Bremen entwickelte Hafenportal." in words
    assert "hat ein Amt bei" in words and "Staatsrat" in words and "geplant" in words


def test_parallel_statements_of_one_fact_are_one_line_with_all_sentences(html):
    data = data_of(html)
    lines = [edge for edge in data["edges"] if edge["predicate"] == "takesOver"]
    assert len(lines) == 1
    assert [s["edge"] for s in data["more"]["statements"]].count(lines[0]["id"]) == 2


def test_lines_between_the_same_two_are_bent_apart(html):
    bends = [
        (edge["smooth"]["type"], edge["smooth"]["roundness"])
        for edge in data_of(html)["edges"]
        if edge["from"] == "company/weisswerft"
    ]
    assert len(bends) == 2 and bends[0] != bends[1]


def test_what_is_not_a_fact_is_dashed_and_what_has_no_direction_no_arrow(html):
    edges = data_of(html)["edges"]
    assert {edge["status"] for edge in edges if not edge["dashes"]} == {"fact"}
    assert {edge["status"] for edge in edges if edge["dashes"]} == {"planned", "denied", "ended"}
    assert {edge["predicate"] for edge in edges if edge["arrows"] != "to"} == {"cooperatesWith"}


def test_a_long_name_gives_way_to_its_abbreviation_in_the_drawing_only(html):
    points = {point["id"]: point for point in data_of(html)["nodes"]}
    assert (points["ministry/bmh"]["label"], points["ministry/bmh"]["name"]) == ("BMH", "Bundesministerium für Häfen")
    assert points["land/bremen"]["label"] == "Freie Hansestadt Bremen"


def test_the_page_says_what_was_left_out(html):
    whole = network(*(statement("hub", f"leaf{n}") for n in range(1203)))
    cut = page_of(whole.limited(500), language="en")
    assert (
        "Shown are the 500 best connected of 1,204 actors and things; 704 more statements are not on this page." in cut
    )
    assert 'id="left-out"' not in html


def test_the_page_opens_in_the_language_asked_for():
    english = page_of(ORDINARY, language="en")
    assert '<html lang="en"' in english and "takes over" in " ".join(Parsed(english).words)


def test_a_title_of_one_s_own_is_escaped():
    html = page_of(ORDINARY, title="A <b> & B")
    assert "<title>A &lt;b&gt; &amp; B</title>" in html and "<bdi>A &lt;b&gt; &amp; B</bdi>" in html


def test_hostile_texts_make_no_tag_and_leave_the_data_readable():
    html = page_of(hostile())
    parsed = Parsed(html)
    plain = Parsed(page_of(ORDINARY))
    assert {tag for tag, _ in parsed.tags} <= {tag for tag, _ in plain.tags}
    assert [name for _, attributes in parsed.tags for name in attributes if name.startswith("on")] == []
    assert len(parsed.scripts) == 3
    data = data_of(html)
    assert {s["quote"] for s in data["more"]["statements"]} == set(ATTACKS)
    assert [s["url"] for s in data["more"]["sources"] if s["url"]] == []
    assert "javascript:" not in {a.get("href", "")[:11] for tag, a in parsed.tags if tag == "a"}


def test_an_empty_network_is_refused():
    with pytest.raises(NotFoundError):
        page_of(network())


def test_a_network_too_large_for_a_page_is_refused_with_the_filters_named():
    with pytest.raises(UsageError) as fault:
        page_of(network(*(statement("hub", f"leaf{n}") for n in range(2001))))
    assert "2002" in str(fault.value) and "--around" in fault.value.hint


def test_both_languages_have_all_texts_with_the_same_gaps():
    gaps = {
        language: {key: sorted(set(re.findall(r"\{\w+\}", str(entry)))) for key, entry in entries.items()}
        for language, entries in texts().items()
    }
    assert gaps["de"] == gaps["en"]


def test_every_text_that_the_page_asks_for_exists_and_none_is_left_over():
    from kgraph.draw.texts import FOLDER

    sources = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.*") if path.suffix in (".js", ".html"))
    sources += "".join(path.read_text("utf-8") for path in FOLDER.parent.glob("*.py"))
    asked = set(re.findall(r"""\btext\((?:"|')(\w+)(?:"|')""", sources))
    asked |= set(re.findall(r'data-(?:label|hint|text)="(\w+)"', sources))
    assert asked <= texts()["de"].keys()
    made = tuple(re.findall(r"\btext\(`([\w-]+)\$\{", sources))
    assert [
        key
        for key in texts()["de"]
        if f'"{key}"' not in sources and key not in ("planned", "denied", "ended") and not key.startswith(made)
    ] == []


def test_every_coarse_type_has_a_shape_and_two_colours_of_its_own():
    shown = {kind: tuple(entry.values()) for kind, entry in look().items()}
    assert shown.keys() >= set(schema().coarse_types)
    own = [shown[kind] for kind in schema().coarse_types]
    for part in zip(*own, strict=True):
        assert len(set(part)) == len(own)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_are_readable_on_light_and_on_dark_ground():
    from kgraph.draw.texts import FOLDER

    style = (FOLDER / "page.css").read_text("utf-8")
    pairs = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", style))
    for place, ground in enumerate(("light", "dark")):
        colours = {name: pair.split(", ")[place] for name, pair in pairs.items()}
        for surface in ("ground", "surface", "raised", "accent-soft"):
            for ink in ("ink", "quiet", "accent", "denied"):
                assert contrast(colours[ink], colours[surface]) >= 4.5, (ground, ink, surface)
        assert contrast(colours["ink"], colours["mark"]) >= 4.5
        assert contrast(colours["edge"], colours["surface"]) >= 3
        for kind, entry in look().items():
            assert contrast(entry[ground], colours["surface"]) >= 3, (ground, kind)


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("de", 1, "1 Aussage"),
        ("de", 1204, "1.204 Aussagen"),
        ("en", 1204, "1,204 statements"),
        ("en", 0, "0 statements"),
    ],
)
def test_numbers_and_words_agree(language, count, expected):
    assert text(language, "statements", n=count) == expected
    assert number(language, count) == expected.split()[0]


def test_a_page_replaces_the_old_file_whole(tmp_path):
    file = tmp_path / "new" / "page.html"
    write_page(file, "alt")
    write_page(file, "neu: ä")
    assert file.read_bytes() == "neu: ä".encode()
    assert list(file.parent.iterdir()) == [file]


def test_a_page_that_cannot_be_written_is_a_fault_and_leaves_no_part(tmp_path):
    (tmp_path / "page.html").mkdir()
    with pytest.raises(KgraphError) as fault:
        write_page(tmp_path / "page.html", "x")
    assert "page.html" in str(fault.value)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
