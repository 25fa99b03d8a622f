"""Which pairs a review shows, in which order, and that it never compares all with all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.names import fold, slug
from kgraph.resolve import NO_DECISIONS, Decision, Decisions
from kgraph.review import Subject, ranked
from kgraph.review.blocks import SMALL, WINDOW, pairs
from kgraph.review.chance import Chances
from kgraph.review.whys import why_in


def subject(name, *aliases, type="Company", key=None, context=(), articles=(), statements=2, registered=False):
    return Subject(
        key or f"x/{slug(name)}",
        type,
        (name, *aliases),
        registered,
        frozenset(articles or {slug(key or name)}),
        statements,
        frozenset(context),
    )


def person(name, *aliases, **more):
    return subject(name, *aliases, type="Person", **more)


def cebit(year):
    return subject("CeBIT", type="Event", key=f"event/cebit-{year}")


def kinds(*found, decisions=NO_DECISIONS, type=None):
    return [pair.kind for pair in ranked(found, decisions, type)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (subject("Nordwerft Emden"), subject("Nordwerft-Emden", key="x/2"), ["near name"]),
        (subject("Dataprot"), subject("Dataport"), ["near name"]),
        (subject("Nordwerft"), subject("Südhafen"), []),
        (subject("Digital-Gipfel 2023", type="Event"), subject("Digital-Gipfel 2024", type="Event"), []),
        (cebit("2016"), cebit("2017"), []),
        (subject("Digitalstrategie Jena", type="Programme"), subject("Digitalstrategie Kiel", type="Programme"), []),
        (subject("Nordwerft Emden"), subject("Nordwerft-Emden", type="Programme"), []),
        (subject("Verband Digitale Häfen Nord"), subject("VDHN"), ["abbreviation"]),
        (subject("Verband Digitale Häfen Nord"), subject("VDHS"), []),
        (subject("Amt direkt", type="Service"), subject("Portal Amt direkt", type="Service"), ["part of name"]),
        (subject("Portal", type="Service"), subject("Portal Amt direkt", type="Service"), []),
        (subject("Nord A", registered=True), subject("Nord-A", registered=True), []),
    ],
    ids=[
        "a hyphen", "a slip of the pen", "nothing in common", "another number", "another year by the key",
        "another place", "another coarse type", "initials", "wrong initials", "a longer name", "a generic part",
        "both registered",
    ],
)  # fmt: skip
def test_a_pair_is_shown_if_names_are_near_within_type_place_and_number(one, other, expected):
    assert kinds(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (person("Hans Müller"), person("Hans-Peter Müller"), ["near name"]),
        (person("Frauke Tjaden"), person("Frauke Tjadens"), ["near name"]),
        (person("Müller", key="person/mueller-a-1"), person("Hans Müller"), ["same surname"]),
        (person("Eva Müller"), person("Hans Müller"), []),
        (person("Eva Müller", "Müller"), person("Hans Müller", "Müller"), []),
        (person("Michael Fischer"), person("Michael Richter"), []),
    ],
    ids=["a further first name", "an ending", "a surname alone", "first names differ", "short forms agree",
         "one first name"],
)  # fmt: skip
def test_persons_meet_by_surname_and_first_names(one, other, expected):
    assert kinds(one, other) == expected


def test_a_shared_office_and_body_make_a_surname_likelier():
    def chance(*context):
        bare = person("Müller", key="person/mueller-a-1", context=context)
        return ranked([bare, person("Hans Müller", context=["land/bremen", "office:cio"])], NO_DECISIONS)[0].chance

    assert chance("land/bremen", "office:cio") > 3 * chance("land/hessen")


def test_two_names_in_one_article_are_less_likely_one_thing():
    def chance(article):
        found = [subject("Nordwerft Emden", articles=["a"]), subject("Nordwerft-Emden", key="x/2", articles=[article])]
        return ranked(found, NO_DECISIONS)[0].chance

    assert chance("a") < chance("b")


def test_the_greatest_expected_gain_comes_first():
    few = [subject("Hafen Nord", statements=1), subject("Hafen-Nord", key="x/1", statements=9)]
    many = [subject("Werft Süd", statements=6), subject("Werft-Süd", key="x/2", statements=7)]
    found = ranked([*few, *many], NO_DECISIONS)
    assert [(pair.stays, pair.moves) for pair in found] == [("x/2", 6), ("x/1", 1)]
    assert found[0].gain > found[1].gain


def test_what_the_register_has_stays_else_that_of_which_more_is_said():
    (pair,) = ranked(
        [subject("Dataprot", statements=9), subject("Dataport", statements=1, registered=True)], NO_DECISIONS
    )
    assert (pair.gives_way, pair.stays) == ("x/dataprot", "x/dataport")
    (pair,) = ranked([subject("Dataprot", statements=9), subject("Dataport", statements=1)], NO_DECISIONS)
    assert (pair.gives_way, pair.stays) == ("x/dataport", "x/dataprot")


@pytest.mark.parametrize("kind", ["same", "different"])
def test_what_is_decided_is_not_shown_again(kind):
    found = [subject("Dataprot"), subject("Dataport")]
    decided = Decisions.of(Decision(kind, "x/dataport", "x/dataprot", "Ada", "2025", "so"))
    assert kinds(*found) == ["near name"]
    assert kinds(*found, decisions=decided) == []
    other = Decisions.of(Decision(kind, "x/dataport", "x/another", "Ada", "2025", "so"))
    assert kinds(*found, decisions=other) == ["near name"]


def test_a_decision_holds_for_what_was_decided_to_be_the_same_since():
    decided = Decisions.of(
        Decision("different", "x/dataprot", "x/old", "Ada", "2025", "so"),
        Decision("same", "x/old", "x/dataport", "Ada", "2025", "so"),
    )
    assert kinds(subject("Dataprot"), subject("Dataport"), decisions=decided) == []


def test_only_one_type_can_be_asked_for():
    found = [subject("Dataprot"), subject("Dataport"), person("Hans Müller"), person("Hans-Peter Müller")]
    assert len(kinds(*found)) == 2
    assert len(kinds(*found, type="Person")) == len(kinds(*found, type="Organisation")) == 1


POOL = [
    subject("Hafen Nord"), subject("Hafen-Nord", key="x/1", statements=5), subject("VDHN"),
    subject("Verband Digitale Häfen Nord"), person("Müller", key="person/mueller-a"),
    person("Müller", key="person/mueller-b"), person("Hans Müller"),
    person("Hans-Peter Müller", context=["land/bremen"]), subject("Amt direkt"), subject("Portal Amt direkt"),
]  # fmt: skip


@given(st.permutations(POOL))
def test_the_order_of_the_entities_does_not_matter(found):
    assert ranked(found, NO_DECISIONS) == ranked(POOL, NO_DECISIONS) != []


@pytest.mark.parametrize(
    "name",
    [lambda n: "Müller", lambda n: f"Vorname{n:04} Müller", lambda n: f"Müller-{n % 7}"],
    ids=["surnames alone", "full names", "few names"],
)
def test_a_thousand_namesakes_are_not_compared_each_with_each(name):
    found = [
        person(name(n), key=f"person/mueller-{n:04}", context=[f"land/{n % 16}"], articles=[str(n)])
        for n in range(1000)
    ]
    chances = Chances(found)
    ranked(found, NO_DECISIONS, chances=chances)
    assert 0 < chances.compared <= 2 * 2 * WINDOW * len(found)


def test_namesakes_of_one_context_meet_though_there_are_a_thousand():
    found = [person("Müller", key=f"person/mueller-{n:04}", context=[f"ministry/{n:04}"]) for n in range(1000)]
    found.append(person("Müller", key="person/mueller-zz", context=["ministry/0500"]))
    assert {("person/mueller-0500", "person/mueller-zz")} <= {(one.key, other.key) for one, other in pairs(found)}


def test_in_a_small_block_each_meets_each():
    found = [person("Müller", key=f"person/mueller-{n:04}") for n in range(SMALL)]
    assert len(list(pairs(found))) == SMALL * (SMALL - 1) // 2


def test_names_are_compared_folded():
    assert subject("„Amt  Direkt“").folded == (fold("amt direkt"),)


@pytest.mark.parametrize(
    ("names", "said"),
    [(("BundID", "BUNDID"), "“BundID” and “BUNDID”"), (("BundID", "BundID"), "both “BundID”: a/one and a/two")],
    ids=["spelt apart", "spelt alike"],
)
def test_what_tells_two_names_apart_is_said(names, said):
    one, two = (
        Subject(f"a/{key}", "Service", (name,), False, frozenset(), 0, frozenset())
        for key, name in zip(("one", "two"), names, strict=True)
    )
    ranked = Chances([one, two]).rank(one, two)
    assert ranked is not None and ranked.why[0] == said


@pytest.mark.parametrize(
    ("reason", "german"),
    [
        ("“BundID” and “BUNDID”", "„BundID“ und „BUNDID“"),
        ("both “BundID”: a/one and a/two", "beide „BundID“: a/one und a/two"),
        ("both: Bremen, OZG", "beide mit: Bremen, OZG"),
        ("Service and Programme", "Dienst und Programm"),
        ("only one name tells a place", "nur ein Name nennt einen Ort"),
        ("one article names both", "ein Artikel nennt beide"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(reason, german):
    assert why_in(reason, "de") == german
    assert why_in(reason, "en").casefold() == reason.casefold()
