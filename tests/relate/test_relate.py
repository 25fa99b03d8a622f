"""What sentences state, by their structure: hit and near miss side by side."""

import pytest
from marked import marked, relations, stated

from kgraph.relate import relate

FUNDS, USES, HOLDS, PART = ("s", "funds", "o"), ("s", "uses", "o"), ("s", "holdsRole", "o"), ("s", "partOf", "o")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [State Bund|s] fördert das [Project Projekt A|o].", {FUNDS}),
        ("Das [Project Projekt A|o] wird vom [State Bund|s] gefördert.", {FUNDS}),
        ("Das vom [State Bund|s] geförderte [Project Projekt A|o] endet.", {FUNDS}),
        ("Das [Project Projekt A|o], das der [State Bund|s] fördert, endet.", {FUNDS}),
        ("Vom [State Bund|s] gefördert, beginnt nun das [Project Projekt A|o].", {FUNDS}),
        ("Den [State Bund|s] freut das [Project Projekt A|o].", set()),
        ("Der [State Bund|s] schweigt. Das [Project Projekt A|o] wird gefördert.", set()),
        ("Mit dem Geld vom [State Bund|s] wird das [Project Projekt A|o] umgesetzt.", {FUNDS}),
    ],
    ids=["active", "passive", "attribute", "relative", "group", "other verb", "no agent", "money is no agent"],
)
def test_subject_and_object_are_found_whatever_the_voice(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die [Municipality Stadt Kiel|s] nutzt den [Service Chatbot Ina|o].", "fact"),
        ("Die [Municipality Stadt Kiel|s] will den [Service Chatbot Ina|o] nutzen.", "planned"),
        ("Die [Municipality Stadt Kiel|s] nutzt den [Service Chatbot Ina|o] nicht.", "denied"),
        ("Die [Municipality Stadt Kiel|s] nutzt den [Service Chatbot Ina|o] nicht mehr.", "ended"),
        ("Die [Municipality Stadt Kiel|s] nutzt nicht nur den [Service Chatbot Ina|o].", "fact"),
    ],
)
def test_a_relation_tells_whether_it_holds_is_planned_denied_or_over(text, status):
    assert [(r.predicate, r.status) for r in relations(text) if r.predicate == "uses"] == [("uses", status)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[Land Hessen|s], [Land Bayern|s] und [Land Bremen|s] nutzen den [Service Dienst A|o].", 3),
        ("Neben [Land Hessen|s] nutzt auch [Land Bayern|s] den [Service Dienst A|o].", 2),
        ("Sowohl [Land Hessen|s] als auch [Land Bayern|s] nutzen den [Service Dienst A|o].", 2),
        ("Mehrere Länder, darunter [Land Hessen|s] und [Land Bayern|s], nutzen den [Service Dienst A|o].", 2),
        ("Wie [Land Hessen|x] sagt, nutzt [Land Bayern|s] den [Service Dienst A|o].", 1),
    ],
    ids=["list", "neben", "sowohl", "darunter", "source"],
)
def test_what_is_coordinated_shares_the_verb(text, count):
    assert len([r for r in relations(text) if r.predicate == "uses"]) == count


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Das sagte [Person Eva Koch|s], Staatssekretärin im [Ministry BMI|o].", "Staatssekretärin"),
        ("Die Präsidentin des [Authority BSI|o], [Person Eva Koch|s], sprach.", "Präsidentin"),
        ("[Association Bitkom|o]-Präsident [Person Ralf Berg|s] sprach.", "Präsident"),
        ("[Person Eva Koch|s] wird neue CIO des [Land Freistaats Sachsen|o].", "CIO"),
        ("[Person Eva Koch|s], Dezernentin für Personal und IT der [Municipality Stadt Ulm|o], sprach.", None),
        ("[Person Eva Koch|s] vom [Association Bitkom|o] sprach.", ""),
    ],
    ids=["apposition", "before", "compound", "copula", "field", "no office"],
)
def test_an_office_joins_its_holder_and_its_body(text, role):
    found = [r for r in relations(text) if r.predicate == "holdsRole"]
    if role == "":
        assert not found
    else:
        assert [(r.subject, r.object) for r in found] == [("s1", "o1")]
        assert role is None or found[0].role == role


@pytest.mark.parametrize(
    "text",
    [
        "[Land Hamburg|o] zahlt. Das freut Justizsenatorin [Person Anna Galt|s].",
        "[Land Hamburg|o] zahlt. Das freut Digitalstaatssekretär [Person Uwe Sand|s].",
        "[Land Hamburg|o] zahlt. Das freut Regierungschef [Person Uwe Sand|s].",
    ],
)
def test_a_title_of_a_land_is_held_in_the_land_that_the_article_is_about(text):
    assert HOLDS in stated(text)


def test_of_two_persons_each_keeps_the_own_office():
    text = (
        "[Person Anna Berg|a], CIO des [State Bundes|b] und Staatssekretärin im [Ministry BMI|c], sowie "
        "[Person Ulf Kunz|d], Staatssekretär im [Ministry BMWK|e], sprachen."
    )
    pairs = {(r.subject[0], r.object[0]) for r in relations(text) if r.predicate == "holdsRole"}
    assert pairs == {("a", "b"), ("a", "c"), ("d", "e")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Ministry Innenministerium|s] des [Land Landes Hessen|o] prüft das.", {PART}),
        ("Das hessische [Ministry Innenministerium|s] prüft das. [Land Hessen|o] zahlt.", {PART}),
        ("Die [Authority Sparte A|s], eine Tochter der [Authority Anstalt B|o], wächst.", {PART}),
        ("Das [Ministry Innenministerium|s] lobt [Land Hessen|o].", set()),
    ],
    ids=["genitive", "adjective", "apposition", "praise"],
)
def test_a_body_belongs_to_whom_its_name_or_attribute_names(text, expected):
    assert stated(text) & {PART} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Service Dienst A|o] ist da. Die Plattform wird von [Authority FITKO|s] betrieben.", True),
        ("[Service Dienst A|o] ist da. Betrieben wird er von [Authority FITKO|s].", True),
        ("[Service Dienst A|o] ist da. Die Plattformen werden von [Authority FITKO|s] betrieben.", False),
        ("[Event Messe A|o] ist da. Die Plattform wird von [Authority FITKO|s] betrieben.", False),
    ],
    ids=["noun", "pronoun", "plural", "no service"],
)
def test_a_definite_noun_means_what_was_named_before(text, expected):
    assert (("s", "operates", "o") in stated(text)) == expected


def test_evidence_is_the_sentence_and_the_sum_is_as_written():
    article, entities = marked(
        "Vorab. Mit 3,2 Millionen Euro fördert der [State Bund|s] das [Project Projekt Alpha|o]. Ende."
    )
    (found,) = relate(article, entities)
    assert article.text[found.start : found.end] == "Mit 3,2 Millionen Euro fördert der Bund das Projekt Alpha."
    assert found.amount == "3,2 Millionen Euro"
    assert 0 < found.confidence < 1


def test_from_whom_a_service_is_taken_over_is_kept():
    (found,) = relations("Die [Authority FITKO|s] hat vom [Ministry BMI|x] den [Service Dienst A|o] übernommen.")
    assert (found.predicate, found.subject, found.object, found.source) == ("takesOver", "s1", "o1", "x1")


@pytest.mark.parametrize(("participle", "expected"), [("gebaute", "x1"), ("gelobte", None)])
def test_what_was_made_somewhere_is_taken_over_from_there(participle, expected):
    parts = f"für in [Land Hessen|x] {participle} Teile der [Service App Ina|o]"
    text = f"Der [State Bund|s] übernimmt die Verantwortung {parts}."
    takeover = next(r for r in relations(text) if r.predicate == "takesOver")
    assert takeover.source == expected


def test_who_signs_binds_the_body_that_the_text_says_he_heads():
    text = "[Person Ulf Kunz|p], Landrat von [District Kreis A|k], unterzeichnete den [Agreement Vertrag|v]."
    assert {("p", "signs", "v"), ("k", "partyTo", "v")} <= stated(text)
    assert ("k", "partyTo", "v") not in stated(text.replace("unterzeichnete den", "las den"))


def test_where_a_report_was_written_does_nothing():
    text = "[Municipality Kiel|k] (ab/cd) Geld gibt es für das [Project Projekt A|o], so [Person Uwe Sand|p]."
    assert {r.subject for r in relations(text)} <= {"p1"}


def test_a_kicker_states_nothing_and_no_entities_give_no_relations():
    article, entities = marked("Der [State Bund|s] fördert das [Project Projekt A|o].")
    assert relate(article, ()) == ()
    assert relate(article, entities) == relate(article, entities[::-1])
