"""The engine `llm` against servers on loopback, one that behaves and many that do not."""

import json
import re
import threading
import time

import pytest
from endpoint import NOTHING, Asked, Endpoint, Reply, completion, entity, item, said, serving, statement

from kgraph.engines.llm import LanguageModel
from kgraph.engines.llm.client import ChatClient
from kgraph.engines.llm.options import ModelOptions
from kgraph.engines.llm.usage import Usage
from kgraph.errors import KgraphError, RemoteError, UsageError
from kgraph.extract import engine
from kgraph.read import article_from_text
from kgraph.records import Extraction

TEXT = """Jena: Neues Portal

Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt. Die Firma Musterwerk GmbH betreibt es. Mehr war nicht zu hören.
"""
BUILT = "Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt."
JENA, LOTSE = entity("a", "Municipality", "Jena"), entity("b", "Service", "Ämterlotse")
GOOD = item([JENA, LOTSE], [statement("a", "develops", "b", BUILT)])


def article(text=TEXT, id="jena"):
    return article_from_text(text, id)


def model(url, tmp_path, **more):
    table = {"url": url, "model": "small", "pause": 0, "timeout": 5, "cache": str(tmp_path / "cache"), **more}
    return engine("llm", {"llm": table})


def stated(extraction):
    names = {e.id: e.name for e in extraction.entities}
    return [(names[r.subject], r.predicate, names[r.object]) for r in extraction.relations]


def quotes(extraction):
    return [extraction.article.text[r.start : r.end] for r in extraction.relations]


def test_what_the_model_says_becomes_statements_with_their_sentence(tmp_path):
    with serving(said(GOOD)) as endpoint:
        found = model(endpoint.url, tmp_path)(article())
    assert stated(found) == [("Jena", "develops", "Ämterlotse")]
    assert quotes(found) == [BUILT]
    (relation,) = found.relations
    assert (relation.rule, relation.confidence, relation.status) == ("llm", 0.5, "fact")
    assert found.rejected == ()
    assert [found.article.text[m.start : m.end] for e in found.entities for m in e.mentions] == [
        "Jena",
        "Jena",
        "Ämterlotse",
    ]


def test_the_request_is_what_openai_compatible_servers_take(tmp_path):
    with serving(said(GOOD)) as endpoint:
        model(endpoint.url, tmp_path)(article())
    (asked,) = endpoint.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body["model"] == "small" and asked.body["temperature"] == 0 and asked.body["stream"] is False
    form = asked.body["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert "Authorization" not in asked.headers
    assert [text["number"] for text in asked.texts] == [1]
    assert BUILT in asked.texts[0]["text"]


@pytest.mark.parametrize(("form", "sent"), [("json_object", {"type": "json_object"}), ("none", None)])
def test_a_server_without_schemas_is_told_the_form_in_words(tmp_path, form, sent):
    with serving(said(GOOD)) as endpoint:
        model(endpoint.url, tmp_path, format=form)(article())
    assert endpoint.asked[0].body.get("response_format") == sent
    assert '"additionalProperties"' in endpoint.asked[0].system


def test_further_fields_of_a_request_replace_the_usual_ones(tmp_path):
    with serving(said(GOOD)) as endpoint:
        model(endpoint.url, tmp_path, request={"reasoning_effort": "low"})(article())
    body = endpoint.asked[0].body
    assert body["reasoning_effort"] == "low" and "temperature" not in body


@pytest.mark.parametrize("around", ["```json\n{}\n```", "<think>Vielleicht {{so}}?</think>\n{}", "Gern: {}"])
def test_what_models_write_around_their_json_does_not_matter(tmp_path, around):
    content = json.dumps({"texts": [{"number": 1, **GOOD}]}, ensure_ascii=False)
    with serving(completion(around.replace("{}", content))) as endpoint:
        assert len(model(endpoint.url, tmp_path)(article()).relations) == 1


def test_a_single_item_and_names_for_ids_are_understood(tmp_path):
    loose = item([JENA, LOTSE], [statement("Jena", "develops", "Ämterlotse", BUILT)])
    with serving(completion(loose)) as endpoint:
        assert stated(model(endpoint.url, tmp_path)(article())) == [("Jena", "develops", "Ämterlotse")]


THROWN_AWAY = {
    "invented entity": (
        item([JENA, entity("b", "Service", "Bürgerfuchs")], [statement("a", "develops", "b", BUILT)]),
        {"entity that the text does not name": 1, "relation of an entity that there is not": 1},
    ),
    "end that is no entity": (
        item([JENA, LOTSE], [statement("a", "develops", "e1", BUILT)]),
        {"relation of an entity that there is not": 1},
    ),
    "quote that is not in the text": (
        item([JENA, LOTSE], [statement("a", "develops", "b", "Jena hat den Ämterlotsen mit Erfolg entwickelt.")]),
        {"quote that is not in the text": 1},
    ),
    "quote of another matter": (
        item([JENA, LOTSE], [statement("a", "develops", "b", "Mehr war nicht zu hören.")]),
        {"quote that names neither end": 1},
    ),
    "one word as quote": (
        item([JENA, LOTSE], [statement("a", "develops", "b", "Jena")]),
        {"quote that is not in the text": 1},
    ),
    "types that the ontology does not join": (
        item([JENA, LOTSE], [statement("b", "develops", "a", BUILT)]),
        {"relation that the ontology does not allow": 1},
    ),
    "predicate that there is not": (
        item([JENA, LOTSE], [statement("a", "loves", "b", BUILT)]),
        {"relation that the ontology does not allow": 1},
    ),
    "type that there is not": (
        item([JENA, entity("b", "Thing", "Ämterlotse")], [statement("a", "develops", "b", BUILT)]),
        {"entity of a wrong form": 1, "relation of an entity that there is not": 1},
    ),
    "status that there is not": (
        item([JENA, LOTSE], [statement("a", "develops", "b", BUILT, status="perhaps")]),
        {"statement of a wrong form": 1},
    ),
    "numbers instead of texts": (item([JENA, {"id": 7}], [{"subject": 1}, 5]), None),
    "the same twice": (
        item([JENA, LOTSE], [statement("a", "develops", "b", BUILT)] * 2),
        {"relation that says the same as a surer one": 1},
    ),
}


@pytest.mark.parametrize("case", THROWN_AWAY)
def test_what_does_not_hold_is_thrown_away_and_counted(tmp_path, case):
    answer, counts = THROWN_AWAY[case]
    with serving(said(answer)) as endpoint:
        found = model(endpoint.url, tmp_path)(article())
    assert len(found.relations) == (1 if case == "the same twice" else 0)
    assert "Jena" in [e.name for e in found.entities]
    assert "Bürgerfuchs" not in [e.name for e in found.entities]
    if counts is not None:
        assert dict(found.rejected) == counts


def test_qualifiers_are_kept_only_where_the_text_has_them(tmp_path):
    text = (
        "Hessen: Neue CIO\n\nKristina Musterfrau ist seit 1. Mai 2024 Digitalministerin in Hessen. "
        "Hessen fördert das Projekt „Zukunftsamt“ mit drei Millionen Euro.\n"
    )
    quote = "Kristina Musterfrau ist seit 1. Mai 2024 Digitalministerin in Hessen."
    money = "Hessen fördert das Projekt „Zukunftsamt“ mit drei Millionen Euro."
    answer = item(
        [
            entity("p", "Person", "Kristina Musterfrau"),
            entity("h", "Land", "Hessen"),
            entity("z", "Project", "Zukunftsamt"),
        ],
        [
            statement("p", "holdsRole", "h", quote, role="Digitalministerin", valid_from="2024-05-01", speaker="z"),
            statement("h", "funds", "z", money, amount="vier Millionen Euro", valid_from="gestern"),
        ],
    )
    with serving(said(answer)) as endpoint:
        found = model(endpoint.url, tmp_path)(article(text))
    office, grant = found.relations
    assert (office.role, office.valid_from, office.speaker) == ("Digitalministerin", "2024-05-01", None)
    assert (grant.amount, grant.valid_from) == (None, None)
    assert dict(found.rejected) == {
        "amount that is not in the text": 1,
        "date that is none": 1,
        "speaker or source that is no actor": 1,
    }


def test_other_quotation_marks_and_white_space_in_a_quote_still_find_the_very_sentence(tmp_path):
    text = TEXT.replace("das Portal", "das\u00a0Portal")
    copied = 'Stadt Jena hat das Portal "Ämterlotse" entwickelt'
    with serving(said(item([JENA, LOTSE], [statement("a", "develops", "b", copied)]))) as endpoint:
        found = model(endpoint.url, tmp_path)(article(text))
    assert quotes(found) == [BUILT.replace("das Portal", "das\u00a0Portal")]


FAILURES = {
    "429": (Reply(b'{"error": {"message": "slow down"}}', 429, {"Retry-After": "0"}), "answers 429: slow down"),
    "500": (Reply(b"oops", 500), "answers 500: oops"),
    "time-out": (Reply(delay=1.0), "did not answer within 0.3 s"),
    "drop by drop": (Reply(b"x" * 500, drops=0.02), "did not answer within 0.3 s"),
    "half a body": (Reply(completion(GOOD).body[:50], cut=200), "broke off in the middle"),
    "a page with status 200": (Reply(b"<html>Welcome</html>"), "no JSON"),
    "something else": (Reply(b'{"object": "list"}'), "no chat completion"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_that_passes_is_tried_again(tmp_path, case):
    with serving(FAILURES[case][0], said(GOOD)) as endpoint:
        run = model(endpoint.url, tmp_path, timeout=0.3)
        assert len(run(article()).relations) == 1
    assert len(endpoint.asked) == 2
    assert "2 requests (1 of them repeated)" in run.report()[0]


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_that_stays_is_a_fault_with_a_hint(tmp_path, case):
    reply, told = FAILURES[case]
    with serving(reply) as endpoint:
        with pytest.raises(RemoteError, match=told) as caught:
            model(endpoint.url, tmp_path, timeout=0.3, retries=1)(article())
    assert len(endpoint.asked) == 2
    assert "2 tries" in str(caught.value) and "'jena'" in str(caught.value) and caught.value.hint


def test_a_server_that_wants_a_long_wait_is_not_waited_for(tmp_path):
    with serving(Reply(b"", 429, {"Retry-After": "3600"})) as endpoint:
        with pytest.raises(RemoteError, match="wants 3600 s of waiting"):
            model(endpoint.url, tmp_path)(article())
    assert len(endpoint.asked) == 1


def test_waits_double_and_a_servers_own_wish_comes_first():
    waits = []
    busy = Reply(b"", 503)
    with serving(busy, busy, Reply(b"", 429, {"Retry-After": "7"}), said(GOOD)) as endpoint:
        client = ChatClient(ModelOptions(url=endpoint.url, model="m", pause=2), "", Usage(), waits.append)
        client.ask([{"role": "user", "content": "?"}])
    assert waits == [2, 4, 7]


def test_who_stops_the_run_waits_for_no_repetition(tmp_path):
    with serving(said(GOOD), Reply(b"", 503)) as endpoint:
        run = LanguageModel.from_settings(
            "llm",
            {"llm": {"url": endpoint.url, "model": "m", "cache": "", "parallel": 1, "pause": 50, "longest_pause": 60}},
        )
        results = run.many([article(), article(id="b"), article(id="c"), article(id="d")])
        next(results)
        while len(endpoint.asked) < 2:
            time.sleep(0.01)
        results.close()
        for thread in [t for t in threading.enumerate() if t.name.startswith("kgraph-llm")]:
            thread.join(5)
            assert not thread.is_alive()
        assert len(endpoint.asked) == 2


INVALID = {
    "no JSON": "Das kann ich nicht.",
    "broken JSON": '{"texts": [{"number": 1, "entities": [',
    "a list": "[1, 2]",
    "another object": '{"answer": 42}',
    "half an item": '{"texts": [{"number": 1, "entities": []}]}',
    "another text": '{"texts": [{"number": 9, "entities": [], "statements": []}]}',
}


@pytest.mark.parametrize("case", INVALID)
def test_an_answer_of_a_wrong_form_is_asked_for_again_with_what_was_wrong(tmp_path, case):
    with serving(completion(INVALID[case]), said(GOOD)) as endpoint:
        assert len(model(endpoint.url, tmp_path)(article()).relations) == 1
    first, second = endpoint.asked
    assert "could not be used" not in first.user
    assert "could not be used" in second.user


def test_a_model_that_never_answers_in_form_fails_for_that_article_only(tmp_path):
    def answer(asked: Asked):
        return completion("Nein.") if "Ulm" in asked.user else said(GOOD)

    bad = article("Ulm: Anderes\n\nIn Ulm ist heute etwas geschehen.\n", "ulm")
    with serving(answer) as endpoint:
        first, second, third = model(endpoint.url, tmp_path, retries=1).many([article(), bad, article(id="again")])
    assert isinstance(second, KgraphError) and "'ulm'" in str(second) and "2 tries" in str(second)
    assert isinstance(first, Extraction) and isinstance(third, Extraction)


def test_half_an_answer_makes_the_text_be_asked_about_in_halves(tmp_path):
    sentences = [f"Die Stadt Jena hat das Portal „Lotse {n}“ entwickelt." for n in range(4)]
    text = "Jena: Portale\n\n" + "\n\n".join(sentences) + "\n"

    def answer(asked: Asked):
        (only,) = asked.texts
        numbers = re.findall(r"„Lotse (\d)“", only["text"])
        if len(numbers) > 1:
            return completion('{"texts": [{"number": 1, "entities": [{"id"', finish="length")
        named = [JENA, *(entity(f"l{n}", "Service", f"Lotse {n}") for n in numbers)]
        return said(item(named, [statement("a", "develops", f"l{n}", sentences[int(n)]) for n in numbers]))

    with serving(answer) as endpoint:
        found = model(endpoint.url, tmp_path)(article(text))
        assert [o for _, _, o in stated(found)] == [f"Lotse {n}" for n in range(4)]
        assert [e.name for e in found.entities].count("Jena") == 1
        asked = len(endpoint.asked)
        model(endpoint.url, tmp_path)(article(text))
        assert len(endpoint.asked) == asked, "what was too long once is not asked about again"


def test_a_sentence_whose_answer_breaks_off_fails(tmp_path):
    with serving(completion("{", finish="length")) as endpoint:
        with pytest.raises(RemoteError, match="too long"):
            model(endpoint.url, tmp_path)(article("Jena hat ein Portal.\n"))


def test_a_context_that_is_too_small_is_half_an_answer_too(tmp_path):
    full = Reply(b'{"error": {"message": "maximum context length is 4096 tokens"}}', 400)
    with serving(full, said(NOTHING), said(GOOD)) as endpoint:
        assert len(model(endpoint.url, tmp_path)(article()).relations) == 1
    assert len(endpoint.asked) == 3


def test_long_articles_are_sent_in_pieces(tmp_path):
    filler = "\n\n".join("Dazu wurde viel geredet und wenig gesagt, wie es hier eben so üblich ist." for _ in range(8))

    def answer(asked: Asked):
        (only,) = asked.texts
        assert len(only["text"]) <= 300
        return said(GOOD if BUILT in only["text"] else NOTHING)

    with serving(answer) as endpoint:
        found = model(endpoint.url, tmp_path, longest=300)(article(TEXT + "\n" + filler + "\n"))
    assert len(endpoint.asked) > 2 and len(found.relations) == 1


def test_credits_and_residue_are_not_sent(tmp_path):
    text = TEXT + "\nFoto: Max Mustermann\n\nwir berichteten\n"
    with serving(said(GOOD)) as endpoint:
        read = article(text)
        model(endpoint.url, tmp_path)(read)
    hidden = [read.slice(b) for b in read.blocks if b.kind in ("credit", "residue")]
    assert hidden
    assert [words for words in hidden if words in endpoint.asked[0].user] == []


def test_answers_are_kept_for_the_same_model_and_text_only(tmp_path):
    with serving(said(GOOD)) as endpoint:
        model(endpoint.url, tmp_path)(article())
        run = model(endpoint.url, tmp_path)
        again = run(article(id="elsewhere"))
        assert len(endpoint.asked) == 1 and stated(again) == [("Jena", "develops", "Ämterlotse")]
        assert "0 requests, 1 answer from the cache" in run.report()[0]
        model(endpoint.url, tmp_path)(article(TEXT.replace("Mehr", "Nichts")))
        model(endpoint.url, tmp_path, model="other")(article())
        model(endpoint.url, tmp_path, cache="")(article())
        assert len(endpoint.asked) == 4


def test_a_damaged_cache_is_asked_anew_and_holds_no_body(tmp_path):
    with serving(said(GOOD)) as endpoint:
        model(endpoint.url, tmp_path)(article())
        (kept,) = (tmp_path / "cache").rglob("*.json")
        assert "Mehr war nicht" not in kept.read_text("utf-8")
        kept.write_text('{"entities": ', "utf-8")
        assert len(model(endpoint.url, tmp_path)(article()).relations) == 1
        assert len(endpoint.asked) == 2


def test_no_answer_in_a_wrong_form_is_kept(tmp_path):
    with serving(completion("Nein.")) as endpoint:
        with pytest.raises(RemoteError):
            model(endpoint.url, tmp_path, retries=0)(article())
    assert list(tmp_path.rglob("*.json")) == []


def test_short_articles_can_travel_together_and_stay_apart(tmp_path):
    ulm = article("Ulm: Amt\n\nDie Stadt Ulm betreibt das Portal „Spatz“.\n", "ulm")
    theirs = item(
        [entity("a", "Municipality", "Ulm"), entity("b", "Service", "Spatz")],
        [statement("a", "operates", "b", "Die Stadt Ulm betreibt das Portal „Spatz“.")],
    )
    with serving(said(GOOD, theirs)) as endpoint:
        first, second = model(endpoint.url, tmp_path, batch=4).many([article(), ulm])
    assert len(endpoint.asked) == 1
    assert stated(first) == [("Jena", "develops", "Ämterlotse")]
    assert stated(second) == [("Ulm", "operates", "Spatz")]


def test_of_several_texts_the_one_that_was_passed_over_is_asked_about_by_itself(tmp_path):
    with serving(said(NOTHING), said(GOOD)) as endpoint:
        _, second = model(endpoint.url, tmp_path, batch=2).many([article("Ulm: Amt\n\nNichts.\n", "u"), article()])
    assert [len(asked.texts) for asked in endpoint.asked] == [2, 1]
    assert len(second.relations) == 1


def test_what_a_model_says_under_the_wrong_number_is_thrown_away(tmp_path):
    ulm = article("Ulm: Amt\n\nDie Stadt Ulm betreibt das Portal „Spatz“.\n", "ulm")
    with serving(said(NOTHING, GOOD)) as endpoint:
        _, second = model(endpoint.url, tmp_path, batch=2).many([article(), ulm])
    assert (second.entities, second.relations) == ((), ())
    assert dict(second.rejected)["entity that the text does not name"] == 2


def test_one_bad_text_does_not_spoil_those_that_travel_with_it(tmp_path):
    def answer(asked: Asked):
        return completion("Nein.") if "Ulm" in asked.user else said(GOOD)

    with serving(answer) as endpoint:
        bad, good = model(endpoint.url, tmp_path, batch=2, retries=0).many(
            [article("Ulm: Amt\n\nNichts.\n", "u"), article()]
        )
    assert isinstance(bad, KgraphError) and len(good.relations) == 1


def test_requests_are_under_way_at_once_and_answers_keep_their_order(tmp_path):
    def answer(asked: Asked):
        time.sleep(0.05)
        return said(item([entity("s", "Service", re.search(r"Lotse \d+", asked.user)[0])], []))

    articles = [article(f"Jena: Amt\n\nEs gibt das Portal „Lotse {n}“.\n", f"a{n}") for n in range(12)]
    with serving(answer) as endpoint:
        found = list(model(endpoint.url, tmp_path, parallel=3).many(articles))
        assert [e.name for f in found for e in f.entities] == [f"Lotse {n}" for n in range(12)]
        assert 1 < endpoint.busiest <= 3


def test_after_a_few_failures_in_a_row_no_more_is_sent(tmp_path):
    with serving(Reply(b"", 500)) as endpoint:
        run = model(endpoint.url, tmp_path, retries=0, parallel=1, give_up=2)
        found = list(run.many([article(id=f"a{n}", text=TEXT + f"\nNr. {n}.\n") for n in range(6)]))
    assert len(endpoint.asked) == 2
    assert all(isinstance(f, RemoteError) for f in found)
    assert ["not sent" in str(f) for f in found] == [False, False, True, True, True, True]


def test_a_key_that_is_refused_ends_it_at_once_and_is_never_told(tmp_path, monkeypatch):
    monkeypatch.setenv("MY_KEY", "sk-secret-123")
    refusal = Reply(b'{"error": {"message": "Incorrect API key provided: sk-secret-123."}}', 401)
    with serving(refusal) as endpoint:
        run = model(endpoint.url, tmp_path, key_env="MY_KEY", parallel=1)
        first, second = run.many([article(), article(TEXT + "\nNoch etwas.\n", "b")])
    assert [asked.headers["Authorization"] for asked in endpoint.asked] == ["Bearer sk-secret-123"]
    assert "401" in str(first) and "not sent" in str(second)
    assert "sk-secret" not in f"{first} {first.hint} {second} {run.report()} {run.version}"


def test_a_refusal_of_one_text_is_its_own(tmp_path):
    with serving(completion(None, refusal="Dazu sage ich nichts."), said(GOOD)) as endpoint:
        first, second = model(endpoint.url, tmp_path, parallel=1, give_up=1).many(
            [article("Ulm: Amt\n\nNichts.\n", "u"), article()]
        )
    assert "Dazu sage ich nichts" in str(first) and len(second.relations) == 1


def test_no_redirection_is_followed(tmp_path):
    with serving(said(GOOD)) as other, serving(Reply(b"", 302, {"Location": other.url})) as endpoint:
        with pytest.raises(RemoteError, match="302") as caught:
            model(endpoint.url, tmp_path)(article())
        assert other.asked == []
    assert "final address" in str(caught.value.__cause__.hint)


def test_loopback_is_asked_without_a_proxy(tmp_path, monkeypatch):
    with serving(said(NOTHING)) as proxy, serving(said(GOOD)) as endpoint:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        assert len(model(endpoint.url, tmp_path)(article()).relations) == 1
        assert proxy.asked == []


def test_a_server_that_is_not_there_is_unreachable(tmp_path):
    with Endpoint(said(GOOD)) as gone:
        url = gone.url
    with pytest.raises(RemoteError, match="cannot be reached"):
        model(url, tmp_path, retries=0)(article())


def test_the_report_tells_tokens_time_and_cost(tmp_path):
    with serving(said(GOOD), completion({"texts": [{"number": 1, **GOOD}]}, usage=None)) as endpoint:
        run = model(endpoint.url, tmp_path, price_input=10.0, price_output=100.0, currency="CHF")
        run(article())
        (line,) = run.report()
        assert line.startswith("llm (small): 1 request, 100 tokens sent, 20 received, ")
        assert line.endswith("s of waiting, 0.0030 CHF")
        run(article(TEXT + "\nNoch etwas.\n"))
    assert "1 answer without a count of tokens" in run.report()[0] and "at least" in run.report()[0]


def test_without_prices_no_cost_is_told(tmp_path):
    with serving(said(GOOD)) as endpoint:
        run = model(endpoint.url, tmp_path)
        run(article())
    assert "EUR" not in run.report()[0]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "not configured: nothing is sent anywhere"),
        ({"model": "m"}, "not configured"),
        ({"url": "http://127.0.0.1:9/v1"}, "not configured"),
        ({"url": "ftp://127.0.0.1", "model": "m"}, "no address"),
        ({"url": "https://me:secret@example.org/v1", "model": "m"}, "no key, user or password"),
        ({"url": "http://127.0.0.1:9", "model": "m", "key": "sk-1"}, "unknown setting 'key'"),
        ({"url": "http://127.0.0.1:9", "model": "m", "key_env": "NO_SUCH_KEY"}, "NO_SUCH_KEY is not set"),
        ({"url": "http://127.0.0.1:9", "model": "m", "parallel": 0}, "at least 1"),
        ({"url": "http://127.0.0.1:9", "model": "m", "timeout": "long"}, "should be a number"),
        ({"url": "http://127.0.0.1:9", "model": "m", "format": "xml"}, "format"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused_before_anything_is_sent(table, told):
    with pytest.raises(UsageError, match=told) as caught:
        engine("llm", {"llm": table})
    assert "secret" not in str(caught.value)


def test_another_name_is_another_configuration_of_the_same_engine(tmp_path):
    with serving(said(GOOD)) as endpoint:
        run = engine("big", {"big": {"use": "llm", "url": endpoint.url, "model": "70b", "cache": ""}})
        assert [r.rule for r in run(article()).relations] == ["big"]
    assert endpoint.asked[0].body["model"] == "70b"


def test_the_version_changes_with_what_changes_the_answers_and_with_nothing_else():
    def version(**table):
        return LanguageModel.from_settings("llm", {"llm": {"url": "http://127.0.0.1:9", "model": "m", **table}}).version

    assert version() == version(url="http://127.0.0.1:10", timeout=3, parallel=9, cache="x", price_input=3)
    assert len({version(), version(model="n"), version(request={}), version(confidence=0.7)}) == 4
