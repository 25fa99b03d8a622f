"""Which form of a page is wanted: by the ending of its address, else by what the client accepts."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.serve.negotiate import best


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page: the ending of its address, its media type, and what else clients call that."""

    ending: str
    media: str
    others: tuple[str, ...] = ()


FORMS = (
    Form(".html", "text/html", ("application/xhtml+xml",)),
    Form(".ttl", "text/turtle", ("application/x-turtle",)),
    Form(".jsonld", "application/ld+json"),
    Form(".json", "application/json"),
    Form(".csv", "text/csv"),
)


def with_ending(path: str) -> tuple[str, Form | None]:
    """A path without its ending, and the form that the ending means; None if it has none."""
    for form in FORMS:
        if path.endswith(form.ending) and path != form.ending:
            return path.removesuffix(form.ending), form
    return path, None


def accepted(header: str) -> Form | None:
    """The form that an Accept header weighs most, the earlier one of equals; None if it takes none of them."""
    offered = {media: form for form in FORMS for media in (form.media, *form.others)}
    media = best(header, tuple(offered))
    return offered[media] if media else None
