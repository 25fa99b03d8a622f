"""Web archives made for tests: pages in, WARC bytes out."""

import gzip

TOPIC = (
    "Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt. Mit dem Onlinedienst können die Bürgerinnen und Bürger "
    "Anträge an die Verwaltung stellen, ohne auf das Amt zu gehen. Das Portal ist seit Montag für alle offen."
)
FOOTBALL = (
    "Der Sieg am Samstag war nicht schön, aber er zählt. Die Mannschaft hat sich in der zweiten Halbzeit gesteigert, "
    "und der Trainer war mit dem Ergebnis zufrieden. Am Mittwoch geht es auf die Reise zum Tabellenletzten."
)
ENGLISH = (
    "The city of Jena has developed a digital portal for the administration. With the online service, citizens are "
    "able to apply for what they need from the Verwaltung, and the Bürgermeister is happy with it."
)


def page(title, text, *, head=""):
    """An HTML page of one article."""
    body = "".join(f"<p>{text} Absatz {number} sagt das noch einmal.</p>" for number in range(2))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def record(url, body, *, kind="response", status="200 OK", mime="text/html; charset=utf-8", headers="", length=None):
    """One record, not gzipped; `length` replaces the true one."""
    raw = body.encode() if isinstance(body, str) else body
    block = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{headers}\r\n".encode() + raw
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T06:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block) if length is None else length}"
    )
    return f"{head}\r\n\r\n".encode() + block + b"\r\n\r\n"


def article_record(number, text=TOPIC, **keywords):
    """A record of an article of its own."""
    url = f"https://example.org/{number}"
    return record(url, page(f"Jena: Meldung Nummer {number}", f"{text} ({number})"), **keywords)


def archive(records, *, packed=True):
    """A file of records, each gzipped by itself or none."""
    return b"".join(gzip.compress(item, mtime=0) if packed else item for item in records)
