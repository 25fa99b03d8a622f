"""Tenures: which claims make one, what it says of a day, and which claims exclude each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.offices import held_by_one, office_key
from kgraph.tenure import Claim, period, rivals, tenures

LAND = ("Land", "Jurisdiction", "Entity")


def claim(
    published="", status="fact", person="eva", role="CIO", since="", until="", at="land/bremen", article="", id=""
):
    article = article or f"a-{published or 'undated'}-{person}-{status}"
    statement = id or f"{article}/{role}/{since}/{until}"
    return Claim(person, role, at, LAND, status, since, until, published, article, statement, f"„{person} {published}“")


def held(day, *claims, person="eva"):
    """What all tenures of a person say of a day, the best answer."""
    found = [tenure.held(day) for tenure in tenures(claims) if tenure.person == person]
    return min(found, key=["yes", "no", "unknown"].index) if "yes" in found else "/".join(sorted(set(found)))


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-11-20", "2023-11-20", "2023-11-20"),
    ],
)
def test_a_date_is_all_days_that_it_may_mean(date, first, last):
    assert (period(date).first, period(date).last) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Staatssekretär", "Staatssekretärin", True),
        ("Staatsrat", "Staatsrätin", True),
        ("CIO", "Chief Information Officer", True),
        ("CIO", "Beauftragte der Landesregierung für Informationstechnik", True),
        ("Vorsitzender", "Vorsitzende", True),
        ("Präsident", "neue Präsidentin", True),
        ("kommissarische Leiterin", "kommissarischer Leiter", True),
        ("geschäftsführende Direktorin", "geschäftsführender Direktor", True),
        ("kommissarischer CDO", "CDO", False),
        ("Vorsitzender", "stellvertretender Vorsitzender", False),
        ("CIO", "CDO", False),
        ("Innenminister", "Finanzminister", False),
        ("Leiter", "Leiterin der Abteilung 3", False),
    ],
)
def test_names_of_one_office_have_one_key(one, other, same):
    assert (office_key(one) == office_key(other)) is same


@pytest.mark.parametrize(
    ("role", "types", "one"),
    [
        ("CIO", ("Land",), False),
        ("CIO", LAND, True),
        ("Digitalministerin", LAND, True),
        ("Minister", LAND, False),
        ("Minister", ("Ministry", "Organisation"), True),
        ("Staatssekretärin", ("Ministry", "Organisation"), False),
        ("Oberbürgermeister", ("Municipality", "Jurisdiction"), True),
        ("Abgeordneter", LAND, False),
        ("", LAND, False),
    ],
)
def test_some_offices_have_one_holder_at_a_time(role, types, one):
    assert held_by_one(office_key(role), types) is one


# One claim -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day", "answer"),
    [
        (claim("2023-05-01"), "2023-05-01", "yes"),
        (claim("2023-05-01"), "2023-04-30", "unknown"),
        (claim("2023-05-01"), "2023-05-02", "unknown"),
        (claim("2023-05-01", since="2021"), "2021-12-31", "yes"),
        (claim("2023-05-01", since="2021"), "2021-06-01", "unknown"),
        (claim("2023-05-01", since="2021"), "2020-12-31", "no"),
        (claim("2023-05-01", since="2023-07-01"), "2023-05-01", "no"),
        (claim("2023-05-01", since="2023-07-01"), "2023-07-01", "yes"),
        (claim("2023-05-01", since="2023-07-01"), "2023-07-02", "unknown"),
        (claim("2023-05-01", until="2025"), "2024-12-31", "yes"),
        (claim("2023-05-01", until="2025"), "2025-06-01", "unknown"),
        (claim("2023-05-01", until="2025"), "2026-01-01", "no"),
        (claim("2023"), "2023-06-01", "unknown"),
        (claim(""), "2023-06-01", "unknown"),
        (claim("", since="2021-03-01"), "2021-03-01", "yes"),
        (claim("2023-05-01", "ended"), "2023-05-01", "no"),
        (claim("2023-05-01", "ended"), "2023-04-30", "unknown"),
        (claim("2023-05-01", "ended", until="2022-12-31"), "2022-12-31", "yes"),
        (claim("2023-05-01", "ended", until="2022-12-31"), "2023-01-01", "no"),
        (claim("2023-05-01", "ended", since="2019-02-01", until="2022-12-31"), "2020-06-01", "yes"),
        (claim("2023-05-01", "ended", since="2019-02-01", until="2022-12-31"), "2019-01-31", "no"),
        (claim("2023-05-01", until="2020"), "2023-05-01", "no"),
        (claim("2023-05-01", "planned"), "2023-04-01", "no"),
        (claim("2023-05-01", "planned"), "2023-06-01", "unknown"),
        (claim("2023-05-01", "planned", since="2024-01-01"), "2023-12-31", "no"),
        (claim("2023-05-01", "planned", since="2024-01-01"), "2024-06-01", "unknown"),
    ],
)
def test_a_claim_says_yes_no_or_unknown_of_a_day(said, day, answer):
    assert held(day, said) == answer


def test_a_denial_alone_makes_no_tenure():
    assert tenures([claim("2023-05-01", "denied")]) == []


# Several -------------------------------------------------------------------------


def test_the_days_between_two_sightings_are_held():
    one, other = claim("2021-05-01"), claim("2023-05-01", role="Chief Information Officer")
    assert held("2022-01-01", one, other) == "yes"
    assert held("2022-01-01", one) == "unknown"
    assert len(tenures([one, other])) == 1


@pytest.mark.parametrize(
    ("between", "answer"),
    [
        ([], "yes"),
        ([claim("2022-03-01", "denied")], "unknown"),
        ([claim("2022-03-01", "ended", until="2022-01-31")], "no"),
        ([claim("2021-03-01", "denied")], "yes"),
    ],
    ids=["nothing", "a denial between", "an end between", "a denial before"],
)
def test_a_denial_or_an_end_between_two_sightings_parts_them(between, answer):
    found = held("2022-06-01", claim("2021-05-01"), *between, claim("2023-05-01"))
    assert answer in found.split("/")
    assert (found == "yes") is (answer == "yes")


def test_sightings_more_than_a_legislative_period_apart_are_two_tenures():
    assert len(tenures([claim("2015-05-01"), claim("2020-05-01")])) == 1
    assert len(tenures([claim("2015-05-01"), claim("2021-05-01")])) == 2


def test_a_sighting_before_a_named_beginning_is_another_tenure():
    found = tenures([claim("2019-05-01"), claim("2023-05-01", since="2022-01-01")])
    assert len(found) == 2
    assert len(tenures([claim("2022-05-01"), claim("2023-05-01", since="2022-01-01")])) == 1


def test_the_most_precise_beginning_and_end_are_told():
    found = tenures(
        [
            claim("2022-05-01", since="2021"),
            claim("2023-05-01", since="2021-03"),
            claim("2024-02-01", "ended", until="2023"),
        ]
    )
    assert [(t.since, t.until, len(t.claims)) for t in found] == [("2021-03", "2023", 3)]


def test_a_plan_that_came_about_is_no_tenure_of_its_own():
    plan = claim("2023-05-01", "planned", since="2023-07-01")
    assert [t.planned for t in tenures([plan])] == [True]
    assert [t.planned for t in tenures([plan, claim("2023-08-01")])] == [False]
    assert [t.planned for t in tenures([plan, claim("2023-05-20", role="CDO")])] == [False, True]


def test_a_plan_that_is_denied_later_is_none_until_it_is_told_again():
    plan, again = claim("2023-05-01", "planned", since="2023-07-01"), claim("2023-06-01", "planned", since="2023-09-01")
    assert tenures([plan, claim("2023-05-20", "denied")]) == []
    assert [t.claims for t in tenures([plan, claim("2023-05-20", "denied"), again])] == [(again,)]
    assert [t.planned for t in tenures([plan, claim("2023-04-30", "denied")])] == [True]


def test_claims_with_either_of_two_beginnings_make_two_tenures_however_they_alternate():
    found = tenures([claim(f"2022-0{month}-01", since="2019" if month % 2 else "2020-03") for month in range(1, 8)])
    assert [(t.since, len(t.claims)) for t in found] == [("2019", 4), ("2020-03", 3)]


@pytest.mark.parametrize(
    ("until", "other", "over_by"),
    [("", "", ""), ("2021", "", ""), ("2021", "2021-08-01", "2021-07-31"), ("", "2021-08-01", "2021-07-31")],
    ids=["no end", "a named end", "a named year and the day of the next", "the day of the next"],
)
def test_the_last_possible_day_is_told_where_it_says_more_than_the_end(until, other, over_by):
    mine = claim("2021-05-01", until=until)
    others = [claim("2021-09-01", person="uwe", since=other)] if other else []
    assert next(t.over_by for t in tenures([mine, *others]) if t.person == "eva") == over_by


def test_where_one_holds_the_office_a_successor_bounds_the_end():
    old, new = claim("2021-05-01"), claim("2023-05-01", person="uwe", since="2023-01-01")
    assert held("2023-06-01", old) == "unknown"
    assert held("2023-06-01", old, new) == "no"
    assert held("2022-06-01", old, new) == "unknown"
    assert held("2020-06-01", old, new, person="uwe") == "no"
    beside = claim("2023-05-01", person="uwe", since="2023-01-01", role="Staatssekretär")
    deputy = claim("2021-05-01", role="Staatssekretärin")
    assert held("2023-06-01", deputy, beside) == "unknown"


# Rivals --------------------------------------------------------------------------


def clashes(*claims):
    return [(r.kind, r.days.first, r.days.last, r.one.person, r.other.person) for r in rivals(claims, tenures(claims))]


def test_two_holders_at_once_stay_side_by_side_and_are_listed_with_both_quotes():
    claims = [claim("2021-05-01"), claim("2023-05-01"), claim("2022-05-01", person="uwe")]
    assert held("2022-05-01", *claims) == held("2022-05-01", *claims, person="uwe") == "yes"
    (found,) = rivals(claims, tenures(claims))
    assert (found.kind, found.days.first, found.days.last) == ("two holders", "2022-05-01", "2022-05-01")
    assert {found.one.quote, found.other.quote} == {"„eva 2021-05-01“", "„uwe 2022-05-01“"}


@pytest.mark.parametrize(
    "claims",
    [
        [claim("2021-05-01"), claim("2022-05-01", person="uwe")],
        [claim("2021-05-01"), claim("2023-05-01"), claim("2022-05-01", person="uwe", at="land/hessen")],
        [claim("2021-05-01"), claim("2023-05-01"), claim("2022-05-01", person="uwe", role="CDO")],
        [claim("2021-05-01"), claim("2023-05-01"), claim("2022-05-01", "planned", person="uwe")],
        [claim("2021-05-01"), claim("2023-05-01"), claim("2022-05-01", "ended", person="uwe")],
        [claim(p, person=who, role="Staatsrat") for p, who in (("2021", "eva"), ("2023", "eva"), ("2022", "uwe"))],
        [claim("2021"), claim("2021", person="uwe")],
        [claim("2021-05-01", until="2021-07-31"), claim("2022-05-01", person="uwe", since="2021-07-31")],
    ],
    ids=["one after the other", "another Land", "another office", "only planned", "ended", "many hold it",
         "no day is sure", "handed over on a day"],
)  # fmt: skip
def test_what_may_all_be_true_is_no_rival(claims):
    assert clashes(*claims) == []


def test_who_is_denied_an_office_while_holding_it_is_listed():
    claims = [claim("2021-05-01", since="2020"), claim("2021-05-01", "denied")]
    assert clashes(*claims) == [("held and not held", "2021-05-01", "2021-05-01", "eva", "eva")]
    assert clashes(claims[0], claim("2021-06-01", "denied")) == []


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ({"since": "2019"}, {"since": "2020-03"}, ("2020-03-31", "2021-05-01")),
        ({"until": "2020"}, {"status": "ended", "until": "2021-07-31"}, None),
        (
            {"since": "2019", "role": "Staatsrat"},
            {"since": "2020-03", "role": "Staatsrat"},
            ("2020-03-31", "2021-05-01"),
        ),
        ({"since": "2019"}, {"since": "2019-05"}, None),
        ({"since": "2019", "role": ""}, {"since": "2020-03", "role": ""}, None),
        ({"since": "2019"}, {"since": "2021-06"}, None),
    ],
    ids=["two beginnings", "an end, then another", "of many holders", "more precise", "no office named", "came back"],
)
def test_dates_of_one_tenure_that_exclude_each_other_are_listed_with_both_sentences(one, other, days):
    claims = [claim("2021-05-01", **one), claim("2022-05-01", **other)]
    found = [(r.days.first, r.days.last) for r in rivals(claims, tenures(claims)) if r.kind == "other dates"]
    assert found == ([days] if days else [])
    if days:
        (both,) = rivals(claims, tenures(claims))
        assert {both.one, both.other} == set(claims)


def test_a_thousand_holders_in_a_row_are_no_quadratic_work_and_no_rivals():
    claims = [claim(f"{1990 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}", person=f"p{n:04}") for n in range(3000)]
    assert clashes(*claims) == []


# Order ---------------------------------------------------------------------------

DAYS = st.sampled_from(["", "2021", "2021-05", "2021-05-01", "2022-03-01", "2023-05-01", "2029-01-01"])
CLAIMS = st.lists(
    st.builds(
        claim, DAYS, st.sampled_from(["fact", "planned", "denied", "ended"]), st.sampled_from(["eva", "uwe"]),
        st.sampled_from(["CIO", "Chief Information Officer", "Staatsrat"]), DAYS, DAYS,
    ),
    max_size=12,
)  # fmt: skip


@given(CLAIMS, st.randoms())
def test_the_order_of_the_claims_does_not_matter(claims, random):
    mixed = list(claims)
    random.shuffle(mixed)
    assert tenures(mixed) == tenures(claims)
    assert rivals(mixed, tenures(mixed)) == rivals(claims, tenures(claims))


@given(CLAIMS)
def test_no_claim_is_lost_and_no_day_is_both_sure_and_out(claims):
    found = tenures(claims)
    kept = {c for tenure in found for c in tenure.claims}
    assert {c for c in claims if c.status in ("fact", "ended")} <= kept
    for tenure in found:
        for day in ("2020-01-01", "2021-05-01", "2022-03-01", "2030-01-01"):
            assert tenure.held(day) in ("yes", "no", "unknown")
        if sure := tenure.bounds.sure:
            assert tenure.held(sure.first) == tenure.held(sure.last) == "yes"
