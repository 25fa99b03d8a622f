"""Firms and bodies with and without their legal form: "Qumbra GmbH" is "Qumbra" later on."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.lexicon import ordinary, word_list
from kgraph.names import fold
from kgraph.recognise.drafts import Draft, best_name, without_legal_form
from kgraph.recognise.introduced import is_place
from kgraph.vocab import schema

_BORNE = "Organisation"


def brand_of(draft: Draft) -> str | None:
    """What an unregistered firm is called without its legal form; never an ordinary noun or a place."""
    name = best_name(draft)
    brand = without_legal_form(name) if draft.register is None else name
    telling = " " in brand or (len(brand) > 3 and not ordinary(brand) and not is_place(brand))
    return brand if brand != name and telling and brand not in word_list("no_names") else None


def join_legal_forms(found: list[Draft]) -> list[Draft]:
    """Merge what is called like another but for the legal form: "Qumbra Systems AG", "Qumbra Systems"."""
    plain = _by_name(found)
    gone: set[int] = set()
    for draft in found:
        brand = brand_of(draft) if schema().coarse(draft.type) == _BORNE else None
        other = plain.setdefault(fold(brand), draft) if brand else None
        if other is not None and other is not draft and id(other) not in gone:
            draft.absorb(other)
            gone.add(id(other))
    return [d for d in found if id(d) not in gone]


def _by_name(found: Sequence[Draft]) -> dict[str, Draft]:
    return {fold(n): d for d in found if schema().coarse(d.type) == _BORNE for n in d.names}
