"""Who takes an office over from whom, when the text does not repeat the office."""

import pytest
from marked import relations

BEFORE = "[Person Ulf Berg|b] ist Präsident der [Authority FITKO|o]. "


def holders(text):
    """Keys of the persons that hold an office at a body, each with what the text says of its time."""
    found = relations(text)
    return {(r.subject[0], r.status) for r in found if r.predicate == "holdsRole" and r.object[0] == "o"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sein Nachfolger ist [Person Jan Koch|s].", True),
        ("Sein Freund ist [Person Jan Koch|s].", False),
        ("Seine Nachfolge tritt [Person Jan Koch|s] an.", True),
        ("Seine Nachfolge tritt [Person Jan Koch|s] nicht an.", False),
        ("[Person Ulf Berg|b] übergibt den Staffelstab an [Person Jan Koch|s].", True),
        ("[Person Ulf Berg|b] übergibt das Wort an [Person Jan Koch|s].", False),
        ("[Person Jan Koch|s] übernimmt das Amt im Mai.", True),
        ("[Person Jan Koch|s] übernimmt die Kosten im Mai.", False),
    ],
)
def test_who_succeeds_somebody_holds_his_office(sentence, expected):
    found = {key for key, _ in holders(BEFORE + sentence)}
    assert ("s" in found) is expected


def test_an_office_without_a_holder_goes_to_who_takes_it_over():
    text = "Das [Land Land Hessen|o] hat einen neuen CIO. [Person Jan Koch|s] übernimmt das Amt von [Person Al Ey|b]."
    assert holders(text) == {("s", "fact"), ("b", "ended")}


def test_an_office_that_somebody_else_holds_goes_to_nobody():
    text = "CIO des [Land Landes Hessen|o] ist [Person Ulf Berg|b]. [Person Jan Koch|s] übernimmt die Stelle der Rätin."
    assert holders(text) == {("b", "fact")}
