"""What the words of a clause say of its polarity: negation, end, intention, future, a time that is over.

Input is the text of a clause; verbs and tense are elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDED = re.compile(
    r"\b(?:nicht (?:mehr|länger|weiterhin)|nichts mehr|kein\w* (?:\w+ ){1,3}?mehr|nie mehr|"
    r"nicht weiter(?! als)|"
    r"nicht (?:weiter)?(?:fort(?:geführt|gesetzt|zuführen|zusetzen|führen|setzen)|verlängert|verlängern|zu verlängern|"
    r"erneuert|erneuern))\b|^Lange (?:war|ist|hatte|blieb)\b.*\bnicht\b"
)
# "nicht nur", "nicht selten": these deny nothing.
_DENIED = re.compile(
    r"\b(?:nicht(?! (?:nur|allein|bloß|lediglich|ausschließlich|zuletzt|erst|mehr|länger|weiter|weiterhin|weniger|"
    r"zwingend|unbedingt|immer|selten|überall|alle|jede[rsnm]?|ganz|umsonst|ohne|einmal|zu unterschätzen|gerade|"
    r"\w+(?:iche|ige|are|ene|ale|elle|ive|ante|ierte|iche|tige)[rsnm]?)\b)|"
    r"noch nicht|keine[rsnm]?(?! (?:Frage|Seltenheit|Überraschung|Ausnahme|Nebensache|Rolle|Neuland|Wunder|Geheimnis|"
    r"Geringere[rn]?|Zweifel|Zufall|Hehl))|"
    r"kein(?! (?:Wunder|Geheimnis|Zufall|Zweifel|Neuland|Problem|Hehl|Selbstläufer|Geringerer))|nie|niemals|weder|"
    r"keineswegs|keinesfalls|vergeblich|vergebens|niemand)\b",
    re.IGNORECASE,
)
# Said of the whole clause, whatever its tense.
_PLANNED = re.compile(
    r"\b(?:geplant|plan(?:t|en)|soll|vorgesehen|angestrebt|beabsichtigt|angedacht|anvisiert|"
    r"in (?:Planung|Vorbereitung|Aussicht)|"
    r"ins Auge gefasst|auf der (?:Agenda|Wunschliste)|zur (?:Diskussion|Debatte)|im Gespräch|vor der Einführung)\b",
    re.IGNORECASE,
)
# A time to come; with a verb in the present it makes a plan.
_AHEAD = re.compile(
    r"\b(?:künftig|zukünftig|fortan|perspektivisch|demnächst|in Kürze|in Zukunft|bald|mittelfristig|langfristig|"
    r"in absehbarer Zeit|im (?:Laufe des )?(?:kommenden|nächsten|darauffolgenden) \w+|(?:kommende|nächste)[nsrm]? "
    r"(?:Jahr(?:es)?|Monat|Woche|Frühjahr|Sommer|Herbst|Winter)|in den (?:kommenden|nächsten) \w+|"
    r"in (?:einem|zwei|drei|vier|fünf|wenigen) (?:Jahr|Monat|Woche)(?:en|n)?|"
    r"in einem (?:zweiten|nächsten|späteren|weiteren) Schritt)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:früher(?! (?:oder|als))|einst|ehemals|ehedem|vormals|damals|seinerzeit|bis dahin|bislang|bisher|"
    r"bis jetzt|jahrelang|"
    r"jahrzehntelang|lange Zeit|lange Jahre|bis vor (?:kurzem|Kurzem|wenigen \w+)|bis zuletzt|in früheren \w+)\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\bbis(?:lang|her)\b", re.IGNORECASE)
_OFFICE_OVER = re.compile(
    r"\b(?:zuvor|davor|vorher|zuletzt|vor (?:seine[mr]|ihre[mr]) \w+|bevor|zwischenzeitlich|anfangs|zunächst)\b",
    re.IGNORECASE,
)


# What a clause says is asked for each of its verbs, and for each relation that it may state.
_remembered = lru_cache(maxsize=1 << 10)


@_remembered
def is_denied(text: str) -> bool:
    """Whether a clause is negated, its end not meant ("nicht mehr")."""
    return not is_ended(text) and bool(_DENIED.search(text))


@_remembered
def is_ended(text: str) -> bool:
    """Whether a clause says that something is no longer so."""
    return bool(_ENDED.search(text))


@_remembered
def is_planned(text: str) -> bool:
    """Whether a word of the clause says that all of it is planned."""
    return bool(_PLANNED.search(text))


@_remembered
def lies_ahead(text: str) -> bool:
    """Whether a word puts what a verb in the present says into the future."""
    return bool(_AHEAD.search(text))


@_remembered
def lies_behind(text: str, office: bool, *, perfect: bool = False) -> bool:
    """Whether a word says that what a verb in the past says has ended since; more words do so of offices.

    Beside a perfect, "bislang" means so far: "haben sich bislang angeschlossen".
    """
    if perfect and not office:
        text = _SO_FAR.sub("", text)
    return bool(_OVER.search(text) or (office and _OFFICE_OVER.search(text)))
