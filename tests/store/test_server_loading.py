"""Loading into real servers: replaced and withdrawn articles, votes, and what is cut short at any request."""

import pytest
from test_copies import article, other

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.errors import NotFoundError, RemoteError
from kgraph.store import open_store

pytestmark = pytest.mark.server

SHORT = {**PRAISE, "relations": PRAISE["relations"][:1], "entities": PRAISE["entities"][:2]}
CALLED = {
    **PRAISE,
    "id": "called",
    "entities": [{"id": "e1", "type": "Service", "name": "Hafenportal", "aliases": ["Portal der Häfen"]}],
    "relations": [],
}


def made(document, fingerprint="1"):
    return stored(extraction_of(document), fingerprint)


STEPS = {
    "replaced": [made(HANDOVER), made(PRAISE), made(SHORT, "2")],
    "put back": [made(HANDOVER), made(SHORT, "2"), made(PRAISE)],
    "renamed": [made(HANDOVER), made(CALLED), made(PRAISE)],
}


def quads(store):
    return {str(quad) for quad in store.quads()}


def embedded(folder, articles):
    with open_store(Settings(store=str(folder / "store")), write=True) as store:
        for article in articles:
            store.replace_article(article)
        return quads(store)


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_server_holds_what_an_embedded_store_would(server, tmp_path, steps):
    with open_store(server) as store:
        for article in steps:
            store.replace_article(article)
        assert quads(store) == embedded(tmp_path, steps)


def test_together_or_one_by_one_is_the_same_and_again_changes_nothing(server, tmp_path):
    steps = [*STEPS["renamed"], made(SHORT, "2")]
    with open_store(server) as store:
        store.replace_articles(steps)
        first = quads(store)
        store.replace_articles(steps)
        assert quads(store) == first == embedded(tmp_path, steps)


def told_copies(store):
    return {(link.subject.value.rpartition("/")[2], link.object.value.rpartition("/")[2]) for link in store.copies()}


def test_copies_of_a_text_are_told_as_in_an_embedded_store(server):
    text = " ".join(f"wort{n}" for n in range(60))
    articles = [article("erst", text, "2024-05-01"), article("kopie", text, "2024-05-02"), article("frei", other(1))]
    with open_store(server) as store:
        store.replace_articles(articles[1:])
    with open_store(server) as store:
        assert told_copies(store) == set()
        store.replace_articles(articles[:1])
    with open_store(server) as store:
        assert told_copies(store) == {("kopie", "erst")}
        store.forget("erst")
    with open_store(server) as store:
        assert told_copies(store) == set()
        assert "schema.org/identifier" not in str(quads(store))


def test_what_only_a_withdrawn_article_supported_goes_with_it(server, tmp_path):
    with open_store(server) as store:
        store.replace_articles([made(HANDOVER), made(PRAISE)])
        store.forget("praise")
        assert quads(store) == embedded(tmp_path, [made(HANDOVER)])
        store.forget("handover")
        assert quads(store) == set() == set(store.fingerprints())
        with pytest.raises(NotFoundError):
            store.forget("handover")


@pytest.mark.parametrize("lost", [0, 1, 3, 5, 7, 9])
def test_loading_that_is_cut_short_at_any_request_is_completed_by_the_next(server, tmp_path, monkeypatch, lost):
    """Each operation is a request of its own here, as in large batches or without transactions."""
    from kgraph.store import batch

    monkeypatch.setattr(batch, "_REQUEST", 1)
    with open_store(server) as store:
        store.replace_articles([made(HANDOVER), made(PRAISE)])
        update, sent = store._server.update, []

        def cut(text):
            if len(sent) == lost:
                raise RemoteError("the line is dead")
            sent.append(text)
            update(text)

        store._server.update = cut
        with pytest.raises(RemoteError):
            store.replace_articles([made(SHORT, "2"), made(CALLED)])
        store._server.update = update
        assert store.fingerprints() != {"handover": "1", "praise": "2", "called": "1"}
    with open_store(server) as store:
        store.replace_articles([made(SHORT, "2"), made(CALLED)])
        assert quads(store) == embedded(tmp_path, [made(HANDOVER), made(SHORT, "2"), made(CALLED)])
