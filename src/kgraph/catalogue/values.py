"""What the values of `[publish]` must be: a value as it stands in TOML in, the same as a portal wants it out.

Addresses come out as ASCII, as portals and their link checkers want them: `köln.example` as `xn--kln-sna.example`.
"""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit, urlunsplit

from kgraph.catalogue.licences import LICENCES, Licence
from kgraph.config import SETTINGS_FILE
from kgraph.errors import UsageError

CONTRIBUTORS = "http://dcat-ap.de/def/contributors/"
LICENSES = "http://dcat-ap.de/def/licenses/"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"

_MAIL = re.compile(r"[^@\s<>\",;:]+@([^@\s<>\",;:/]+\.[^@\s<>\",;:/]+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KEY = re.compile(r"(0[1-9]|1[0-6])(\d|\d{3}|\d{6}|\d{10})?", re.ASCII)
_KEYS = {2: "stateKey", 3: "governmentDistrictKey", 5: "districtKey", 8: "municipalityKey", 12: "regionalKey"}
_IN_IRI = re.compile(r"[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]+")
_IN_URI = "!$%&'()*+,;=:@/?~-._[]"
_OTHER_NAMES = re.compile("[ßς\u200c\u200d]")  # Python's codec makes another name of these


def text(name: str, value: object) -> str:
    """A text that says something, without characters that nobody sees."""
    if isinstance(value, datetime.date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise fault(f"{name} is {value!r}, which is no text", f'write {name} = "{_shown(value)}"')
    found = value.strip()
    if not found:
        raise fault(f"{name} is empty", "leave the line out where there is nothing to say")
    for character in found:
        # Cc: control characters; Cf: those that turn the direction of what follows, or have no width; Cs: half of one.
        broken = character in "\n\t" and not name.startswith("description")
        if broken or (unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t\xad"):
            raise fault(f"{name} holds the character U+{ord(character):04X}, which nobody sees", "write it without")
    return found


def texts(name: str, value: object) -> tuple[str, ...]:
    """A list of such texts."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise fault(f"{name} is no list of texts", f'write {name} = ["…", "…"]')
    return tuple(text(name, item) for item in value)


def address(name: str, value: str) -> str:
    """A web address, as ASCII."""
    example = f'write {name} = "https://…"'
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise fault(f"{name} {value!r} is no web address", example) from None
    if parts.scheme not in ("http", "https") or not host or not _IN_IRI.fullmatch(value):
        raise fault(f"{name} {value!r} is no web address", example)
    if parts.username is not None or parts.password is not None:
        raise fault(f"{name} names a user or a password, which everybody would read", "write it without")
    ascii = f"{_host(name, host)}:{port}" if port is not None else _host(name, host)
    path, query, fragment = (quote(part, safe=_IN_URI) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, ascii, path, query, fragment))


def folder(name: str, value: str) -> str:
    """The web address of a folder; ends with `/`."""
    found = address(name, value)
    if "?" in value or "#" in value:
        raise fault(f"{name} {value!r} is no folder's address", f'write {name} without "?" and "#"')
    return found.rstrip("/") + "/"


def mail(name: str, value: str) -> str:
    """An e-mail address; `mailto:` before it is taken away."""
    found = value.removeprefix("mailto:")
    match = _MAIL.fullmatch(found)
    if match is None:
        raise fault(f"{name} {value!r} is no e-mail address", f'write {name} = "open-data@example.de"')
    return found[: match.start(1)] + _host(name, match[1])


def day(name: str, value: str) -> str:
    """A day of the calendar, ISO 8601."""
    try:
        if _DATE.fullmatch(value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise fault(f"{name} {value!r} is no day", f'write {name} = "2026-01-31"')


def one_of(name: str, value: str, known: Iterable[str]) -> str:
    """A code of a list."""
    codes = list(known)
    if value not in codes:
        raise fault(f"{name} {value!r} is not known", near(value, codes))
    return value


def licence(name: str, value: str) -> Licence:
    """An open licence of dcat-ap.de, by its code or IRI there."""
    found = LICENCES.get(value.removeprefix(LICENSES))
    if found is not None:
        return found
    plain = value.casefold().replace("http:", "https:").rstrip("/")
    for other in LICENCES.values():
        if plain in (other.spdx.casefold(), other.page.casefold().rstrip("/"), other.name.casefold()):
            raise fault(f"{name} {value!r} is no code of dcat-ap.de", f'write {name} = "{other.code}"')
    # Nothing near is proposed: a licence that looks alike allows something else.
    raise fault(f"{name} {value!r} is no open licence of dcat-ap.de", f"known are {', '.join(LICENCES)}")


def contributor(name: str, value: str) -> str:
    """The IRI of a contributor, given by its end or whole."""
    iri = value if value.startswith(CONTRIBUTORS) else CONTRIBUTORS + value
    if not re.fullmatch(r"[\w.-]+", iri.removeprefix(CONTRIBUTORS), re.ASCII):
        raise fault(f"{name} {value!r} is no identifier below {CONTRIBUTORS}", f'write {name} = "fitko"')
    return iri


def place(name: str, value: str) -> str:
    """The IRI of a place, given whole or by its official key: of 2 digits a Land's, … 8 or 12 a municipality's."""
    if _KEY.fullmatch(value):
        return f"{GEOCODING}{_KEYS[len(value)]}/{value}"
    if not value.startswith(("http://", "https://")) or not _IN_IRI.fullmatch(value):
        raise fault(f"{name} {value!r} is neither an IRI nor an official key", f'write {name} = ["04", "16053000"]')
    return value


def near(value: str, known: Iterable[str]) -> str:
    """A hint: what may have been meant, else all that there is."""
    codes = list(known)
    folded = {code.casefold(): code for code in codes}
    found = difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean {folded[found[0]]!r}?" if found else f"known are {', '.join(codes)}"


def fault(message: str, hint: str) -> UsageError:
    """What to raise of a wrong setting."""
    return UsageError(f"{SETTINGS_FILE}: [publish] {message}", hint=hint)


def _host(name: str, host: str) -> str:
    if host.isascii():
        return host
    try:
        if not _OTHER_NAMES.search(host):
            return host.encode("idna").decode()
    except UnicodeError:
        pass
    raise fault(f"{name} names the domain {host!r}, which has other letters in the DNS", "write it as xn--…")


def _shown(value: object) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else "…"
