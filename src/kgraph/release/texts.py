"""What a release says to people: README and licence note, in German and English."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.catalogue import Description, FileKind
from kgraph.release.record import Record

_README = """\
# {title}

{description}

Stand {modified}, Version {version}{clocks}: {entities} Entitäten und {statements} Aussagen aus {articles} Artikeln.
Herausgeber: {publisher}. Kontakt: {contact}.

Jede Aussage trägt den Satz, der sie belegt, seine Stelle im Artikel, ihre Quelle, ihren Status (Tatsache, geplant,
verneint, beendet) und eine geschätzte Sicherheit. Die Texte der Artikel sind nicht enthalten, nur die zitierten Sätze
und Prüfsummen. Aussagen sind maschinell gelesen und können falsch sein; Korrekturen bitte an die Kontaktadresse.

Lizenz: {licence} ({page}); siehe LICENSE.md. Prüfsummen: `sha256sum -c SHA256SUMS`.

# {title_en}

{description_en}

As of {modified}, version {version}{clocks_en}: {entities} entities and {statements} statements from {articles}
articles.
Publisher: {publisher}. Contact: {contact}.

Each statement carries the sentence that says so, its place in the article, its source, its status (fact, planned,
denied, ended) and an estimated confidence. The articles' texts are not included, only the quoted sentences and
checksums. Statements are read by a machine and may be wrong; please send corrections to the contact.

Licence: {licence_en} ({page}); see LICENSE.md. Checksums: `sha256sum -c SHA256SUMS`.

## Dateien / files

| Datei / file | Inhalt | contents |
|---|---|---|
{files}
"""

_LICENCE = """\
# Lizenz

Die Daten stehen unter {licence}:
<{page}>{named}

Die zitierten Sätze stammen aus den jeweils genannten Artikeln. Sie sind als Belege kurz zitiert; an den Artikeln selbst
werden hier keine Rechte eingeräumt. Die Ontologie steht unter CC BY 4.0.

# Licence

The data are available under {licence_en}:
<{page}>{named_en}

The quoted sentences come from the articles named with them. They are quoted briefly as evidence; no rights in the
articles themselves are granted here. The ontology is available under CC BY 4.0.
"""


def readme(given: Description, record: Record, kinds: Iterable[FileKind]) -> str:
    """The README, as Markdown."""
    rows = (f"| `{kind.name}` | {kind.title_de} | {kind.title_en} |" for kind in kinds)
    return _README.format(
        title=given.title,
        title_en=given.title_en,
        description=given.description,
        description_en=given.description_en,
        modified=record.modified,
        clocks=_clocks(record, ", gültig am ", ", bekannt bis "),
        clocks_en=_clocks(record, ", valid on ", ", known on "),
        version=record.version,
        entities=record.entities,
        statements=record.statements,
        articles=record.articles,
        publisher=given.publisher,
        contact=given.contact_email or given.contact_url,
        licence=given.licence.name,
        licence_en=given.licence.name_en or given.licence.name,
        page=given.licence.page,
        files="\n".join(rows),
    )


def _clocks(record: Record, valid: str, known: str) -> str:
    """Of what time the release tells, in words; empty if of all."""
    said = ((valid, record.valid_on), (known, record.known_on))
    return "".join(f"{words}{day}" for words, day in said if day)


def licence(given: Description) -> str:
    """The licence note, as Markdown."""
    named = given.licence.names
    return _LICENCE.format(
        licence=given.licence.name,
        licence_en=given.licence.name_en or given.licence.name,
        page=given.licence.page,
        named=f"\n\nAls Quelle ist zu nennen: {given.attribution}" if named else "",
        named_en=f"\n\nThe source to be named is: {given.attribution}" if named else "",
    )
