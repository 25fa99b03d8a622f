"""Why an entity is that entity, in the language of the page: the sentences of `kgraph.resolve`, put into German."""

from __future__ import annotations

import re

_GERMAN = (
    (r"“(.+)” names no agreement beyond this article", r"„\1“ benennt nur in diesem Artikel eine Vereinbarung"),
    (r"not in the register; “(.+)” of (\d{4})", r"nicht im Register; „\1“ von \2"),
    (r"not in the register; known by the name “(.+)”", r"nicht im Register; bekannt unter dem Namen „\1“"),
    (r"“(.+)” is generic and the article gives no owner", r"„\1“ ist allgemein, und der Artikel sagt nicht, wessen"),
    (r"the “(.+)” of (.+)", r"„\1“ von \2"),
    (r"a surname alone names nobody beyond this article", "ein Nachname allein benennt nur in diesem Artikel jemanden"),
    (r"the full name “(.+)”", r"der volle Name „\1“"),
    (r"many bear the name “(.+)”, and nothing tells which", r"„\1“ heißen viele, und nichts sagt, wer gemeint ist"),
    (r"of those who bear the name “(.+)” the usual one", r"von denen, die „\1“ heißen, wer meist gemeint ist"),
    (r"of those who bear the name “(.+)” the one of (.+)", r"von denen, die „\1“ heißen, wer zu \2 gehört"),
    (r"(\d+) towns are named “(.+)” and nothing decides", r"\1 Orte heißen „\2“, und nichts entscheidet"),
    (r"recognised in the text as “(.+)”", r"im Text erkannt als „\1“"),
    (r"“(.+)”, of several the one of (.+)", r"„\1“, unter mehreren das von \2"),
    (r"“(.+)”, the last of its predecessors and successors", r"„\1“, das letzte unter Vorgängern und Nachfolgern"),
    (r"the register's name “(.+)”, a name that only it ever had", r"„\1“ im Register; so hieß nie etwas anderes"),
    (r"the register's name “(.+)”", r"der Name „\1“ im Register"),
    (r"“(.+)” of (.+)", r"„\1“ von \2"),
    (r"“(.+)”, recognised in its context", r"„\1“, in seinem Zusammenhang erkannt"),
    (
        r"of (\d+) towns named “(.+)” the one in a Land or district that the article names",
        r"von \1 Orten namens „\2“ der in einem Land oder Kreis, den der Artikel nennt",
    ),
    (
        r"of (\d+) towns named “(.+)” the one in the Land of the title",
        r"von \1 Orten namens „\2“ der im Land der Überschrift",
    ),
    (r"of (\d+) towns named “(.+)” the one recognised in the text", r"von \1 Orten namens „\2“ der im Text erkannte"),
    (r"of (\d+) towns named “(.+)” by far the largest", r"von \1 Orten namens „\2“ der bei weitem größte"),
    (r"“(.+)”, one of (.+)", r"„\1“, zu \2 gehörig"),
    (r"“(.+)”, the adjective", r"„\1“, das Adjektiv"),
    (r"(.+?) decided on (\S+): (.*)", r"\1 entschied am \2: \3"),
)


def why_in(text: str, language: str) -> str:
    """A reason in that language; as it stands where there is no translation."""
    for pattern, german in _GERMAN if language == "de" else ():
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return found.expand(german)
    return text
