"""What an article says of its entities beyond their names: whose they are, and when they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.names import fold
from kgraph.recognise.dates import DateMention, dates
from kgraph.recognise.drafts import Draft
from kgraph.records import Article
from kgraph.segment import sentences
from kgraph.vocab import schema

_OWNED = frozenset(
    {"Ministry", "Authority", "Committee", "Programme", "Project", "Service", "Law", "Event", "Agreement"}
)
_OWNERS = frozenset({"Jurisdiction", "Organisation"})
_AFTER = re.compile(
    r"\s(?:des|der|von|vom|im|in|für|am|beim)\s(?:der\s|dem\s|Landes?\s|Stadt\s|Landkreises\s|Kreises\s|Freistaats?\s|[a-zäöüß]+(?:en|er)\s){0,2}\Z"
)
_BEFORE = re.compile(r"\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s){0,2}\Z")
_VERBAL = re.compile(
    r"(?i)unterzeichn|unterschr|geschlossen|schloss|vereinbar|besiegel|findet|fand\b|stattgefunden|statt\b|vom\b|bis\b|lädt|tagt|getagt|"
    r"verliehen|vergeben|trafen|kam\w*\s.*zusammen|auf der|auf dem|bei der|beim|am\b|im\b"
)


def set_owners(article: Article, found: Sequence[Draft]) -> None:
    """Note whose a body or initiative is, where the text puts the owner right beside its name."""
    spots = sorted(((m.start, m.end, d) for d in found for m in d.mentions), key=lambda s: (s[0], s[1]))
    for draft in found:
        if draft.type not in _OWNED or draft.owner is not None:
            continue
        for mention in draft.mentions:
            draft.owner = _owner_at(article.text, mention.start, mention.end, draft, spots)
            if draft.owner is not None:
                break


def _owner_at(text: str, start: int, end: int, draft: Draft, spots: Sequence[tuple[int, int, Draft]]) -> Draft | None:
    for s, e, other in spots:
        if other is draft or schema().coarse(other.type) not in _OWNERS or s > end + 60 or e < start - 40:
            continue
        if start <= s and e <= end:
            return other
        if e <= start and _BEFORE.fullmatch(text[e:start]) and _is_genitive_or_adjective(text[s:e], other):
            return other
        if s >= end and _AFTER.fullmatch(text[end:s]):
            return other
    return None


def _is_genitive_or_adjective(surface: str, owner: Draft) -> bool:
    """Whether a form binds to the noun behind it: "Hessens", "Hamburger", "sächsischen"."""
    if re.search(r"isch(?:e|en|er|es|em)\Z", surface):
        return True
    names = {fold(n) for n in owner.names}
    return surface.endswith(("s", "er", "’", "'")) and (fold(surface[:-1]) in names or surface.endswith("er"))


def set_dates(article: Article, found: Sequence[Draft]) -> None:
    """Date events and agreements: by the year in their name, else by the nearest date of a sentence about them."""
    wanted = [d for d in found if schema().coarse(d.type) in {"Event", "Agreement"}]
    if not wanted:
        return
    spans = [s for b in article.blocks if b.kind in ("body", "teaser") for s in sentences(article.text, b.start, b.end)]
    for draft in wanted:
        draft.date = _date_of(article, draft, spans)


def _date_of(article: Article, draft: Draft, spans: Sequence[tuple[int, int]]) -> str | None:
    year = next((m.group() for n in draft.names if (m := re.search(r"\b(?:19|20)\d\d\b", n))), None)
    best: tuple[int, int, str] | None = None
    for start, end in spans:
        inside = [m for m in draft.mentions if start <= m.start < end]
        if not inside:
            continue
        for date in dates(article.text, start, end, article.published):
            if any(m.start <= date.start < m.end for m in inside) or not _VERBAL.search(article.text, start, end):
                continue
            if year and not date.value.startswith(year):
                continue
            rank = (-len(date.value), _distance(date, inside), date.value)
            if best is None or rank < best:
                best = rank
    return best[2] if best else year


def _distance(date: DateMention, mentions: Sequence[object]) -> int:
    return min(abs(date.start - getattr(m, "start", 0)) for m in mentions)
