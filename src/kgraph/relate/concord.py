"""Which gender and number a determiner or a relative pronoun may have: whether "die" can stand for "aus dem Land"."""

from __future__ import annotations

from kgraph.relate.phrases import Phrase

# m, f, n and p for the plural; behind a preposition fewer are left. "der d" is the dative, as a plural verb tells.
_PRONOUNS = {
    "der": "mfp", "der d": "f", "die": "fp", "das": "n", "den": "m", "dem": "mn", "denen": "p", "dessen": "mn",
    "deren": "fp",
    "welche": "fp", "welcher": "mf", "welches": "n", "welchem": "mn", "welchen": "mp",
}  # fmt: skip
_DETERMINERS = {
    "der": "mfp", "die": "fp", "das": "n", "dem": "mn", "den": "mp", "des": "mn", "ein": "mn", "eine": "f",
    "einen": "m", "einem": "mn", "einer": "f", "eines": "mn", "im": "mn", "am": "mn", "vom": "mn", "zum": "mn",
    "beim": "mn", "zur": "f", "ins": "n", "ans": "n", "fürs": "n", "seine": "fp", "ihre": "fp", "seinen": "mp",
    "ihren": "mp", "seinem": "mn", "ihrem": "mn", "seiner": "fp", "ihrer": "fp", "diese": "fp", "dieser": "mfp",
    "dieses": "n", "diesem": "mn", "diesen": "mp", "alle": "p", "beide": "p", "mehrere": "p",
}  # fmt: skip


def agree(pronoun: str, phrase: Phrase, *, place: bool) -> bool:
    """Whether a relative pronoun can stand for a phrase, as far as their forms tell.

    Args:
        pronoun: "die", "dem", …
        phrase: That may be its antecedent.
        place: Whether the phrase is the name of a Land or town, which is neuter if it has no determiner.
    """
    may = _DETERMINERS.get(phrase.det, "n" if place and not phrase.det else "mfnp")
    if phrase.prep and phrase.det == "der":
        may = "fp"
    return bool(set(may) & set(_PRONOUNS.get(pronoun, "mfnp")))
