"""Nouns that speak of something named before or beside: which they are, and of what types.

"das Portal" points back to a service; "Vertreter des Landes" acts for the Land; "die drei Städte" are the last three.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kgraph.config import resource
from kgraph.relate.frames import read_table

TRANSPARENT = re.compile(
    r"Vertreter\w*|Delegation\w*|\w*[Ää]mtern?|Dienststellen|Beschäftigten?|Bedienstete\w*|Fachbereichen?|"
    r"\w*[Vv]ersion\w*|Fassung|Neufassung|Novelle|Novellierung|Fortschreibung|"
    r"Entwurf|Gesetzentwurf|Teil\w*|Komponenten?|Funktionen?"
    r"|Instanz|Ausgabe|Auflage|Vertreterin\w*|Mitarbeiter\w*|Verantwortliche\w*|Expert\w+|Kolleg\w+|"
    r"Spitzen?|Weiterentwicklung|Aufbau|Ausbau|Bau|Betrieb|Reform|Änderung"
    r"|Umsetzung|Einführung|Entwicklung|Fachleute|Runde|Start|Inhalte|Nutzung|Module?|Finanzierung|"
    r"Erstellung|Schaffung|Errichtung|Etablierung|(?:Neu|Mit)?[Gg]estaltung|Konzipierung|Implementierung|Erarbeitung|Ausarbeitung|"
    r"Optimierung|Prototyp(?:en|s)?|Planung|Pilotierung|Hosting|Betreuung|Administration|(?:Mit|Nach)nutzung|Rollout|Relaunch|"
    r"(?:Pilot|Test|Probe|Wirk|Regel|Echt|Produktiv|Dauer)betrieb|(?:\w+-)?Team|"
    r"Neuauflage|Überarbeitung|Aktualisierung|Infrastruktur|Technik|Basis|Ziele?|Grundzüge|Pläne|Vorgaben|"
    r"Angehörige|Erprobung|Freischaltung|Hauptbühne|Bühne|Podium|Rahmen|Auftakt|Eröffnung|Abschluss|"
    r"Programm|Reihen|\w*[Pp]hase|Etappe|Stufe|Fortsetzung|Fortführung|Weiterführung|Vorbereitung|"
    r"Ausgestaltung|Pflege|Wartung|Modernisierung|Verbreitung|Ausweitung|Erweiterung|Begleitung|Steuerung|Einsatz|"
    r"Staffel|\w*runde|Förderaufruf|Durchgang|Teilnahme|Premiere|Debüt|Preisverleihung|Siegerehrung|Verleihung|Startschuss|Verwendung|Anwendung|Bereitstellung|Inbetriebnahme|Konzeption|Realisierung|Programmierung|"
    r"Landesregierungen|Regierungen|Regierungschef(?:s|innen)"
)

# With "die" and nothing else they speak of what was named just before: "Für die Umsetzung ist X verantwortlich".
WORK = frozenset(
    """
    Umsetzung Entwicklung Weiterentwicklung Einführung Erprobung Finanzierung Freischaltung Programmierung Realisierung
    Aufbau Betrieb Pflege Wartung Ausgestaltung Konzeption
    """.split()
)

DELEGATES = re.compile(
    r"Vertreter\w*|Delegation\w*|\w*[Ää]mtern?|Dienststellen|Beschäftigten?|Bedienstete\w*|Fachbereichen?|"
    r"Mitarbeiter\w*|Verantwortliche\w*|Expert\w+|Kolleg\w+|Spitzen?|Fachleute|"
    r"(?:\w+-)?Team|Reihen|Verwaltung|Landesregierungen|Regierungen|Regierungschef(?:s|innen)"
)
# With its adjective they stand for a jurisdiction: "in der Hamburger Verwaltung", "die hessischen Behörden".
_OFFICES = re.compile(
    r"(?:Landes|Kommunal|Kern|Stadt|Kreis)?[Vv]erwaltung|(?:Landes)?[Bb]ehörden|Ämtern?|Dienststellen|Rathaus|Amtsstuben|Ministerien"
)
MADE_FOR = frozenset(
    {
        "Infrastruktur",
        "Grundlage",
        "Technik",
        "Basis",
        "Software",
        "Komponente",
        "Schnittstelle",
        "Funktion",
        "Konzept",
        "Entwurf",
        "Gesetzentwurf",
    }
)


@lru_cache(maxsize=1 << 14)
def is_transparent(noun: str) -> bool:
    """Whether a noun speaks of what hangs on it."""
    return TRANSPARENT.fullmatch(noun) is not None


@lru_cache(maxsize=1 << 14)
def is_administration(noun: str) -> bool:
    """Whether a noun stands for the jurisdiction whose adjective it has."""
    return _OFFICES.fullmatch(noun) is not None


COUNTS = {"beide": 2, "beiden": 2, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7}
_ACTORS = frozenset({"Organisation", "Jurisdiction"})
PLURALS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("Länder", "Ländern", "Bundesländer", "Bundesländern", "Freistaaten"), frozenset({"Land"})),
    **dict.fromkeys(("Städte", "Städten", "Gemeinden", "Kommunen"), frozenset({"Municipality", "District", "Land"})),
    **dict.fromkeys(("Kreise", "Kreisen", "Landkreise", "Landkreisen"), frozenset({"District"})),
    **dict.fromkeys(("Verbände", "Verbänden", "Organisationen", "Vereine", "Vereinen", "Parteien", "Fraktionen",
        "Genossenschaften"), frozenset({"Association"})),
    **dict.fromkeys(("Gremien", "Räte", "Räten", "Ausschüsse", "Ausschüssen"), frozenset({"Committee"})),
    **dict.fromkeys(("Hochschulen", "Universitäten", "Institute", "Instituten"), frozenset({"Research"})),
    **dict.fromkeys(("Zweckverbände", "Zweckverbänden", "Anstalten", "Rechenzentren", "Ämter", "Ämtern"),
        frozenset({"Authority"})),
    **dict.fromkeys(("Firmen", "Anbieter", "Anbietern", "Hersteller", "Herstellern"), frozenset({"Company"})),
    **dict.fromkeys(("Häuser", "Häusern", "Ministerien", "Ressorts"), frozenset({"Ministry"})),
    **dict.fromkeys(("Unternehmen", "Dienstleister", "Dienstleistern", "IT-Dienstleister", "Behörden",
        "Einrichtungen"), frozenset({"Company", "Authority"})),
    **dict.fromkeys(("Partner", "Partnern", "Seiten", "Beteiligten", "Kooperationspartner",
        "Vertragspartner", "Nachbarn", "Akteure"), _ACTORS),
    **dict.fromkeys(("Vorhaben", "Projekte", "Projekten", "Initiativen", "Maßnahmen", "Modellprojekte",
        "Pilotprojekte"), frozenset({"Project", "Programme", "Service"})),
    **dict.fromkeys(("Plattformen", "Portale", "Portalen", "Dienste", "Diensten", "Lösungen", "Anwendungen", "Apps",
        "Verfahren", "Systeme", "Systemen", "Produkte", "Produkten", "Angebote", "Angeboten", "Onlinedienste",
        "Komponenten", "Werkzeuge", "Werkzeugen"), frozenset({"Service", "Project"})),
    **dict.fromkeys(("Strategien", "Programme", "Programmen"), frozenset({"Programme"})),
    **dict.fromkeys(("Gesetze", "Gesetzen", "Verordnungen", "Regelwerke"), frozenset({"Law"})),
    **dict.fromkeys(("Politiker", "Minister", "Ministern", "Ministerinnen", "Oberbürgermeister", "Landräte",
        "Landräten", "Unterzeichner"), frozenset({"Person"})),
}  # fmt: skip
# These mostly mean all of their kind: "für die Kommunen".
VAGUE = frozenset(
    """
    Kommunen Gemeinden Behörden Einrichtungen Häuser Häusern Dienste Diensten Verfahren Systeme Systemen Angebote
    Angeboten Gesetze Gesetzen Verordnungen Akteure Parteien Fraktionen Gremien Räte Räten Ausschüsse Ausschüssen
    Hochschulen Universitäten Institute Instituten Ämter Ämtern Rechenzentren Firmen Anbieter Anbietern Hersteller
    Herstellern Vereine Vereinen Vorhaben Maßnahmen Projekte Projekten
    """.split()
)
TOGETHER = frozenset("Partner Partnern Beteiligten Kooperationspartner Vertragspartner Nachbarn".split())


@cache
def _references() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    table = read_table(resource("data/frames") / "_references.toml")
    return tuple((re.compile(f"(?:{e['noun']})"), tuple(str(e["types"]).split())) for e in table["reference"])


@cache
def referring_types(noun: str) -> tuple[str, ...]:
    """The types that a definite noun may point back to, a compound by its last part; empty if it points to nothing."""
    found = tuple(t for pattern, types in _references() if pattern.fullmatch(noun) for t in types)
    last = noun.rpartition("-")[2]
    return found or (referring_types(last) if last != noun and last[:1].isupper() else ())


@cache
def _forms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    table = read_table(resource("data/frames") / "_references.toml")
    return tuple((re.compile(f"(?:{e['noun']})"), re.compile(str(e["name"]))) for e in table["form"])


@lru_cache(maxsize=4096)
def form_of(noun: str) -> re.Pattern[str] | None:
    """What the full name of a body has that is called by a legal form ("die Genossenschaft": `eG`), or None."""
    return next((name for pattern, name in _forms() if pattern.fullmatch(noun)), None)


@cache
def _collectives() -> tuple[tuple[re.Pattern[str], frozenset[str], re.Pattern[str]], ...]:
    table = read_table(resource("data/frames") / "_references.toml")
    return tuple(
        (re.compile(f"(?:{e['noun']})"), frozenset(str(e["types"]).split()), re.compile(str(e["name"])))
        for e in table["collective"]
    )


@lru_cache(maxsize=4096)
def collective(noun: str) -> tuple[frozenset[str], re.Pattern[str]] | None:
    """Types and words of the name of the one body that a plural stands for ("die Prüfer"), or None."""
    return next(((types, name) for pattern, types, name in _collectives() if pattern.fullmatch(noun)), None)


@cache
def is_person_noun(noun: str) -> bool:
    """Whether a definite noun speaks of a person just named: "die Juristin", "der 57-Jährige"."""
    return "Person" in referring_types(noun)
