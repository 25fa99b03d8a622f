"""The words of an explanation in German and English: how a name was found, what speaks for a statement."""

from __future__ import annotations

from typing import Literal

from kgraph.explain.besides import Figure

_GERMAN = str.maketrans(",.", ".,")
Language = Literal["de", "en"]

_FOUND = {
    "register": ("im Register", "in the register"),
    "register:in": ("im Register, hinter „in“", "in the register, behind “in”"),
    "register:demonym": ("Herkunftsname aus dem Register", "demonym from the register"),
    "register:adjective": ("Adjektiv aus dem Register", "adjective from the register"),
    "register:compound": ("Teil einer Zusammensetzung, im Register", "part of a compound, in the register"),
    "person:given-name": ("Vorname", "first name"),
    "person:title": ("Titel davor", "title before it"),
    "person:title-surname": ("Titel davor", "title before it"),
    "person:context": ("Amt, Partei oder Redeverb daneben", "office, party or verb of speaking beside it"),
    "definition": ("Abkürzung dahinter", "abbreviation behind it"),
    "quoted": ("in Anführungszeichen", "in quotation marks"),
    "introduced": ("Nomen davor sagt, was es ist", "the noun before it says what it is"),
    "introduced:list": ("in einer Reihe hinter seinem Nomen", "in a list behind its noun"),
    "introduced:within": ("in einer Zusammensetzung mit seinem Nomen", "in a compound with its noun"),
    "explained": ("Apposition oder Namensverb daneben", "apposition or verb of naming beside it"),
    "list": ("in einer Reihe mit Gleichem", "in a list of the like"),
    "again": ("wieder genannt", "named again"),
    "short": ("Kurzform", "short form"),
}
_REASONS = {
    "several": ("mehrere Regeln oder Sätze sagen es", "several rules or sentences say so"),
    "both-named": ("beide sind hier genannt", "both are named here"),
    "headline": ("steht in einer Überschrift", "stands in a heading"),
    "subject-not-named": ("das Subjekt ist hier nicht genannt", "the subject is not named here"),
    "object-not-named": ("das Objekt ist hier nicht genannt", "the object is not named here"),
}
_WORDS = {
    "fact": ("Tatsache", "fact"),
    "planned": ("geplant", "planned"),
    "denied": ("verneint", "denied"),
    "ended": ("beendet", "ended"),
    "verbs": ("Verb", "verb"),
    "nouns": ("Nomen", "noun"),
    "cues": ("Wendung", "cue"),
    "grammar": ("Grammatik", "grammar"),
    "inference": ("Schluss aus mehreren Aussagen", "follows from several statements"),
    "subject": ("Subjekt", "subject"),
    "object": ("Objekt", "object"),
    "source": ("von", "from"),
    "speaker": ("sagt", "says"),
    "valid_from": ("ab", "since"),
    "valid_until": ("bis", "until"),
    "pros": ("dafür", "for"),
    "cons": ("dagegen", "against"),
    "named": ("genannt", "named"),
    "pointed": ("nur gemeint", "only meant"),
    "names": ("Namen", "names"),
    "topics": ("Themen", "topics"),
    "figure": ("Kennzahl", "key figure"),
    "about": ("ungefähr", "about"),
    "lower": ("mindestens", "at least"),
    "upper": ("höchstens", "at most"),
    "aliases": ("auch", "also"),
    "statements": ("Aussagen", "statements"),
    "confidence": ("Sicherheit", "confidence"),
    "undated": ("ohne Datum", "undated"),
    "title": ("Wie der Text gelesen wurde", "How the text was read"),
    "kicker": ("Dachzeile", "kicker"),
    "headline": ("Überschrift", "headline"),
    "date": ("Datum", "date"),
    "subheading": ("Zwischentitel", "subheading"),
    "body": ("Text", "body"),
    "teaser": ("Vorspann", "teaser"),
    "caption": ("Bildunterschrift", "caption"),
    "credit": ("Bildnachweis", "credit"),
    "residue": ("Beiwerk", "furniture"),
}


def word(key: str, language: str) -> str:
    """A word of the page; the key itself where it is none."""
    return _in(_WORDS.get(key, (key, key)), language)


def how(rule: str, language: str) -> str:
    """How a mention was found: a form by its id, everything else in words."""
    if rule.startswith("form:"):
        return f"{_in(('Form', 'form'), language)} {rule.removeprefix('form:')}"
    return _in(_FOUND.get(rule, (rule, rule)), language)


def reason(feature: str, language: str) -> str:
    """What a feature says; a ranker's own name for it stays."""
    return _in(_REASONS.get(feature, (feature, feature)), language)


def figure(found: Figure, language: str) -> str:
    """Value, unit, how exactly it is meant and when it held."""
    value = f"{found.value:,}"
    if language == "de":
        value = value.translate(_GERMAN)
    aside = [word(found.precision, language)] if found.precision != "exact" else []
    return ", ".join([f"{value} {found.currency or found.unit}", *aside, *filter(None, [found.date])])


def _in(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "de" else pair[1]
