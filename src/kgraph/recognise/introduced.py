"""Find names by the noun that introduces them: "der Anbieter Prosoz Herten", "die Zweckverbände KIRU und KDRS".

In German a name stands right behind the noun that says what it is. What stands there is a name if
it cannot be an ordinary noun (marks inside it, or no dictionary knows it or its parts), or if a
word of naming says so ("ein Chatbot namens Leo"). A noun in the plural introduces a list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from kgraph.lexicon import ordinary, word_list, word_table
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.plain import plain_name
from kgraph.register import default_register
from kgraph.segment import Token
from kgraph.vocab import schema

_NAMED = re.compile(r"\s(?:namens|mit\s(?:dem\s)?Namen|unter\sdem\sNamen|mit\sder\sBezeichnung)\s")
_PIECE = re.compile(r"[A-Za-zÄÖÜäöü#][\w@+#]*(?:[.\-/&@+’'][\w@+#]+)*\+?|\d+(?:\.\d+)?(?=\s|\Z)")
_MARKED = re.compile(r"\w[\w.&@+#’'/-]*[A-ZÄÖÜ0-9@][\w.&@+#/-]*|#\w{3,}")
_JOINED = re.compile(r"[A-ZÄÖÜ]?\w*[.&@+]\w+(?:[.&]\w+)*")
_GOES_ON = re.compile(r"\s(?=[A-ZÄÖÜ0-9#])")
_BETWEEN = re.compile(r",\s|\s(?:und|sowie|oder)\s(?:(?:der|die|das|dem|den)\s)?")
_LEGAL = frozenset("GmbH gGmbH AG SE KG eG AöR mbH UG KGaA".split())
_SUCH_AS = re.compile(
    r",?\s(?:wie(?:\setwa|\sbeispielsweise|\szum\sBeispiel)?|darunter|etwa)\s(?:(?:der|die|das|dem|den)\s)?"
)
_LONGEST = 4  # words of a name
_BORNE = frozenset("programm programms programmes projekt projekts projektes vorhaben vorhabens".split())
_DETERMINED = re.compile(
    r"(?:\b(?:[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Vv]om|[Zz]u[mr]|[Bb]eim|[Aa]ns?|[Aa]ufs|[Ii]ns|[Ii]hre?[mnrs]?|[Ss]eine?[mnrs]?|[Uu]nsere?[mnrs]?|"
    r"[Ee]ine?[mnrs]?|[Dd]iese[mnrs]?|[Mm]it|[Vv]on|[Dd]urch|[Bb]ei|[Ff]ür)\s|-\s?)(?:[\w-]+(?:e|en|er|es|em),?\s){0,3}\Z"
)
_WHOLE = frozenset({"Committee"})  # "Steuerungsgruppe NOOTS": the noun belongs to the name
_WHOLE_HEADS = ("zentrum", "zentrums", "agentur", "stelle", "bereich", "bereichs", "stiftung")
# How adjectives and verbs end that no dictionary has.
_INFLECTED = tuple(
    "e en er es em te ten st end lich isch ig bar los weit haft sam fähig gerecht basiert iert mäßig".split()
)
_TAIL = 3  # letters of a head noun by which it is looked up; none is shorter
_UNMARKED_TYPES = frozenset({"Service", "Project", "Programme", "Company", "Authority", "Association", "Research"})


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the names that a noun introduces in one sentence."""
    for word in words:
        if not word.text[0].isupper():
            continue
        type, plural = introduces(word.text)
        if type is None and _NAMED.match(text, word.end, end):
            type = bears_name(word.text)
        if type is None:
            continue
        if plural:
            yield from _listed(text, word, type, end)
        else:
            yield from _single(text, word, type, start, end)
            yield from _within(text, word, type)


@lru_cache(maxsize=32768)
def introduces(noun: str) -> tuple[str | None, bool]:
    """The type of what a noun introduces, and whether it is a plural ("Zweckverbände")."""
    low = noun.casefold()
    if low in word_list("no_introducing"):
        return None, False
    for table, plural in (("introducing", False), ("introducing_plural", True)):
        for form in (low, low.removesuffix("n")) if plural else (low,):  # "in vier Programmen"
            heads = _heads(table).get(form[-_TAIL:], ())
            best = max(((len(head), type) for head, type in heads if _ends(form, head)), default=None)
            if best:
                return best[1], plural
    return None, False


@lru_cache(maxsize=32768)
def bears_name(noun: str) -> str | None:
    """The type of what a noun may be told the name of: "der Dienst heißt Qumbra", though it introduces no name."""
    low = noun.casefold()
    served = (t for head, t in _heads("quoted_heads").get(low[-_TAIL:], ()) if t == "Service" and _ends(low, head))
    return introduces(noun)[0] or next(served, None)


@cache
def _heads(table: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The head nouns of a table with the types of what they introduce, by their last letters."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for type, heads in word_table(table).items():
        for head in heads:
            found[head[-_TAIL:]].append((head, type))
    return found


def _ends(noun: str, ending: str) -> bool:
    """Whether a noun ends with a head noun; a short one ("App") must be the whole or stand behind a hyphen."""
    return noun == ending or noun.endswith("-" + ending if len(ending) < 5 else ending)


def _single(text: str, head: Token, type: str, start: int, end: int) -> Iterator[Candidate]:
    named = _NAMED.match(text, head.end, end)
    if named is None and text[head.end : head.end + 1] != " ":
        return
    begin = named.end() if named else head.end + 1
    free = named is not None or is_determined(text, max(start, head.start - 50), head.start)
    stop = name_end(text, begin, end, sure=named is not None, unmarked=free and type in _UNMARKED_TYPES)
    if not stop and free:
        place = plain_name(text, head, begin, type, start, end)
        stop = name_end(text, place, end, sure=True, unmarked=True) if place else 0
    if stop:
        whole = type in _WHOLE or (type != "Company" and head.text.casefold().endswith(_WHOLE_HEADS))
        name = head.start if whole else begin
        yield Candidate(head.start, stop, type, "introduced", weigh(1.15, stop - head.start), name, stop)


def _within(text: str, head: Token, type: str) -> Iterator[Candidate]:
    """So "eJustice-Programm" names the programme that the article calls "eJustice" elsewhere."""
    name, hyphen, _ = head.text.rpartition("-")
    own = head.text.casefold().rpartition("-")[2] in _BORNE  # "Gigabit-Strategie" is no strategy called Gigabit
    if not hyphen or "-" in name or not own or default_register().named(name):
        return
    unknown = is_marked(name) or (name[0].isupper() and not ordinary(name))
    if unknown and name not in word_list("no_names") and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        stop = head.start + len(name)
        yield Candidate(head.start, head.end, type, "introduced:within", weigh(1.15, len(head.text)), head.start, stop)


def _listed(text: str, head: Token, type: str, end: int) -> Iterator[Candidate]:
    """Each of "die Unternehmen BearingPoint und Cisco" is a name of that kind; there must be two."""
    example = _SUCH_AS.match(text, head.end, end)
    begin, found = example.end() if example else head.end + 1, []
    while text[begin - 1 : begin] == " ":
        stop = name_end(text, begin, end, sure=False, unmarked=True)
        kind, hyphen, _ = text[begin:stop].partition("-")
        if not stop or (hyphen and kind in word_list("no_names")):  # "VPN-Zugänge"
            break
        found.append((begin, stop))
        between = _BETWEEN.match(text, stop, end)
        if between is None:
            break
        begin = between.end()
    if len(found) > (0 if example else 1):
        for begin, stop in found:
            yield Candidate(begin, stop, type, "introduced:list", weigh(1.15, stop - begin), begin, stop)


def is_determined(text: str, start: int, end: int) -> bool:
    """Whether a noun at `end` has an article, a possessive or a preposition before it, adjectives between."""
    return bool(_DETERMINED.search(text, start, end))


def name_end(text: str, begin: int, end: int, *, sure: bool, unmarked: bool) -> int:
    """Where a name that starts at `begin` ends; 0 if none does.

    Args:
        text: The article's text.
        begin: Where it starts.
        end: Where the sentence ends.
        sure: What stands there is a name, be it an ordinary word.
        unmarked: A word that no dictionary has is one, though nothing inside it shows it.
    """
    stop, count = 0, 0
    while count < _LONGEST:
        piece = _PIECE.match(text, begin, end)
        if piece is None or not _belongs(piece.group(), count, sure=sure, unmarked=unmarked):
            break
        stop, count = piece.end(), count + 1
        if piece.group() in _LEGAL:
            break
        more = _GOES_ON.match(text, stop, end)
        if more is None:
            break
        begin = more.end()
    return stop


def _belongs(piece: str, count: int, *, sure: bool, unmarked: bool) -> bool:
    if count and (piece in word_list("name_parts") or re.fullmatch(r"\d+(?:\.\d+)?", piece)):
        return True
    if piece in word_list("no_names") or piece.startswith("www.") or not (count or any(c.isalpha() for c in piece)):
        return False
    if is_marked(piece) or (unmarked and not count and _is_brand(piece)):
        return True
    if not piece[0].isupper() or is_place(piece):
        return bool(count) and piece[0].isupper() and not piece.endswith("s")
    return (sure and not count) or (unmarked and not ordinary(piece))


@lru_cache(maxsize=32768)
def is_marked(piece: str) -> bool:
    """Whether capitals, digits or signs in a word show that it is a name ("d.velop", "Linie6Plus", "KIRU")."""
    parts = piece.split("-")
    if len(piece) < 3 or (len(parts) == 1 and not (_MARKED.fullmatch(piece) or _JOINED.fullmatch(piece))):
        return False
    if len(parts) == 1:
        return True
    last = parts[-1]
    if last[:1].isupper() and (ordinary(last) or last in word_list("no_names")):
        return False
    if parts[0] in word_list("no_names"):  # "VPN-Zugänge"
        return any(is_marked(part) for part in parts[1:])
    return any(is_marked(part) for part in parts) or (parts[0][:1].isupper() and not ordinary(parts[0]))


@lru_cache(maxsize=8192)
def _is_brand(piece: str) -> bool:
    """Whether a word in small letters is none of the language, nor an adjective that it may form ("kommunit")."""
    plain = len(piece) > 4 and piece.isalpha() and piece.islower() and not piece.endswith(_INFLECTED)
    return plain and not ordinary(piece)


@lru_cache(maxsize=8192)
def is_place(piece: str) -> bool:
    """Whether a word is the name of a place of the register, in the genitive too."""
    forms = (piece, piece[:-1]) if piece.endswith("s") else (piece,)
    return any(schema().coarse(e.type) == "Jurisdiction" for f in forms for e in default_register().named(f))
