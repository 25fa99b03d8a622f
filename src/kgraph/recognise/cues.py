"""Whether what stands around an ambiguous name ("Essen", "Consul") makes it a name here."""

from __future__ import annotations

import re

from kgraph.lexicon import is_office, word_list
from kgraph.register import Entry, Name, default_register

SMALL = 8000  # inhabitants below which a one-word place name needs a cue
_OFFICE_OF = re.compile(
    r"\b(?:(?:Oberb|Ortsb|B)ürgermeister(?:s|in)?|Rathauschef(?:s|in)?|Kämmerer(?:s|in)?|Stadt-?rat|Gemeinderat|"
    r"Stadtoberhaupt(?:s|es)?|Gemeindechef(?:s|in)?|Verwaltungschef(?:s|in)?|Gemeindevertretung|Stadtvertretung|"
    r"Rathaus(?:es)?|Stadtverwaltung|Gemeindeverwaltung)\svon\Z"
)
# Districts that are called like the landscape, with an article: "im Emsland".
_LANDSCAPES = frozenset("Ammerland Barnim Eichsfeld Emsland Havelland Oberallgäu Ostallgäu Unterallgäu".split())
_LEADING_NOUN = re.compile(
    r"(?:[Ff]irma|[Uu]nternehmens?|[Aa]nbieters?|[Dd]ienstleisters?|[Vv]ereins?|[Vv]erbands?|[Pp]artei|[Pp]lattform|[Pp]ortals?|"
    r"[Aa]pp|[Ss]oftware|[Ss]ystems?|[Hh]erstellers?|[Gg]ewerkschaft|[Pp]rogramms?|[Pp]rojekts?|[Aa]nwendung|[Ll]ösung|[Tt]ools?|[Dd]ienst(?:es)?|"
    r"[Vv]erfahrens?|[Kk]omponente|[Ii]nfrastruktur|[Rr]egisters?|[Hh]aus(?:es)?|[Ss]tart-?ups?|[Ss]pezialisten|[Kk]onzerns?)\Z"
)

# What stands behind the town that a message is from: "Flintbek.", "Kempten –", "Leer:".
_DATELINE = re.compile(r":|\.(?=\s|\Z)|\s[–-]\s(?=[A-ZÄÖÜ])")
_SUCH_AS = re.compile(r"(?:Gemeinden|Städten?|Kommunen|Orten?|Dörfern?)\s(?:wie|namens)(?:\setwa)?\Z")
_JOINED = re.compile(r"\s(?:und|sowie|oder)\s(?P<next>[A-ZÄÖÜ][\wäöüß-]+)(?=[\s,.;)])")


def beside_town(text: str, end: int) -> bool:
    """Whether a name is joined with that of a town behind it: "mit Altbach und Deizisau"."""
    joined = _JOINED.match(text, end)
    return joined is not None and any(e.type == "Municipality" for e in default_register().named(joined["next"]))


def needs_cue(surface: str, name: Name, entry: Entry) -> bool:
    """Whether a name counts only beside a cue: ambiguous ones, and those of small towns."""
    if entry.key == "state/bund":
        return False
    if name.ambiguous:
        return True
    return entry.type == "Municipality" and " " not in surface and (entry.population or 0) < SMALL


def has_cue(text: str, begin: int, end: int, type: str, sentence: tuple[int, int]) -> bool:
    """Whether a cue stands beside `text[begin:end]`, within its sentence: "Stadt Essen", "die Software Consul"."""
    before = text[max(sentence[0], begin - 40) : begin].rstrip()
    word = re.search(r"([\w-]+)[„\"]?$", before)
    previous = word.group(1) if word and (before.endswith(word.group(1)) or before[-1:] in '„"') else ""
    if type in {"Municipality", "District", "Land"}:
        return _place_cue(text, begin, end, previous, before, sentence)
    if before.endswith(("(", "/")) or text[end : end + 2] == " (":
        return True
    return bool(_LEADING_NOUN.search(previous))


def _place_cue(text: str, begin: int, end: int, previous: str, before: str, sentence: tuple[int, int]) -> bool:
    if previous in word_list("place_cues") or (previous in ("im", "Im") and text[begin:end] in _LANDSCAPES):
        return True
    listed = re.search(r"([A-ZÄÖÜ][\w-]+)(?:\s\([^()]*\))?(?:,| und| sowie)\Z", before)
    if listed and any(e.type in {"Municipality", "District"} for e in default_register().named(listed.group(1))):
        return True
    if begin == sentence[0] and _DATELINE.match(text, end):
        return True
    if _OFFICE_OF.search(before) or _SUCH_AS.search(before):
        return True
    if re.match(r"\s\((?:[A-ZÄÖÜ]|Kreis|Landkreis)", text[end : end + 10]) and not before.endswith(")"):
        return True
    if before.endswith("(") and text[end : end + 1] == ")":
        return True
    owner = text[end - 1] == "s" and re.match(r"\s(?:[a-zäöü]+\s)?([A-ZÄÖÜ][\w-]+)", text[end : end + 40])
    return bool(owner and is_office(owner.group(1)))
