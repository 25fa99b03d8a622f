"""Find names by what the text calls them beside them: "TELKOS, die Infrastrukturgesellschaft", "KIRA ist ein Projekt".

A word that cannot be an ordinary noun is the name of what an apposition or a copula behind it says it is, or of
what bears it: "Die App heißt Qumbra", "Der Verband firmiert als 4IT".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.lexicon import first_names, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import bears_name, introduces, is_marked, is_place, name_end
from kgraph.segment import Token

_PHRASE = r"(?:ein(?:e[rmns]?)?|de[rmns]|die|das)\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)"
_APPOSED = re.compile(rf"(?:\s\([^()]{{2,60}}\))?(?:,|\s[–-])\s{_PHRASE}")
_COPULA = re.compile(rf"\s(?:ist|war|bleibt|wird)\s{_PHRASE}")
# "mit MD.KI einen eigenen Chatbot"
_OBJECT = re.compile(r"\seine?n?\s(?:[a-zäöüß-]+(?:e|en|es)\s){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)")
_TOGETHER = re.compile(
    r",\s(?:zwei|drei|vier|fünf|beides|beide|alles|allesamt)\s(?:[a-zäöüß-]+e[nr]?\s){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
# "die Infrastrukturgesellschaft des Landkreises, die TELKOS, hat": the name behind what it is
_BEHIND = re.compile(
    r"(?:\s(?:des|der)\s(?:[a-zäöüß-]+(?:en|er)\s)?[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+)?)?,\s(?:d(?:ie|er|as|em|en)\s)(?P<name>[A-ZÄÖÜ][\w+&.-]*\w)(?=,\s)"
)
_LEADS_ON = (", d", " des ", " der ")  # how what stands behind such a noun begins
# "ein Projekt, das den langen Titel „Alpha für alle“ trägt"
_TITLED = re.compile(
    r"(?P<noun>[A-ZÄÖÜ][\w-]+)(?:\s[a-zäöüß]+){0,3},\s(?:das|der|die)\sden\s(?:[a-zäöüß]+\s){0,3}(?:Namen|Titel)\s"
    r"[„“\"»«](?P<name>[^„“”\"»«\n]{3,110})[“”\"«»]\s(?:trägt|trug|hat|bekommt|bekam)\b"
)
_CALLED = re.compile(
    r"\b(?:heißt|hieß|nennt\ssich|nannte\ssich|trägt\s(?:[^.;:,„]{0,40}\s)?den\s(?:Namen|Titel)|auf\sden\sNamen|"
    r"unter\sdem\sNamen|unter\sder\sBezeichnung|mit\sdem\sNamen|"
    r"firmiert(?:\skünftig|\sjetzt|\snun)?\s(?:als|unter(?:\sde[mr]\s(?:Namen|Bezeichnung|Marke))?))\s"
)
# "Lisa heißt die virtuelle Assistentin", "SMARD-GOV nennt sich ein Projekt", "Logineo ist der Name der Plattformen"
_NAMED_FIRST = re.compile(
    r"[„\"»«“]?(?P<name>[A-ZÄÖÜ][\w@+.&-]*\w(?:\s[A-ZÄÖÜ0-9][\w-]*){0,3})[“\"«»”]?\s(?:heißt|hieß|nennt\ssich|nannte\ssich|"
    rf"lautet\sder\sName\s(?:für|von)?|ist\sder\sName)\s{_PHRASE}"
)
# "Qumbra heißt er": what the sentence before brought in
_IT_FIRST = re.compile(
    r"[„\"»«“]?(?P<name>[A-ZÄÖÜ][\w@+.&-]*\w(?:\s[A-ZÄÖÜ0-9][\w-]*){0,3})[“\"«»”]?\s(?:heißt|nennt\ssich)\s(?:er|sie|es)\b"
)
_IT_IS_CALLED = re.compile(r"(?:Er|Sie|Es)\s(?:heißt|nennt\ssich|hört\sauf\sden\sNamen|trägt\sden\sNamen)\s")
_BROUGHT_IN = re.compile(r"\beine?[nmr]?\s(?:[\wäöüß-]+\s){0,3}?(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)")
_BEFORE = 260  # characters
# One of them is in each `_CALLED`, `_TITLED` and `_NAMED_FIRST`.
_CALLING = frozenset("heißt hieß nennt nannte trägt Namen Name Titel Bezeichnung firmiert".split())
_AGENTS = frozenset("von bei mit durch".split())
_INITIATIVES = frozenset({"Service", "Project", "Programme"})
_JOINING = frozenset({"und", "sowie", ","})
_LONGEST = 3  # words of a name before its last
_NAME = re.compile(r"[A-Za-zÄÖÜäöü0-9#][\w@+#.&-]*[\w+]")
_SUBJECT = re.compile(r"[A-ZÄÖÜ][\w-]+")


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the names that one sentence explains."""
    for i, word in enumerate(words):
        behind = _BEHIND.match(text, word.end, end) if text.startswith(_LEADS_ON, word.end) else None
        if behind and _may_be_name(behind["name"]) and (type := introduces(word.text)[0]):
            yield _candidate(*behind.span("name"), type)
        together = _TOGETHER.match(text, word.end, end) if text.startswith(", ", word.end) else None
        if together:
            yield from _together(text, words, i, together["noun"])
            continue
        explained = _APPOSED.match(text, word.end, end) or _COPULA.match(text, word.end, end)
        if explained is None and i and words[i - 1].text == "mit":
            explained = _OBJECT.match(text, word.end, end)
        if explained is None:  # asked first: whether a word may be a name needs the dictionary
            continue
        type = bears_name(explained["noun"])
        if type is None:
            continue
        first = _foreign(text, words, i) if type in _INITIATIVES else None
        if first is not None:
            yield _candidate(words[first].start, word.end, type)
        elif _may_be_name(word.text) or (i and words[i - 1].text in _AGENTS and _is_small_name(word.text)):
            yield _candidate(word.start, word.end, type)
    if not _CALLING.isdisjoint(word.text for word in words):
        yield from _called(text, start, end)


def _together(text: str, words: Sequence[Token], last: int, noun: str) -> Iterator[Candidate]:
    """Each of "JUS-IT und KoPers, zwei Vorhaben": a plural explains the names that are joined before it."""
    type = introduces(noun)[0] or introduces(noun.removesuffix("e"))[0]
    names = [last]
    while names[-1] > 1 and text[words[names[-1] - 1].start : words[names[-1] - 1].end] in _JOINING:
        names.append(names[-1] - 2)
    if type is None or len(names) == 1:
        return
    for i in names:
        if _may_be_name(words[i].text) or (words[i].text.isupper() and "-" in words[i].text):
            yield _candidate(words[i].start, words[i].end, type)


def _called(text: str, start: int, end: int) -> Iterator[Candidate]:
    """What a verb of naming gives a name: before it, or behind it."""
    first = _NAMED_FIRST.match(text, start, end)
    type = bears_name(first["noun"]) if first and first["name"] not in word_list("not_names") else None
    if first and type:
        yield _candidate(*first.span("name"), type)
        return
    it = _IT_FIRST.match(text, start, end)
    if it and it["name"].split(" ")[0] not in first_names() and (type := _brought_in(text, start)):
        yield _candidate(*it.span("name"), type)
        return
    for titled in _TITLED.finditer(text, start, end):
        if type := bears_name(titled["noun"]):
            yield _candidate(*titled.span("name"), type)
    for called in _CALLED.finditer(text, start, end):
        name = _NAME.match(text, called.end(), end)
        type = _borne_by(text, start, called.start())
        if type is None and _IT_IS_CALLED.match(text, start, end):
            type = _brought_in(text, start)
        if name and type and (name.group()[0].isupper() or is_marked(name.group())):
            stop = name_end(text, name.start(), end, sure=True, unmarked=True) if type in _INITIATIVES else 0
            if name.group() not in word_list("no_names"):
                yield _candidate(name.start(), max(stop, name.end()), type)


def _foreign(text: str, words: Sequence[Token], last: int) -> int | None:
    """Index of the first of several foreign words with a capital that end with `last`: "Connected Urban Twins"."""
    first = last
    while first and last - first < _LONGEST and words[first - 1].text[0].isupper() and _adjoin(text, words, first):
        first -= 1
    names = [word.text for word in words[first : last + 1]]
    if first == last or first == 0 or names[0] in first_names() or names[0] in word_list("not_names"):
        return None
    foreign = [n for n in names if not ordinary(n) and not is_place(n)]
    return first if len(foreign) * 2 > len(names) else None


def _adjoin(text: str, words: Sequence[Token], i: int) -> bool:
    return text[words[i - 1].end : words[i].start] == " "


def _candidate(start: int, end: int, type: str) -> Candidate:
    return Candidate(start, end, type, "explained", weigh(0.9, end - start), start, end)


@lru_cache(maxsize=32768)
def _may_be_name(word: str) -> bool:
    if len(word) < 3 or not any(c.isalpha() for c in word) or word in word_list("no_names"):
        return False
    first, hyphen, _ = word.partition("-")
    if is_marked(word) or (hyphen and len(first) > 1 and first.isupper() and first not in word_list("no_names")):
        return True  # "GA-Lotse, eine Software"
    plain = word[0].isupper() and word[1:].islower() and not ordinary(word)
    return plain and not is_place(word) and word not in first_names()


@lru_cache(maxsize=8192)
def _is_small_name(word: str) -> bool:
    """Whether a word in small letters may be a firm behind "von" or "bei": "von gkd-el, dem IT-Dienstleister"."""
    return len(word) > 2 and word[0].islower() and word.replace("-", "").isalnum() and not ordinary(word)


def _borne_by(text: str, start: int, end: int) -> str | None:
    """The type of the last noun before a verb of naming that can bear a name."""
    nouns = _SUBJECT.findall(text[start:end])
    return next((type for noun in reversed(nouns) if (type := bears_name(noun))), None)


def _brought_in(text: str, start: int) -> str | None:
    """The type of the last thing that the sentences before a place brought in with "ein"."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    nouns = [found["noun"] for found in _BROUGHT_IN.finditer(text, begin, start)]
    types = (type for noun in reversed(nouns) if (type := bears_name(noun)))
    type = next(types, None)
    return type if type in _INITIATIVES else None
