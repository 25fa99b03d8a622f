"""The screen: which pages of a crawl are worth reading."""

import pytest

from kgraph.config import resource
from kgraph.read.screen import default_screen
from warc_samples import ENGLISH, FOOTBALL, TOPIC, page

DUTCH = (
    "De gemeente heeft een digitaal portaal voor de burgers. Het is een dienst van de gemeente, die niet voor alle "
    "inwoners te gebruiken is, maar de wethouder wil dat het portaal van het bestuur voor het einde van het jaar werkt."
)
COUNCIL = (
    "Der Gemeinderat hat den Haushalt beschlossen. Für die Straße nach Norden und die neue Halle sind im nächsten Jahr "
    "zwei Millionen Euro vorgesehen, sagte der Bürgermeister. Die Stadt wird dafür einen Kredit aufnehmen."
)
PHONE = (
    "Das neue Modell kommt im Herbst auf den Markt. Die Kamera ist besser als bei dem Vorgänger, und die Software wird "
    "sieben Jahre mit Updates versorgt. Über den Preis ist noch nichts bekannt, online wird aber schon spekuliert."
)
SCHOOL = (
    "Das Schulamt hat die Anmeldung für die erste Klasse auf den Weg gebracht. Die Eltern können den Antrag nun "
    "elektronisch stellen, teilte das Ministerium mit, und müssen nicht mehr auf das Amt."
)


def verdict(title, text, url="https://example.org/1", **keywords):
    return default_screen().verdict(url, page(title, text, **keywords).encode())


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Jena: Lotse", TOPIC, "worth"),
        ("Anmeldung vereinfacht", SCHOOL, "worth"),
        ("Jena: digital portal of the Verwaltung", ENGLISH, "foreign"),
        ("Digitaal portaal", DUTCH, "foreign"),
        ("Sieg am Samstag", FOOTBALL, "other"),
        ("Haushalt beschlossen", COUNCIL, "other"),
        ("Neues Telefon", PHONE, "other"),
        ("Haushalt beschlossen: Stadt setzt auf E-Akte", COUNCIL, "worth"),
    ],
    ids=[
        "subject",
        "in the lead",
        "English",
        "Dutch",
        "football",
        "council, not digital",
        "digital, not public",
        "title",
    ],
)
def test_a_page_is_screened_by_language_and_subject(title, text, expected):
    assert verdict(title, text) == expected


def test_the_text_tells_the_language_and_not_what_the_page_declares():
    declared = default_screen().verdict("https://example.org/en/1", b'<html lang="en">' + page("Jena", TOPIC).encode())
    assert declared == "worth"
    assert verdict("Jena", ENGLISH, head='<meta http-equiv="content-language" content="de">') == "foreign"


def test_words_of_the_address_count_and_those_of_scripts_and_menus_do_not():
    for address in ("e-akte/1", "digitale-verwaltung.html", "a/serviceportal-kommt"):
        assert verdict("Beschluss", COUNCIL, f"https://example.org/{address}") == "worth"
    assert verdict("Beschluss", COUNCIL, "https://e-akte.example.org/akte/1") == "other"
    menu = "<p>x</p><nav>E-Government Onlinedienste E-Government</nav><script>'E-Government E-Government'</script>"
    assert default_screen().verdict("https://example.org", (menu + page("Beschluss", COUNCIL)).encode()) == "other"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_umlauts_are_read_in_either_encoding_and_as_entities(encoding):
    text = COUNCIL + " Das Bürgerkonto ist neu. Ein Bürgerkonto ist frei."
    raw = page("Beschluss", text).encode(encoding)
    assert default_screen().verdict("https://example.org", raw) == "worth"
    entities = raw.decode(encoding).replace("ü", "&uuml;").encode()
    assert default_screen().verdict("https://example.org", entities) == "worth"


def test_hardly_an_annotated_article_is_passed_over():
    paths = sorted(resource("data/articles").glob("*/*.txt"))
    found = []
    for path in paths:
        title, _, text = path.read_text("utf-8").partition("\n")
        found.append(verdict(title, text) == "worth")
    assert len(paths) > 200 and sum(found) >= 0.95 * len(paths)
