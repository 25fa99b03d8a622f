"""Whose words state a relation: quotations, "laut", "zufolge", the subjunctive, and what is nobody's word."""

import pytest
from marked import relations

KIEL, ALPHA = "[Municipality Stadt Kiel|s]", "[Service Portal Alpha|o]"
ANNA, BMI = "[Person Anna Berg|q]", "[Ministry BMI|q]"


def speakers(text: str) -> list[str | None]:
    """The speaker of each use that a text states."""
    found = relations(text.format(k=KIEL, p=ALPHA, a=ANNA, b=BMI))
    return [r.speaker for r in found if r.predicate == "uses"]


@pytest.mark.parametrize(
    "text",
    [
        "Laut {a} nutzt die {k} das {p}.",
        "Nach Auskunft von {a} nutzt die {k} das {p}.",
        "Dem {b} zufolge nutzt die {k} das {p}.",
        "Aus Sicht von {a} nutzt die {k} das {p}.",
        "Die {k} nutzt das {p}, so {a}.",
        "Die {k} nutzt das {p}, sagte {a}.",
        "Die {k} nutzt das {p}, teilte das {b} mit.",
        "Wie das {b} mitteilt, nutzt die {k} das {p}.",
        "{a} sagte, die {k} nutze das {p}.",
        "Das {b} gab bekannt, dass die {k} das {p} nutzt.",
        "{a} zeigte sich überzeugt: Die {k} nutze das {p}.",
        "„Die {k} nutzt das {p}“, wird {a} zitiert.",
        "Beim {b} heißt es, die {k} nutze das {p}.",
        "{a}: „Die {k} nutzt das {p}.“",
        "{a} lobte das Rathaus. Die {k} nutze das {p}.",
    ],
)
def test_reported_words_have_their_speaker(text):
    assert speakers(text) == ["q1"]


@pytest.mark.parametrize(
    "text",
    [
        "Nach dem {b} nutzt auch die {k} das {p}.",
        "Die {k} nutzt das {p}, und {a} sagte zu.",
        "Die {k} nutzt das {p} so wie {a}.",
        "{a} lobte das Rathaus. Die {k} nutzt das {p}.",
        "Die {k} teilte mit, sie nutze das {p}.",
    ],
)
def test_what_is_not_reported_has_no_speaker(text):
    assert set(speakers(text)) == {None}
