"""Names that many things bear: bare head nouns, descriptions, offices that every town has."""

from __future__ import annotations

import re

from kgraph.names import fold

_GENERIC = re.compile(
    r"(?:strategie|agenda|programm|plan|konzept|gesetz|verordnung|satzung|ministerium|ressort|regierung|kabinett|senat|kanzlei|"
    r"landtag|kreistag|rat|ausschuss|beirat|vorstand|kommission|parlament|bürgerschaft|versammlung|koalition|"
    r"verwaltung|gremium|zentrum|rechenzentrum|akademie|amt|behörde|referat|dezernat|abteilung|stabsstelle|stelle|eigenbetrieb|rechnungshof|datenschutzbeauftragter?|"
    r"portal|plattform|app|akte|register|konto|website|cloud|chatbot|formularserver|intranet|netz|rathaus|bürgerbüro|bürgeramt|"
    r"projekt|pilotprojekt|modellprojekt|labor|lab|offensive|initiative|paket|pakt|haushalt|netzwerk|verbund|arbeitsgruppe|"
    r"vereinbarung|vertrag|abkommen|erklärung|absichtserklärung|letter of intent|memorandum of understanding|charta|"
    r"konferenz|kongress|fachkongress|tagung|sitzung|gipfel|forum|messe|workshop|barcamp|wettbewerb|preis|award|"
    r"stadtwerke|gemeindewerke|sparkasse|volkshochschule|feuerwehr|direktion|musikschule|bibliothek|jobcenter|beauftragte[rn]?|"
    r"unterzeichnung|auftaktveranstaltung|veranstaltung|anhörung|empfang)$"
)
_GENERIC_BODY = re.compile(  # of the Bund there is but one: "Bundesarchiv"
    r"^(?!bundes)(?:(?!.*-).*(?:hochschule|universität|institut|verband|gericht|staatsanwaltschaft|polizei|präsidium|kammer|"
    r"klinikum|agentur|anstalt|gesellschaft|förderung|betrieb|betriebe|archiv|stab)|"
    r"(?:fraunhofer|max-planck|leibniz|helmholtz|steinbeis)-(?:institut|zentrum))$"
)
_SCHOOL = re.compile(r"(?:fach)?hochschule für (?:die )?\w+(?: und \w+)?|technische (?:universität|hochschule)")
_GENERIC_WORDS = frozenset(
    "gemeinsame gemeinsamer neue neuer neues digitale digitaler digitales elektronische elektronischer kommunale "
    "kommunaler kommunales regionale regionaler landesweite bundesweite".split()
)
_TOPIC = re.compile(r"^(?:(?:KI|IT|IKT|OZG|EDV|IoT|Open-Data|E-Government|Smart-City)-)+")
_NUMBER = re.compile(r"^\d+\.\s")
_EDITION = re.compile(  # "Digitalstrategie 2030", "Masterplan 2.0"
    r"(?P<head>strategie|agenda|programm|plan|konzept) (?:\d\.\d|20\d\d\+?(?:\s?[-/]\s?(?:20)?\d\d)?)$", re.IGNORECASE
)
_UNIT = re.compile(
    r"(?:stabsstelle|stabsbereich|referat|abteilung|dezernat|fachbereich|fachdienst|sachgebiet|geschäftsbereich)"
)
_DESCRIPTION = re.compile(r"^[a-zäöüß]+(?:e|er|es|en|em) [A-ZÄÖÜ]")
_HALL = re.compile(r"(?:messe)?halle [a-z]?\d+|saal [a-z]?\d*|raum [a-z]?\d+")
_GROUP = re.compile(r"fraktion$|^\w*fraktion (?:der |von )?\w")  # of a party, in one of many parliaments
_ENGLISH = frozenset({"letter of intent", "memorandum of understanding", "smart city", "open data"})


def is_generic(name: str) -> bool:
    """True if a name is a bare head noun, which many have: "Digitalstrategie", "Gemeinsame Vereinbarung", "Halle 9".

    So is a description, which begins with a small letter ("digitaler Bauantrag"), and what only has a number more
    ("46. Sitzung").
    """
    folded = fold(name)
    if folded in _ENGLISH or _HALL.fullmatch(folded) or _GROUP.search(folded) or _DESCRIPTION.match(name):
        return True
    words = re.sub(r"^\w+- und ", "", _EDITION.sub(r"\g<head>", _NUMBER.sub("", name))).split()
    while len(words) > 1 and fold(words[0]) in _GENERIC_WORDS:
        words = words[1:]
    return len(words) == 1 and bool(_GENERIC.search(fold(words[0]))) and not _looks_named(words[0])


def is_generic_body(name: str) -> bool:
    """True if a body's name is a kind of body, of which there are many: "Fraunhofer-Institut", "Landesarchiv"."""
    folded = fold(name)
    return bool(_GENERIC_BODY.match(folded) and not _looks_named(name)) or bool(_SCHOOL.fullmatch(folded))


def is_office(name: str) -> bool:
    """True if a name is that of an office which many may have: "Amt für Digitalisierung", "Abteilung 6"."""
    head, _, rest = name.partition(" ")
    if (rest[:1].isupper() or rest.isdecimal()) and _UNIT.fullmatch(fold(head)):
        return True
    return rest.startswith(("für ", "des ", "der ", "zur ")) and is_generic(head) and not head.startswith("Bundes")


def _looks_named(word: str) -> bool:
    """Digits, inner capitals and acronyms mark a proper name ("BayernPortal"), unless they are a topic's ("KI")."""
    bare = _TOPIC.sub("", word)
    return any(c.isdigit() for c in bare) or any(c.isupper() for part in bare.split("-") for c in part[1:])
