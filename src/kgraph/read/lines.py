"""Lines of a text and what each one is: image, credit, link, "mehr ...", heading-like or prose.

Everything here looks at one line at a time and at its form only, never at a publisher's wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Line feeds and the other characters that editors write where a line ends.
_LINE = re.compile("[^\n\v\f\x85\u2028\u2029]+")

_CREDIT_WORD = (
    r"(?:(?:Bild|Foto|Titelbild|Symbolbild|Archivbild)(?:quelle|nachweis|credit)?s?|Fotos|Bilder|Symbolfoto|Archivfoto"
    r"|Quelle|Grafik|Illustration|Abbildung|Screenshot|Visualisierung|Copyright|Credits?|Fotograf(?:in)?)"
)
_CREDIT_START = rf"(?:©|\([cC]\)|{_CREDIT_WORD}\s*(?:[:©/]|\s\|))"
_CREDIT_LINE = re.compile(rf"[\[(]?\s*{_CREDIT_START}.{{1,200}}")
_CREDIT_BRACKET = re.compile(rf"[\[(]\s*{_CREDIT_START}[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[\])]\.?$")
_NAMES = r"(?:(?:Dr\.|Prof\.)\s)*[A-ZÄÖÜ][\w.-]+(?:\s(?:von|van|de|zu))?(?:\s[A-ZÄÖÜ][\w.-]+){1,3}"
# "Von Anna Berg 3 min Lesedauer", "Das Gespräch führte Ulf Kunz", "Text: Anna Berg"
_AUTHOR_LINE = re.compile(
    rf"(?:[Vv]on|(?:Das\s)?(?:Gespräch|Interview)\s?(?:führten?|:)|Die\sFragen\sstellten?|(?:Text|Autor(?:in|en)?|Redaktion)\s?:)"
    rf"\s{_NAMES}(?:(?:,|\sund)\s{_NAMES})*(?:,\s\w+)?(?:[\s|·•-]+\d{{1,3}}\smin\.?(?:uten)?\s\w+)?"
)
_CREDIT_TAIL = re.compile(rf"(?<=[.!?“”\"»)]\s){_CREDIT_START}\s*[^.!?]{{2,90}}$")
# "Anna Berg vom Landkreis Foto: privat": a caption, since the sentence before the credit has no full stop.
_CREDIT_BEHIND = re.compile(r"(?<=[\w)\]“]\s)(?:Foto|Bild|Quelle|Grafik)s?:\s[^.!?:]{2,50}$")
_ADDRESS = r"(?:https?://\S+|www\.\S+\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|eu|net|info)(?:/\S*)?)"
_LINK_LINE = re.compile(rf"(?:[^\s:][^:]{{0,80}}:\s*)?[\[(<•*-]*\s*{_ADDRESS}(?:[\s,;|]+{_ADDRESS})*\s*[\])>]*\.?")
_MORE_WORDS = (
    r"(?:mehr|weiter|weiterlesen|weiter lesen|jetzt lesen"
    r"|(?:mehr|alles) (?:lesen|erfahren|dazu|anzeigen|infos?|informationen)"
    r"|(?:zum|ganzen|gesamten|kompletten) (?:artikel|beitrag)(?: lesen)?"
    r"|(?:zur|ganze) (?:meldung|pressemitteilung|nachricht)"
    r"|(?:artikel|beitrag|meldung) (?:lesen|ansehen|öffnen)|details|read more)"
)
_MORE = rf"[\[(»›→>▸|\s]*{_MORE_WORDS}\s*(?:\.{{2,}}|…)?[\])»›→>▸|\s]*"
_MORE_LINE = re.compile(_MORE, re.IGNORECASE)
_MORE_TAIL = re.compile(rf"(?<=[.!?…“”\"»)\]])\s*(?P<more>{_MORE})$", re.IGNORECASE)
_IMAGE_LINE = re.compile(
    r"</?(?:[\w-]+:)?(?:image|img|figure|picture)\b|!\[|data:image/|\[(?:Bild|Foto|Image|Video)\b[^\]]*\]$",
    re.IGNORECASE,
)
_ALT = re.compile(r"\balt\s*=\s*[\"“”](?P<alt>.*)[\"“”]\s*(?:/?>|<)|!\[(?P<mark>[^\]]*)\]\(", re.IGNORECASE)
_BUTTONS = (
    r"(?:drucken|seite\sdrucken|teilen|kommentare?|zurück|nach\soben|anzeige|werbung|merken|vorlesen|pdf|e-mail|facebook"
    r"|twitter|linkedin|xing|whatsapp|startseite|home|menü|suche|newsletter)"
)
_FURNITURE = re.compile(
    rf"""(?:(?:weitere|aktuelle|neueste|ähnliche|verwandte|alle|meistgelesene)\s
            (?:meldungen|beiträge|artikel|nachrichten|themen|news)\b.{{0,80}}
      | (?:stichwörter|schlagwörter|schlagworte|stichworte|tags|themen|rubrik|kategorien?)\s*:.{{1,200}}
      | (?:das\skönnte\s(?:sie|dich)\sauch|auch\sinteressant|lesen\ssie\sauch|mehr\szum\sthema|zum\sthema)\b.{{0,80}}
      | {_BUTTONS}(?:\s*[|/]?\s*{_BUTTONS})* )(?<!\.)$""",
    re.IGNORECASE | re.VERBOSE,
)
# "Lesezeit: 2 Min.", "5 min Lesedauer", "Seite: 2/3": what pages say of themselves.
_PAGE_MARK = re.compile(
    r"(?:(?:ca\.\s|etwa\s)?\d{1,3}\smin(?:\.|uten?)?\slese(?:zeit|dauer)|lese(?:zeit|dauer)\s*:.{1,30}|anbieter\szum\sthema"
    r"|seite\s?:?\s?\d+\s?/\s?\d+|[<‹«]\s?zurück)$",
    re.IGNORECASE,
)
_REPORTED_LINE = re.compile(r"\(?(?:wir|[\w.-]+(?:\s[\w.-]+)?)\sberichteten?\)?\.?$", re.IGNORECASE)
_RULE = re.compile(r"[-=_~#*–—•·.]{3,}$|(?:[*·•]\s+){2,}[*·•]$")
_REPORTED = re.compile(r"\((?:wir|[\w.-]+(?: [\w.-]+)?) berichteten?\b[^()\n]{0,40}\)(?:[.!?]|$)", re.IGNORECASE)
_POSITIONS = re.compile(
    r"\((?:v\.\s?[lr]\b|[lrm]\.\s*(?:[),;:/&]|und\b|mit\b)|(?:links|rechts|mitte|vorne?|hinten)\b)"
    r"|^(?:v\.\s?l\.|im bild\b|auf dem (?:bild|foto)\b)",
    re.IGNORECASE,
)
_OPENERS = "„“\"»«›‹‚'’([#§"
_CLOSERS = "“”\"«»›‹‘’')]"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, without the white space around it.

    Attributes:
        gap: True if a blank line, or nothing at all, stands before it.
    """

    start: int
    end: int
    text: str
    gap: bool


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The non-blank lines of `text[start:end]`, in order."""
    found: list[Line] = []
    last = -2
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        begun = match.group().lstrip()
        content = begun.rstrip()
        if not content:
            continue
        begin = match.end() - len(begun)
        blank = last < 0 or text.count("\n", last, begin) > 1
        found.append(Line(begin, begin + len(content), content, blank))
        last = begin + len(content)
    return found


def is_image(line: str) -> bool:
    """An image left by copying a page: `<image>…`, `![alt](…)`."""
    return _IMAGE_LINE.match(line) is not None


def alternative_text(line: str) -> str:
    """The text that an image line gives in place of the image; empty if it gives none."""
    match = _ALT.search(line)
    return ((match["alt"] or match["mark"] or "") if match else "").strip()


def is_credit(line: str) -> bool:
    """A line that says only whose picture it is."""
    if len(line) > 240:
        return False
    return _AUTHOR_LINE.fullmatch(line) is not None or (
        _CREDIT_LINE.fullmatch(line) is not None and not _reads_on(line)
    )


def credit_at_end(line: str) -> int | None:
    """Where the picture credit begins that ends a short line; `None` if there is none."""
    if len(line) > 600:
        return None
    match = _CREDIT_BRACKET.search(line) or _CREDIT_TAIL.search(line)
    if match is None and len(line) <= 300:
        match = _CREDIT_BEHIND.search(line)
    return match.start() if match and match.start() > 0 else None


def is_link(line: str) -> bool:
    """A line of addresses, with or without a label before them."""
    return len(line) <= 600 and _LINK_LINE.fullmatch(line) is not None


def is_more(line: str) -> bool:
    """A line that only leads on: "mehr...", "Weiterlesen »"."""
    return len(line) <= 60 and _MORE_LINE.fullmatch(line) is not None


def more_at_end(line: str) -> int | None:
    """Where the "mehr..." begins that ends a line after a finished sentence; `None` if there is none."""
    tail = max(0, len(line) - 80)
    match = _MORE_TAIL.search(line, tail)
    return match.start("more") + len(match["more"]) - len(match["more"].lstrip()) if match else None


def is_rule(line: str) -> bool:
    """A line drawn with hyphens, asterisks or the like."""
    return len(line) <= 200 and _RULE.match(line) is not None


def is_furniture(line: str) -> bool:
    """A line that belongs to the page and says nothing: image, link, "mehr...", key words, buttons, rules."""
    return (
        is_image(line)
        or is_more(line)
        or is_link(line)
        or is_rule(line)
        or (len(line) <= 300 and any(form.match(line) for form in (_FURNITURE, _REPORTED_LINE, _PAGE_MARK)))
    )


def reported_before(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of "(wir berichteten)" that close a sentence, its full stop included."""
    return [m.span() for m in _REPORTED.finditer(text, start, end)]


def tells_positions(line: str) -> bool:
    """A line that says who stands where in a picture."""
    return len(line) <= 300 and _POSITIONS.search(line) is not None


def ends_sentence(line: str) -> bool:
    """True if the last sign, closing quotes and brackets aside, ends a sentence."""
    return line.rstrip(_CLOSERS + " ")[-1:] in (".", "!", "?", "…", ":") if line.rstrip(_CLOSERS + " ") else False


def like_title(line: str) -> bool:
    """True if a line has the form of a headline: short, begun like a name or noun, not ended like a sentence."""
    first = line.lstrip(_OPENERS)[:1]
    return (
        0 < len(line) <= 160
        and len(line.split()) <= 24
        and (first.isupper() or first.isdigit() or line[:1] in _OPENERS or line[1:2].isupper())
        and line.rstrip(_CLOSERS)[-1:] not in tuple(".,;:")
        and not is_furniture(line)
        and not is_credit(line)
    )


def like_subheading(line: str) -> bool:
    """True if a line between paragraphs has the form of a subheading: a short headline without final punctuation."""
    return len(line) <= 100 and like_title(line) and not ends_sentence(line) and line[0] not in "-•*–"


def _reads_on(line: str) -> bool:
    """True for a whole sentence after the credit word ("Bild: Der Minister überreicht ... .")."""
    return len(line.split()) > 14 and line.rstrip(_CLOSERS).endswith(".")
