"""Texts of strangers in pages: escaped, without marks that turn them, and no link that could run a script."""

import ast
from pathlib import Path

import pytest

from kgraph.templating import day, environment, web_address

SOURCE = Path(__file__).parent.parent / "src" / "kgraph"


def test_what_is_put_into_a_template_is_escaped_and_cleaned(tmp_path):
    (tmp_path / "a.html").write_text("<b>{{ text }}</b>", "utf-8")
    text = "<script>\u202eevil\u0000\ufeff</script>"
    assert environment(tmp_path).get_template("a.html").render(text=text) == "<b>&lt;script&gt;evil&lt;/script&gt;</b>"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("https://example.org/\nx", False),
        ("https://example.org\n", False),
        ('https://example.org/"onclick=x', False),
        ("", False),
        (None, False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(address, link):
    assert bool(web_address(address)) is link


@pytest.mark.parametrize(
    ("date", "german"), [("2023-11-20", "20.11.2023"), ("2023-11", "11/2023"), ("2023", "2023"), ("bald", "bald")]
)
def test_a_date_is_written_as_the_language_has_it(date, german):
    assert (day("de", date), day("en", date)) == (german, date)


def test_all_pages_are_made_here():
    def makes_templates(path: Path) -> bool:
        calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        return any(isinstance(call, ast.Name) and call.id == "Environment" for call in calls)

    assert [path.name for path in sorted(SOURCE.rglob("*.py")) if makes_templates(path)] == ["templating.py"]
