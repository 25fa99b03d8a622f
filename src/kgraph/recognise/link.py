"""Bring the mentions of one article together: which of them name the same thing, and what it is called.

Input are the chosen candidates of all blocks; output the article's entities. Identity across
articles is decided later, by `kgraph.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kgraph.lexicon import ordinary, word_list, word_table
from kgraph.recognise.attributes import owners
from kgraph.recognise.candidates import Candidate
from kgraph.recognise.drafts import Draft, best_name, grouped
from kgraph.recognise.introduced import is_place
from kgraph.recognise.join import (
    join_acronyms,
    join_first_parts,
    join_genitives,
    join_shapes,
    join_short_forms,
    join_spellings,
    join_spelt_out,
)
from kgraph.recognise.kinds import join_agreements, join_editions, join_ministries, join_surnames, join_towns
from kgraph.recognise.legal import brand_of, join_legal_forms
from kgraph.recognise.owned import add_other_forms
from kgraph.recognise.persons import surnames
from kgraph.recognise.renamed import join_regional, join_second_names
from kgraph.recognise.spots import Spots, standing
from kgraph.records import Article, ArticleEntity, Mention
from kgraph.vocab import schema

_DEFINITE = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|i[mn]|am|vom|zum|zur|beim|ans|ins|aufs|diese[rnms]?|sein\w{0,2}|ihr\w{0,2})\s(?:[a-zäöüß]+e[nrsm]?\s)?\Z",
    re.IGNORECASE,
)


def drafts(article: Article, chosen: Sequence[Candidate], *, again: bool = True) -> list[Draft]:
    """Group candidates by register entry or name, join those of one thing; `again`: find every further mention."""
    found = grouped(article.text, chosen)
    found = join_acronyms(article.text, found)
    found = join_spelt_out(article.text, found)
    found = join_legal_forms(join_shapes(join_genitives(join_spellings(found))))
    found = join_regional(join_second_names(article.text, found))
    found = join_editions(found)
    found = join_towns(found)
    found = join_first_parts(join_short_forms(found))
    lands = owners(article.text, [d for d in found if d.type == "Ministry"], found)
    found = join_ministries(found, {id(ministry): land for ministry, land in lands})
    found = join_agreements(article.text, found)
    found = join_surnames(found)
    if again:
        _mention_again(article, found)
    add_other_forms(article.text, found)
    return [d for d in found if any(m.kind == "name" for m in d.mentions)]


def entities(found: Iterable[Draft]) -> tuple[ArticleEntity, ...]:
    """Freeze drafts into records, numbered by first mention."""
    ordered = sorted(found, key=lambda d: min((m.start, -m.end) for m in d.mentions))
    ids = {id(d): f"e{n}" for n, d in enumerate(ordered, 1)}
    out = []
    for d in ordered:
        name = best_name(d)
        others = dict.fromkeys(n for n in (*d.names, *d.expressions) if n != name)
        out.append(
            ArticleEntity(
                id=ids[id(d)],
                type=d.type,
                name=name,
                aliases=tuple(others),
                mentions=tuple(sorted(set(d.mentions), key=lambda m: (m.start, m.end))),
                register=d.register,
                owner=ids.get(id(d.owner)) if d.owner is not None else None,
                date=d.date,
            )
        )
    return tuple(out)


def _mention_again(article: Article, found: list[Draft]) -> None:
    """Find every further mention by surname, acronym or name that no candidate covered."""
    forms: dict[str, Draft] = {}
    for d in found:
        for form in _searchable(d):
            forms.setdefault(form, d)
    for d in found:
        if brand := _brand(d) or brand_of(d):
            forms.setdefault(brand, d)
    shortened = _short_forms(found, forms)
    forms |= shortened
    if not forms:
        return
    taken = Spots((m.start, m.end, n) for n, d in enumerate(found) for m in d.mentions)
    for block in article.blocks:
        if block.kind in ("residue", "credit", "date"):
            continue
        for start, end, form in standing(forms, article.text, block.start, block.end):
            draft = forms[form]
            over = list(taken.overlapping(start, end))
            if over and not _gives_way(found, over, draft, (start, end)):
                continue
            if article.text[end : end + 1] == "-" and draft.type == "Person":
                continue
            short = form in shortened
            if short and not _DEFINITE.search(article.text, max(block.start, start - 30), start):
                continue
            draft.mentions.append(Mention(start, end, "name", "short" if short else "again"))
            if form not in draft.names and (short or draft.type == "Person"):
                draft.names.append(form)
            elif form not in (*draft.names, *draft.expressions):
                draft.expressions.append(form)


_BRANDED = re.compile(
    r"(?P<brand>[A-ZÄÖÜ][\w@+]{2,})-(?:App|Portal|Plattform|Gateway|Software|System|Cloud|Chatbot|Tool|Wallet|Register|Lösung|Assistent)"
)


def _brand(draft: Draft) -> str | None:
    """What a service is called without the noun that is joined to its name: "Luca" of "Luca-App"."""
    if schema().coarse(draft.type) != "Initiative":
        return None
    branded = _BRANDED.fullmatch(best_name(draft))
    brand = branded["brand"] if branded else ""
    return (
        brand if brand and brand not in word_list("no_names") and not ordinary(brand) and not is_place(brand) else None
    )


def _short_forms(found: Sequence[Draft], taken: Mapping[str, Draft]) -> dict[str, Draft]:
    """Compounds that begin or end a longer name and stand for it later ("Datenservice", "Verwaltungszentrum").

    Only one thing of the article may be meant, and the compound must say more than a bare head ("Plattform").
    """
    bearers: dict[str, list[Draft]] = {}
    for draft in found:
        if draft.type == "Person" or schema().coarse(draft.type) in {"Jurisdiction", "Place", "Law"}:
            continue
        words = best_name(draft).split()
        shorter = {w for w in (words[0], words[-1]) if len(words) > 1 and _is_telling(w)}
        if schema().coarse(draft.type) == "Initiative" and len(words) == 1:
            shorter |= {last for last in (words[0].rpartition("-")[2],) if last != words[0] and _is_telling(last)}
        if draft.type == "Event":
            shorter |= {w.rpartition("-")[2] for w in words if "-" in w and len(w.rpartition("-")[2]) > 4}
        for word in shorter - taken.keys():
            bearers.setdefault(word, []).append(draft)
    return {word: drafts[0] for word, drafts in bearers.items() if len(drafts) == 1}


def _is_telling(word: str) -> bool:
    if not word[:1].isupper() or len(word) < 8 or "-" in word[-1:]:
        return False
    low = word.casefold()
    return low not in _heads() and any(low.endswith(e) and len(low) >= len(e) + 3 for e in _heads())


@cache
def _heads() -> frozenset[str]:
    """Nouns that end names."""
    tables = word_table("quoted_heads"), word_table("definition_endings")
    return frozenset(ending for table in tables for endings in table.values() for ending in endings)


def _gives_way(found: list[Draft], over: list[tuple[int, int, int]], draft: Draft, span: tuple[int, int]) -> bool:
    """A town's name that is a person's surname here ("Hagen") is the person's, without a cue for the town."""
    start, end, n = over[0]
    other = found[n]
    if len(over) > 1 or draft.type != "Person" or other.type == "Person" or (start, end) != span:
        return False
    keep = [m for m in other.mentions if (m.start, m.end) != (start, end)]
    rules = {m.rule for m in other.mentions if (m.start, m.end) == (start, end)}
    if rules != {"register"}:
        return False
    other.mentions = keep
    return True


def _searchable(d: Draft) -> list[str]:
    if d.type == "Person":
        return [f for f in surnames(d.names[0]) if len(f) > 2] if " " in d.names[0] else [d.names[0]]
    out = []
    for n in d.names:
        if len(n) > 2 and (" " in n or n[:1].isupper() or any(c.isupper() for c in n)):
            out.append(n)
    return out
