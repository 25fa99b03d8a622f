"""What an article says of its entities beyond their names: whose they are, and when they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kgraph.dates import DateMention, dates, told_days
from kgraph.names import fold
from kgraph.recognise.drafts import Draft
from kgraph.recognise.spots import Spots
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
_HAPPENS = re.compile(
    r"(?i)\b(?:find\w+|fand\w*|statt\w*|tagt\w*|getagt|lädt|lud\w*|eingeladen|traf\w*|treffpunkt|kam\w*|verliehen|verleih\w*|vergeben|"
    r"beginn\w*|begann\w*|eröffne\w*|über die bühne|auf (?:der|dem)|bei der|beim|drehte|gastgeber\w*|"
    r"organisier\w*|veranstalt\w*)\b"
)
_CONCLUDED = re.compile(
    r"(?i)unterzeichn|unterschr|unterschrift|geschlossen|schloss|schließ|vereinbar|besiegel|signier|paraphier|vertragsschluss|erreicht|"
    r"startschuss|verständigt|gekommen|trafen"
)
_Span = tuple[int, int]
_Dates = Callable[[str, int, int, str | None], Iterator[DateMention]]
_REACH = 60  # code points between a thing and the name of its owner


def set_owners(article: Article, found: Sequence[Draft]) -> None:
    """Note whose a body or initiative is, where the text puts the owner right beside its name."""
    spots = Spots((m.start, m.end, d) for d in found for m in d.mentions)
    for draft in found:
        if draft.type not in _OWNED or draft.owner is not None:
            continue
        for mention in draft.mentions:
            draft.owner = _owner_at(article.text, mention.start, mention.end, draft, spots)
            if draft.owner is not None:
                break


def _owner_at(text: str, start: int, end: int, draft: Draft, spots: Spots[Draft]) -> Draft | None:
    for s, e, other in spots.overlapping(start - _REACH, end + _REACH):
        if other is draft or schema().coarse(other.type) not in _OWNERS:
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
    """Date events and agreements by the sentences about them, or by those beside these.

    An agreement has the date of its signing; one that is signed at an event has the month of that event.
    """
    spans = [s for b in article.blocks if b.kind in ("body", "teaser") for s in sentences(article.text, b.start, b.end)]
    events = [d for d in found if d.type == "Event"]
    named = Spots((m.start, m.end, d) for d in found for m in d.mentions)
    for draft in events:
        own, beside = _sentences_about(draft, spans)
        day = _nearest(article, draft, own, named) or _nearest(article, draft, _with(_HAPPENS, article, beside), named)
        if _with(_CONCLUDED, article, own):  # "Unterschrieben wurde es beim Forum": when, the sentence before may say
            day = day or _nearest(article, draft, _with(_CONCLUDED, article, beside), named)
        day = day or _nearest(article, draft, _with(_HAPPENS, article, own), named, told_days)
        draft.date = day or _year_in_name(draft)
    for draft in found:
        if draft.type == "Agreement":
            own, beside = _sentences_about(draft, spans)
            own, beside = (_with(_CONCLUDED, article, spans) for spans in (own, beside))
            day = _nearest(article, draft, own, named) or _month_of(draft, own, events)
            day = day or _nearest(article, draft, beside, named) or _nearest(article, draft, own, named, told_days)
            draft.date = day or _year_in_name(draft)


def _sentences_about(draft: Draft, spans: Sequence[_Span]) -> tuple[list[_Span], list[_Span]]:
    """Sentences that name the thing, and those before and behind them."""
    own = {i for i, (start, end) in enumerate(spans) if any(start <= m.start < end for m in draft.mentions)}
    beside = {i + step for i in own for step in (-1, 1)} - own
    return [spans[i] for i in sorted(own)], [spans[i] for i in sorted(beside) if 0 <= i < len(spans)]


def _year_in_name(draft: Draft) -> str | None:
    return next((m.group() for n in draft.names if (m := re.search(r"\b(?:19|20)\d\d\b", n))), None)


def _with(verbs: re.Pattern[str], article: Article, spans: Sequence[_Span]) -> list[_Span]:
    return [span for span in spans if verbs.search(article.text, *span)]


def _nearest(
    article: Article, draft: Draft, spans: Sequence[_Span], named: Spots[Draft], read: _Dates = dates
) -> str | None:
    """The most exact date of these sentences, the nearest to a mention among equals.

    A number inside a name ("Digital-Gipfel 2023") is no date, and a lone year dates no event.
    """
    year = _year_in_name(draft)
    ranked = [
        (-len(date.value), min(abs(date.start - m.start) for m in draft.mentions), date.value)
        for span in spans
        for date in read(article.text, *span, article.published)
        if (year is None or date.value.startswith(year))
        and not any(named.overlapping(date.start, date.start + 1))
        and (len(date.value) > 4 or draft.type == "Agreement")
    ]
    return min(ranked)[2] if ranked else None


def _month_of(draft: Draft, own: Sequence[_Span], events: Sequence[Draft]) -> str | None:
    """The month of the event at which an agreement is concluded."""
    for start, end in own:
        for event in events:
            if event.date and any(start <= m.start < end for m in event.mentions):
                return event.date[:7]
    return None
