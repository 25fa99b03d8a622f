"""Which form of its verb a word is, from how it looks: finite, infinitive, participle, or one of several."""

from __future__ import annotations

import re
from functools import lru_cache

from kgraph.relate import grammar
from kgraph.relate.words import Atom

_PRETERITE = re.compile(
    r"(?:nahmen|kamen|gaben|hielten|ließen|traten|fanden|standen|gingen|fingen|liefen|riefen|stießen|"
    r"trugen|warfen|sprachen|brachen|trafen|lagen|saßen|sahen|luden|begannen|gewannen)$"
)


# "betreibt", "beschließt", "übernimmt" are no participles, as these verbs are strong.
_STRONG = re.compile(
    r"^(?!\w*ge)(?:\w{0,8}?)(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter|durch|um|voll)"
    r"(?:treib|halt|nimm|gib|steh|werf|wirf|lass|läss|trag|träg|schreib|sprech|sprich|bind|find|zieh|biet|tritt|schein|greif|"
    r"schließ|scheid|meid|leih|weis|ginn|winn|komm|lier|fahr|fähr|werb|wirb|streit|schreit|geh|steig|schieb|heb|fehl|"
    r"fiehl|lad|läd|brech|brich|treff|triff|wachs|fall|fäll|sitz|lieg|häng|schein|denk|bring|nenn|kenn|ruf)e?t$"
)

_WITH_GE = re.compile(
    r"(?:ab|an|auf|aus|bei|bekannt|bereit|dar|durch|ein|entgegen|fest|fort|frei|her\w*|hin\w*|los|mit|nach|nieder|statt|"
    r"teil|um|vor\w*|weg|weiter|wieder|zu\w*|um|über|unter|gut|sicher|online)?ge"
)
_MIXED = ("kannt", "nannt", "dacht", "bracht", "sandt", "wandt")


@lru_cache(maxsize=1 << 14)
def form_of(text: str, lemma: str) -> str:
    """`fin`, `inf` (or finite plural), `part`, `amb` (participle or finite), `zu`."""
    if lemma == text:
        return "inf"
    if "zu" in text and text.endswith("n") and text.replace("zu", "", 1) == lemma:
        return "zu"
    if text in ("gehört", "gehöre", "angehört", "dazugehört"):
        return "amb"
    if lemma.endswith("gehören") and text.endswith(("gehörte", "gehörten")):
        return "fin"
    if text.endswith(_MIXED):
        return "part"
    if _STRONG.search(text) or (text.endswith(("geht", "gesteht")) and lemma == text[:-1] + "en"):
        return "fin"  # the "ge" of "vorbeigeht" is that of "gehen"
    if grammar.may_be_participle(text):
        if _WITH_GE.match(text) and not lemma.startswith("ge"):
            return "part"
        weak = text in (lemma[:-2] + "ten", lemma[:-2] + "eten", lemma[:-1] + "ten", lemma[:-1] + "eten")
        strong = text.endswith("t") and lemma not in (
            text[:-1] + "en",
            text[:-2] + "en",
            text[:-1] + "n",
            text[:-2] + "n",
        )
        return "fin" if weak or strong or _PRETERITE.search(text) else "amb"
    return "fin"


def is_helper(atom: Atom) -> bool:
    """Whether an atom is an auxiliary or modal."""
    lower = atom.text.lower()
    return lower in grammar.AUXILIARIES or lower in grammar.MODALS
