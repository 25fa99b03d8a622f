"""What an article says of its entities beyond their names: whose they are, and when they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kgraph.dates import DateMention, dates, told_days, told_months
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
_BODIES = frozenset({"Ministry", "Authority", "Committee"})
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
_HELD = re.compile(
    r"(?i)\b(?:getagt|verliehen|überreicht|stattgefunden|stattfand|(?:findet|fand|finden) .*\bstatt)\b|preisverleihung"
)
_PAST = re.compile(r"\b(?:ha(?:t|ben)|ist|sind|w[ua]rden?|war|waren|\w+te[tn]?|fanden?|trafen?|luden?|kam(?:en)?)\b")
_NOT_NEWS = re.compile(r"\b(?:hatten?|wird|werden|soll\w*|will|wollen|seit|einst|damals|früher\w*|bis|(?:19|20)\d\d)\b")
_LEAD = 3  # sentences
_Span = tuple[int, int]
_Dates = Callable[[str, int, int, str | None], Iterator[DateMention]]
_REACH = 60  # code points between a thing and the name of its owner


def set_owners(article: Article, found: Sequence[Draft]) -> None:
    """Note whose a body or initiative is, where the text puts the owner right beside its name."""
    for draft, owner in owners(article.text, [d for d in found if d.type in _OWNED and d.owner is None], found):
        draft.owner = owner


def owners(text: str, wanted: Sequence[Draft], found: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Each wanted draft that has an owner right beside one of its mentions, and that owner."""
    spots = Spots((m.start, m.end, d) for d in found for m in d.mentions)
    for draft in wanted:
        at = (_owner_at(text, m.start, m.end, draft, spots) for m in draft.mentions)
        owner = next((owner for owner in at if owner is not None), None)
        if owner is not None:
            yield draft, owner


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
        if text[end:s] == " " and other.type == "Land" and draft.type in _BODIES:  # "Kultusministerium Sachsen-Anhalt"
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

    An agreement has the date of its signing, and what is signed at an event shares its month. An agreement whose
    signing the lead reports as news, without a date, is of the month of publication.
    """
    spans = [s for b in article.blocks if b.kind in ("body", "teaser") for s in sentences(article.text, b.start, b.end)]
    events = [d for d in found if d.type == "Event"]
    named = Spots((m.start, m.end, d) for d in found for m in d.mentions)
    for draft in events:
        own, beside = _sentences_about(draft, spans)
        day = _nearest(article, draft, own, named) or _nearest(article, draft, _with(_HAPPENS, article, beside), named)
        if _with(_CONCLUDED, article, own):  # "Unterschrieben wurde es beim Forum": when, the sentence before may say
            day = day or _nearest(article, draft, _with(_CONCLUDED, article, beside), named)
        for near in (_with(_HAPPENS, article, own), _with(_HAPPENS, article, beside)):
            day = day or _nearest(article, draft, near, named, told_days)
            day = day or _nearest(article, draft, near, named, told_months)
        if len(events) == 1:
            day = day or _nearest(article, draft, _with(_HELD, article, spans), named)
        draft.date = day or _year_in_name(draft)
    for draft in found:
        if draft.type == "Agreement":
            own, beside = _sentences_about(draft, spans)
            own, beside = (_with(_CONCLUDED, article, spans) for spans in (own, beside))
            day = _nearest(article, draft, own, named) or _nearest(article, draft, own, named, told_days)
            day = day or _month_of(own, events) or _nearest(article, draft, own, named, told_months)
            day = day or _nearest(article, draft, own, named, _years) or _nearest(article, draft, beside, named)
            day = day or _year_in_name(draft) or _news(article, own, spans)
            draft.date = day
            if day is not None:
                _share(day[:7], own, events)


def _news(article: Article, own: Sequence[_Span], spans: Sequence[_Span]) -> str | None:
    """The month of publication, where the lead tells as news that something was concluded."""
    told = [span for span in own if span in spans[:_LEAD] and _PAST.search(article.text, *span)]
    fresh = any(not _NOT_NEWS.search(article.text, *span) for span in told)
    return article.published[:7] if fresh and article.published and len(article.published) >= 7 else None


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

    A number inside a name ("Digital-Gipfel 2023") is no date, and a lone year only one where years are read.
    """
    year = _year_in_name(draft)
    ranked = [
        (-len(date.value), min(abs(date.start - m.start) for m in draft.mentions), date.value)
        for span in spans
        for date in read(article.text, *span, article.published)
        if (year is None or date.value.startswith(year))
        and not any(named.overlapping(date.start, date.start + 1))
        and (len(date.value) > 4 or read is _years)
    ]
    return min(ranked)[2] if ranked else None


def _years(text: str, start: int, end: int, published: str | None) -> Iterator[DateMention]:
    """Lone years, but none since when something is so."""
    for date in dates(text, start, end, published):
        if len(date.value) == len("2023") and not text[: date.start].endswith(("seit ", "Seit ")):
            yield date


def _month_of(own: Sequence[_Span], events: Sequence[Draft]) -> str | None:
    """The month of the event at which an agreement is concluded."""
    return next((e.date[:7] for span in own for e in events if e.date and _named_in(e, span)), None)


def _share(month: str, own: Sequence[_Span], events: Sequence[Draft]) -> None:
    """Give the month of an agreement to the events at which it is concluded, and whose date nothing tells."""
    for event in events:
        if event.date is None and any(_named_in(event, span) for span in own):
            event.date = month


def _named_in(draft: Draft, span: _Span) -> bool:
    return any(span[0] <= m.start < span[1] for m in draft.mentions)
