"""How German names are compared: folding, genitives, slugs.

`fold` is the normal form under which two spellings are the same name; everything that
looks a name up (register, lexicon, resolution, queries) goes through it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("„“”\"'‚‘’»«›‹"))  # dashes alike, no quotes
_ARTICLE = re.compile(r"^(?:der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen)\s+")
_TITLE = re.compile(
    r"^(?:(?:(?:prof|dr|pd)\b\.?|(?:dipl|ing|mag|rer|nat|med|jur|phil|pol|h\.\s?c|b\.a|m\.a|m\.sc|b\.sc)\.|"
    r"(?:professor(?:in)?|herrn?|frau)\b)(?:-\w+\.)?\s*)+",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"(?:\s(?:g?GmbH|AG|SE|KGaA|KG|OHG|UG|eG|mbH|e\.\s?V\.|e\.\s?K\.|AöR|Inc\.?|Ltd\.?|LLC|Corp\.?|S\.A\.|B\.V\.)"
    r"(?:\s\(haftungsbeschränkt\))?(?:\s?&\s?Co\.?)?)+(?:\s(?:Wirtschaftsprüfungs|Steuerberatungs|Rechtsanwalts)gesellschaft)?$"
)
_FIRM = re.compile(r"^(?:Fa\.|Firma)\s(?=\S)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l"})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The normal form of a name: NFKC, case folded, one kind of dash, no quotes, no leading article."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(_MARKS)
    text = " ".join(text.split()).strip(" .,;:")
    return _ARTICLE.sub("", text) if text.startswith(("d", "e")) else text


def without_titles(name: str) -> str:
    """A person's name without academic titles and forms of address."""
    return _TITLE.sub("", name).strip()


def without_legal_form(name: str) -> str:
    """A firm's name without its legal form: `Nortal AG`, `Fa. Nortal` → `Nortal`; the form alone stays."""
    return _LEGAL_FORM.sub("", _FIRM.sub("", name)).strip(" ,") or name


def genitive_stems(word: str) -> tuple[str, ...]:
    """What `word` may be the genitive of, itself first; nothing is known of whether it really is one."""
    stems = [word]
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        stems.append(word[:-1])
        if word.endswith("es") and len(word) > 5:
            stems.append(word[:-2])
    elif len(word) > 3 and word[-1] in "'’":
        stems.append(word[:-1])
    return tuple(stems)


def slug(name: str, limit: int = 80) -> str:
    """An IRI path segment: ASCII, lower case, hyphens, at most `limit` long; `unnamed` where nothing is left."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if len(text) > limit:
        text = text[:limit].rsplit("-", 1)[0] if "-" in text[:limit] else text[:limit]
    return text or "unnamed"


def demonyms(place: str) -> tuple[str, ...]:
    """What a place's people and things are called by rule: `Kieler`, `Göttinger`, `Saarbrücker`.

    Args:
        place: A town's name without additions ("Frankfurt", not "Frankfurt am Main").

    Returns:
        One or two adjectives in -er; the irregular ones ("Hannoveraner") are the register's.
    """
    if place.endswith("hausen"):
        return f"{place[:-6]}häuser", f"{place}er"
    if place.endswith("stadt"):
        return f"{place[:-5]}städter", f"{place}er"
    if place.endswith(("ingen", "ungen", "brücken", "langen", "stetten")):
        return f"{place[:-2]}er", f"{place}er"
    if place.endswith("e"):
        return (f"{place}r",)
    if place.endswith("er") and len(place) > 7:
        return place, f"{place}er"
    return (f"{place}er",)


_GENDERS = {
    "n": """ministerium amt institut gesetz zentrum haus programm projekt portal netzwerk bündnis abkommen museum
        präsidium parlament kabinett labor register system ressort gremium archiv werk büro konto dorf land forum recht
        memorandum referat dezernat gericht treffen gespräch camp symposium schloss theater palais projekt""",
    "m": """tag rat bund verband verein hof ausschuss vertrag pakt plan senat kongress gipfel preis kreis beirat dienst
        service antrag schein platz assistent zwilling
        bereich betrieb verbund stuhl landtag bundestag award wettbewerb fonds kreistag dialog workshop saal bahnhof
        stab""",
    "f": """ung heit keit schaft ion tät ei schule agentur behörde kanzlei anstalt verwaltung stelle fraktion
        akademie strategie agenda konferenz messe initiative stadt zentrale allianz direktion kammer bank kooperation
        versammlung regierung universität charta roadmap plattform cloud akte nummer
        halle münze oper residenz aula kirche mühle brauerei woche werkstatt feier""",
}
_ENDINGS = {gender: tuple(endings.split()) for gender, endings in _GENDERS.items()}
_DAYS = re.compile(r"(?<=[a-zäöüß]tage)n\Z")  # "auf den Finalistentagen"
_SHORT_GENITIVE = re.compile(r"^(Amt|Rat)e?s(?=\s)")
# What is not inflected: "29. ", "Thüringer ".
_BEFORE = re.compile(
    r"(?:\d+\.|[A-ZÄÖÜ][a-zäöüß-]{2,}[a-zäöüß](?<!isch)(?<!lich)(?<!utsch)(?<!digital)(?<!national)er)\s(?=[A-ZÄÖÜ])"
)
_STRONG = {"f": "e", "n": "es", "m": "er"}
_LEAD = re.compile(
    r"^((?:[A-ZÄÖÜ]|[a-zäöüß]+-)?[\wäöüß-]*?(?:isch|[Dd]eutsch|lich|al|ig|iv|ell|gemeinsam|Neu|Alt|Rot|Weiß|Frei|Dual|Offen|Ständig|Groß))"
    r"(?:e|en|er|es|em)\s(?=[A-ZÄÖÜ])"
)


def nominative(name: str) -> str:
    """The nominative of a German name, as far as its head noun tells the gender.

    "Niedersächsischen Landtags" → "Niedersächsischer Landtag"; what the head does not decide stays as it is.
    """
    before = _BEFORE.match(name)
    if before:
        return before.group() + nominative(name[before.end() :])
    name = _DAYS.sub("", _SHORT_GENITIVE.sub(r"\1", name))
    lead = _LEAD.match(name)
    rest = name[lead.end() :] if lead else name
    head, space, tail = rest.partition(" ")
    gender, bare = _gender(head)
    if space and gender is None:
        last = re.search(r"[\w-]+$", rest)
        gender, base = _gender(last.group()) if last and lead else (None, "")
        if gender and last and base != last.group():
            rest = rest[: last.start()] + base
    elif gender:
        rest = bare + space + tail
    if lead and gender:
        return f"{lead.group(1)}{_STRONG[gender]} {rest}"
    return name[: lead.end()] + rest if lead else rest


def gender_of(noun: str) -> str | None:
    """`m`, `f` or `n` of a noun, as far as its ending tells."""
    return _gender(noun)[0]


@lru_cache(maxsize=16384)
def _gender(noun: str) -> tuple[str | None, str]:
    """Gender of a head noun by its ending, and the noun without a genitive ending."""
    for stem in genitive_stems(noun):
        low = stem.casefold()
        for gender, endings in _ENDINGS.items():
            if low.endswith(endings) and (gender != "f" or stem == noun):
                return gender, stem
    return None, noun
