"""PROV: by what run, from what, with which versions a release came about; hashes only, no paths, no people."""

from __future__ import annotations

from urllib.parse import quote

from kgraph.catalogue.dcat import dataset_iri
from kgraph.catalogue.model import Release
from kgraph.catalogue.settings import Description
from kgraph.catalogue.terms import Triples, text, typed


def prov(given: Description, release: Release) -> Triples:
    """Describe the run."""
    out = Triples()
    run, program, inputs = given.url + "#run", given.url + "#kgraph", given.url + "#inputs"
    out.a(dataset_iri(given), "prov:Entity")
    out.add(dataset_iri(given), "prov:wasGeneratedBy", run)
    out.add(dataset_iri(given), "prov:wasAttributedTo", given.url + "#publisher")
    out.a(run, "prov:Activity")
    out.add(run, "rdfs:label", text("kgraph publish"))
    out.add(run, "prov:endedAtTime", typed(f"{release.modified}T00:00:00Z", "dateTime"))
    out.add(run, "prov:wasAssociatedWith", program)
    out.a(program, "prov:SoftwareAgent")
    out.add(program, "rdfs:label", text(f"kgraph {release.run.program}"))
    out.add(program, "schema:softwareVersion", text(release.run.program))
    out.add(run, "prov:used", inputs)
    out.a(inputs, "prov:Collection", "prov:Entity")
    out.add(inputs, "rdfs:label", text("Texte der Artikel", "de"), text("texts of the articles", "en"))
    out.add(inputs, "kg:sha256", text(release.run.inputs))
    out.add(inputs, "void:documents", typed(release.run.articles, "integer"))
    for name, digest in sorted(release.run.parts.items()):
        part = f"{given.url}#used-{quote(name, safe='')}"
        out.add(run, "prov:used", part)
        out.a(part, "prov:Entity", "prov:Plan")
        out.add(part, "rdfs:label", text(name, "en"))
        out.add(part, "dct:identifier", text(digest))
    if release.previous:
        out.add(dataset_iri(given), "prov:wasRevisionOf", f"{given.url}#version-{quote(release.previous, safe='')}")
    return out
