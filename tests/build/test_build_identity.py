"""Who is who in a whole store: any order, batching and withdrawal in between end in the same quads and answers."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.build import build
from kgraph.config import Settings
from kgraph.query import ask
from kgraph.store import open_store

RELEASE = (
    "Das Bundesministerium des Innern fördert das Projekt Hafenlotse mit zwei Millionen Euro. "
    "Mit dem neuen Dienst können Schiffer ihre Liegeplätze künftig von zu Hause aus buchen und bezahlen, so das Amt. "
    "Drei Jahre lang haben die Beteiligten daran gearbeitet, zuletzt im Labor mit Nutzern aus sieben Häfen der Küste."
)
HANDOVER = "Michael Müller ist Oberbürgermeister von Kassel. Die Nordwerft GmbH übernimmt die Südwerft AG."
TEXTS = {
    "release": ("2024-05-06", RELEASE),
    "copy": ("2024-05-07", RELEASE),
    "cio": ("2021-03-01", "Patrick Burghardt ist CIO des Landes Hessen. Kassel fördert das Projekt Hafenlotse."),
    "rival": ("2021-04-01", "Ute Beispiel ist CIO des Landes Hessen. Das Land Hessen fördert das Projekt Hafenlotse."),
    "mayor": ("2022-02-02", HANDOVER),
    "namesake": ("2022-03-03", "Michael Müller ist Landrat des Landkreises Görlitz. Die Hafen AG kauft Nordwerft."),
}
MADE = 'who = "A. Muster"\nwhen = "2024-06-01"\nwhy = "test"\n\n'
DECIDED = "".join(
    f'[[decision]]\nkind = "{kind}"\nsubject = "{subject}"\n{more}\n{MADE}'
    for kind, subject, more in [
        ("same", "organisation/suedwerft", 'object = "organisation/hafen"'),
        ("rename", "ministry/bmi", 'value = "Innenministerium des Bundes"'),
        ("different", "municipality/06611000", 'object = "municipality/06633003"\narticles = ["cio"]'),
    ]
)


class Place:
    """A store in a folder of its own, with the decisions beside it."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = Settings(store=str(folder / ".kgraph"))
        (folder / "decisions.toml").write_text(DECIDED, "utf-8")

    def read(self, ids):
        lines = [{"id": id, "title": f"Meldung {id}", "text": TEXTS[id][1], "published": TEXTS[id][0]} for id in ids]
        source = self.folder / "articles.jsonl"
        source.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return build([str(source)], self.settings, jobs=1)

    def forget(self, id):
        with open_store(self.settings, write=True) as store:
            store.forget(id)

    def holds(self):
        """All quads, and what is asked of offices and sources."""
        with open_store(self.settings) as store:
            answers = [ask(store, name).rows for name in ("officeholders", "sources")]
            return sorted(map(str, store.quads())), [sorted(map(str, rows)) for rows in answers]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("at-once"))
    assert not place.read(sorted(TEXTS)).faults
    return place.holds()


def test_the_sample_has_copies_offices_namesakes_and_decisions_that_act(expected):
    quads, (offices, sources) = expected
    text = "\n".join(quads)
    assert (
        "ontology#copyOf" in text
        and "person/michael-mueller-landkreis-goerlitz" in text
        and "person/michael-mueller-kassel-06611000" in text
    )
    assert "organisation/suedwerft" not in text and "Innenministerium des Bundes" in text
    assert "municipality/06633003" in text
    assert len(offices) >= 4 and sources


@settings(max_examples=6)
@given(
    st.permutations(sorted(TEXTS)), st.integers(1, 6), st.lists(st.sampled_from(sorted(TEXTS)), max_size=2, unique=True)
)
def test_any_order_batching_and_withdrawal_end_in_the_same_store(tmp_path_factory, expected, order, size, gone):
    place = Place(tmp_path_factory.mktemp("some"))
    for start in range(0, len(order), size):
        place.read(order[start : start + size])
    for id in gone:
        place.forget(id)
    if gone:
        assert place.holds() != expected
        place.read(gone)
    assert place.holds() == expected
