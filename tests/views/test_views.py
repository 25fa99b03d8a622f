"""Views: what a page shows of an entity, an article, an answer and the whole."""

import json
import pickle
import sys
from dataclasses import replace

import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph import views
from kgraph.errors import UsageError
from kgraph.store.embedded import EmbeddedStore
from kgraph.views import claims, names
from kgraph.views.answer import PAGE, table
from kgraph.views.entity import SHOWN

BASE = "https://w3id.org/kgraph/id/"


def document(id, relations, things, published="2024-01-02", text="Ein Satz."):
    entities = [{"id": f"e{n}", "type": type, "name": name, "aliases": []} for n, (type, name) in enumerate(things)]
    return {
        "id": id, "title": f"Titel {id}", "published": published, "text": text, "entities": entities,
        "relations": [{"s": f"e{s}", "p": p, "o": f"e{o}", **more} for s, p, o, more in relations],
    }  # fmt: skip


MANY = [("Authority", "Amt Nabe"), *(("Service", f"Dienst {n:03}") for n in range(60))]
HUB = document("hub", [(0, "develops", n + 1, {}) for n in range(60)], MANY, "2022-05-01")
LONG = " ".join(
    f"Satz {n} nennt das Amt {n * 7} und noch {n * n} andere Dinge, die niemand sonst so nennt." for n in range(30)
)
DENIED = document("denied", [(0, "develops", 1, {"status": "denied"})], MANY[:2], "2023-05-01", LONG)
TOGETHER = document("together", [(0, "cooperatesWith", 1, {}), (1, "cooperatesWith", 0, {})],
                    [("Authority", "Amt Nabe"), ("Authority", "Amt Felge")], "2021-02")  # fmt: skip
HOLDERS = [
    document(f"minister-{name}", [(0, "holdsRole", 1, {"role": "Bundesministerin"})],
             [("Person", f"{name} Beispiel"), ("Ministry", "Bundesministerium für Häfen")], f"2020-0{month}-01")
    for name, month in (("Anna", 1), ("Berta", 2), ("Anna", 3))
]  # fmt: skip
HOLDERS[2]["id"] = "minister-again"
COPY = {**DENIED, "id": "copy", "published": "2023-06-01"}
EVIL = [("Company", '<script>alert(1)</script> "Böse" GmbH'), ("Service", "=HYPERLINK(\u202e)")]
HOSTILE = document("x<script>", [(0, "develops", 1, {})], EVIL)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("views")
    documents = (HANDOVER, PRAISE, HUB, DENIED, TOGETHER, COPY, HOSTILE, *HOLDERS)
    with EmbeddedStore(place, BASE, base_given=False, write=True) as opened:
        opened.replace_articles([stored(extraction_of(one)) for one in documents])
        yield opened


def groups(view):
    return {group.id: group for group in view.groups}


def test_an_entity_shows_its_names_its_days_and_what_is_said_in_both_directions(store):
    view = views.entity(store, "land/bremen")
    assert (view.thing.label, view.thing.type, view.names) == ("Freie Hansestadt Bremen", "Land", ("Bremen",))
    assert (view.articles, view.first, view.last) == (2, "2024-05-07", "2024-06")
    assert set(groups(view)) == {"develops", "partyTo", "supports", "holdsRole-of"}
    sentence = groups(view)["supports"].claims[0].evidence[0]
    assert (sentence.article, sentence.published, sentence.status) == ("praise", "2024-06", "fact")
    assert sentence.quote == "Bremen lobt Hafenportal"


def test_everything_of_a_view_is_plain_json_and_can_be_sent_to_another_process(store):
    for view in (views.entity(store, "land/bremen"), views.article(store, "handover"), views.overview(store)):
        assert json.loads(json.dumps(view.as_dict()))
        assert pickle.loads(pickle.dumps(view)) == view


def test_two_articles_that_state_the_same_are_two_sources_of_one_claim(store):
    (claim,) = groups(views.entity(store, "company/nordwerft-gmbh"))["funds"].claims
    assert (claim.total, claim.sources, claim.statuses) == (2, 2, {"fact": 2})
    assert [item.article for item in claim.evidence] == ["praise", "handover"], "the newest first"


def test_what_one_article_states_and_another_denies_stands_in_one_claim(store):
    view = views.group(store, "authority/amt-nabe", "develops", 1)
    by_label = {claim.other.label: claim for claim in view.group.claims}
    assert by_label["Dienst 000"].contested and not by_label["Dienst 001"].contested
    assert by_label["Dienst 000"].statuses == {"fact": 1, "denied": 2}


def test_a_copy_is_no_source_of_its_own(store):
    _, contested = sorted(
        views.group(store, "authority/amt-nabe", "develops", 1).group.claims, key=lambda c: c.contested
    )[-2:]
    denials = [item for item in contested.evidence if item.status == "denied"]
    assert [item.copy_of for item in denials] == ["denied", ""], "the newer one repeats the older one's text"
    assert (contested.total, contested.sources) == (3, 2)


def test_a_symmetric_predicate_is_one_group_whichever_way_it_was_said(store):
    group = groups(views.entity(store, "authority/amt-felge"))["cooperatesWith"]
    assert (group.total, group.claims[0].total, len(group.claims[0].evidence)) == (1, 2, 2)


def test_a_hub_shows_some_of_each_group_and_the_rest_page_by_page(store):
    group = groups(views.entity(store, "authority/amt-nabe"))["develops"]
    assert (group.total, len(group.claims)) == (60, SHOWN)
    pages = [views.group(store, "authority/amt-nabe", "develops", number) for number in (1, 2, 99)]
    assert [(page.page, page.pages) for page in pages] == [(1, 2), (2, 2), (2, 2)]
    shown = [claim.other.key for page in pages[:2] for claim in page.group.claims]
    assert len(shown) == len(set(shown)) == 60


def test_no_claim_shows_more_sentences_than_a_page_holds(store, monkeypatch):
    monkeypatch.setattr(claims, "MOST_EVIDENCE", 1)
    (claim,) = groups(views.entity(store, "company/nordwerft-gmbh"))["funds"].claims
    assert (len(claim.evidence), claim.total) == (1, 2)


def test_offices_are_joined_for_a_person_and_for_a_body(store):
    (held,) = views.entity(store, "person/ole-brandt").offices.tenures
    assert (held.role, held.at.key, held.first_seen) == ("Staatsrat", "land/bremen", "2024-05-07")
    (at,) = views.entity(store, "land/bremen").offices.tenures
    assert at.person.key == "person/ole-brandt"


def test_two_at_once_in_an_office_for_one_stand_side_by_side(store):
    (rival,) = views.entity(store, "ministry/bundesministerium-fuer-haefen").offices.rivals
    assert rival.kind == "two holders"
    assert {claim.person.label for claim in rival.claims} == {"Anna Beispiel", "Berta Beispiel"}
    assert rival.first_day == rival.last_day == "2020-02-01"


def test_too_many_claims_on_offices_are_counted_and_not_joined(store, monkeypatch):
    monkeypatch.setattr(sys.modules["kgraph.views.offices"], "MOST_CLAIMS", 0)
    offices = views.entity(store, "land/bremen").offices
    assert (offices.tenures, offices.total) == ((), 1)


def test_neighbours_are_the_most_stated_and_know_which_facts_join_them(store):
    near = {item.thing.key: item for item in views.entity(store, "land/bremen").neighbours}
    assert near["service/hafenportal"].statements == 2
    joined = {(key, other) for key, item in near.items() for other in item.edges}
    assert any({"person/ole-brandt", "agreement/handover-vereinbarung"} == set(pair) for pair in joined)


def test_years_count_statements_by_status(store):
    years = views.entity(store, "authority/amt-nabe").years
    assert years == {"2021": {"fact": 2}, "2022": {"fact": 60}, "2023": {"denied": 2}}


@pytest.mark.parametrize("key", ["land/atlantis", "", "x y", "https://example.org/other", "a" * 5000, "ü\0"])
def test_what_is_not_there_is_missing_and_no_fault(store, key):
    assert views.entity(store, key) == views.Missing(key)
    assert views.article(store, key) == views.Missing(key)


def test_a_group_that_an_entity_does_not_have_is_missing(store):
    assert views.group(store, "land/bremen", "takesOver", 1) == views.Missing("land/bremen")
    assert views.group(store, "land/bremen", "nonsense-of-of", 1) == views.Missing("land/bremen")


def test_an_article_shows_its_sentences_in_order_and_never_its_text(store):
    view = views.article(store, "handover")
    assert (view.title, view.published, view.total) == (HANDOVER["title"], "2024-05-07", 14)
    assert HANDOVER["text"] not in json.dumps(view.as_dict(), ensure_ascii=False)
    assert "land/bremen" in {thing.key for thing in view.mentions}
    assert view.link == "", "a path on the machine that read it is told to nobody"


def test_only_a_web_address_is_a_link_to_the_source(tmp_path):
    extraction = extraction_of(PRAISE)
    with EmbeddedStore(tmp_path, BASE, base_given=False, write=True) as store:
        for source, link in (("https://example.org/a", "https://example.org/a"), ("javascript:alert(1)", "")):
            made = replace(extraction, article=replace(extraction.article, source=source))
            store.replace_articles([stored(made)])
            assert views.article(store, "praise").link == link


def test_the_overview_counts_and_asks_only_what_has_an_answer(store):
    view = views.overview(store)
    assert view.counts.articles == 10
    assert [one.published for one in view.newest[:2]] == ["2024-06", "2024-05-07"]
    assert view.examples[0].query == "takeovers"
    for one in view.examples:
        given = ((one.parameter, one.thing.key),) if one.thing else ()
        assert views.answer(store, one.query, given).total > 0


def test_an_empty_store_has_an_overview_without_examples(tmp_path):
    with EmbeddedStore(tmp_path, BASE, base_given=False, write=True) as store:
        view = views.overview(store)
    assert (view.counts.articles, view.newest, view.examples) == (0, (), ())


def test_an_answer_is_a_table_with_links_and_counts(store):
    view = views.answer(store, "takeovers", ())
    assert "byLabel" not in view.columns and "by" in view.columns
    row = dict(zip(view.columns, view.rows[0], strict=True))
    assert (row["by"].thing.key, row["article"].article, row["status"].text) == ("state/bund", "handover", "fact")
    assert view.years == {"2024": 1} and view.lands == {"Freie Hansestadt Bremen": 1}
    assert "service/hafenportal" in view.keys


def test_a_name_that_means_nothing_or_several_asks_back(store):
    view = views.answer(store, "cooperations", (("of", "Amt Nabbe"),))
    (choice,) = view.choices
    assert view.rows == () and choice.hits[0].key == "authority/amt-nabe"
    assert views.answer(store, "cooperations", (("of", "Xylophon"),)).choices[0].hits == ()
    assert table(store, "cooperations", (("of", "Xylophon"),))[0].parameter == "of"


def test_an_answer_says_what_its_parameters_mean(store):
    view = views.answer(store, "cooperations", (("of", "amt felge"),))
    assert view.given["of"].key == "authority/amt-felge" and view.total == 2


def test_a_long_answer_comes_in_pages(store):
    first, last = (views.answer(store, "about", (("entity", "authority/amt-nabe"),), n) for n in (1, 7))
    assert (len(first.rows), first.pages, last.page) == (PAGE, 2, 2)
    assert first.total == len(first.rows) + len(last.rows)


def test_a_malformed_date_is_refused(store):
    with pytest.raises(UsageError):
        views.answer(store, "takeovers", (("since", "gestern"),))


def test_suggestions_come_from_an_index_that_is_made_once(store):
    assert names.suggest(store, "hafenp")[0].key == "service/hafenportal"
    assert names.index_of(store) is names.index_of(store)
