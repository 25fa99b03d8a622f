"""The closed classes of German that the clause grammar rests on: determiners, prepositions, auxiliaries.

Open classes (verbs, nouns of office, nouns that point back) are data in `data/frames`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_STRONG = {"er": "ngd", "e": "na", "es": "nag", "em": "d", "en": "ad"}

DETERMINERS: dict[str, str] = {
    "der": "ngd", "die": "na", "das": "na", "dem": "d", "den": "ad", "des": "g",
    "ein": "na", "eine": "na", "einen": "a", "einem": "d", "einer": "gd", "eines": "g",
    "beide": "na", "beiden": "nagd", "beider": "g", "alle": "na", "allen": "d", "aller": "g",
    "mehrere": "na", "mehreren": "d",
    "viele": "na", "vielen": "d", "sämtliche": "na", "deren": "nagd", "dessen": "nagd", "einige": "na",
    "zahlreiche": "na",
}  # fmt: skip
for _stem in ("dies", "jen", "jed", "kein", "sein", "ihr", "unser", "welch", "manch", "solch"):
    for _ending, _case in _STRONG.items():
        DETERMINERS[_stem + _ending] = _case
for _bare in ("kein", "sein", "ihr", "unser"):
    DETERMINERS[_bare] = "na"

DEFINITE = frozenset("der die das dem den des dieser diese dieses diesem diesen beide beiden".split())

PREPOSITIONS: dict[str, str] = dict.fromkeys(
    """
    an auf aus außer bei bis durch für gegen gegenüber hinter in laut mit mitsamt nach neben ohne samt seit
    statt trotz über um unter von vor während wegen zu zwischen zugunsten zusammen gemeinsam anstelle aufseiten
    seitens namens inklusive einschließlich nebst per pro mithilfe mittels binnen ab entlang innerhalb außerhalb
    gemäß zwecks
    """.split(),
    "",
)
for _word in PREPOSITIONS:
    PREPOSITIONS[_word] = _word
CONTRACTED = {
    "am": ("an", "d"), "ans": ("an", "a"), "aufs": ("auf", "a"), "beim": ("bei", "d"), "fürs": ("für", "a"),
    "im": ("in", "d"),
    "ins": ("in", "a"), "vom": ("von", "d"), "zum": ("zu", "d"), "zur": ("zu", "d"), "unterm": ("unter", "d"),
    "übers": ("über", "a"),
    "durchs": ("durch", "a"), "ums": ("um", "a"), "vorm": ("vor", "d"),
}  # fmt: skip

AUXILIARIES: dict[str, str] = {
    **dict.fromkeys("habe hast hat haben habt hatte hatten hätte hätten gehabt".split(), "haben"),
    **dict.fromkeys("bin bist ist sind seid war waren sei seien wäre wären gewesen sein".split(), "sein"),
    **dict.fromkeys("werde wird werden wurde wurden würde würden worden geworden".split(), "werden"),
}
MODALS: dict[str, str] = {
    **dict.fromkeys("will wollen wolle wollte wollten".split(), "wollen"),
    **dict.fromkeys("soll sollen solle sollte sollten".split(), "sollen"),
    **dict.fromkeys("kann können könne könnte könnten konnte konnten".split(), "können"),
    **dict.fromkeys("muss müssen müsse müsste müssten musste mussten".split(), "müssen"),
    **dict.fromkeys("darf dürfen dürfe dürfte dürften".split(), "dürfen"),
    **dict.fromkeys("mag mögen möchte möchten".split(), "mögen"),
}
INTENT = frozenset({"wollen", "sollen", "mögen"})
PARTICLES = frozenset(
    """
    ab an auf aus bei bereit dar durch ein entgegen fest fort frei gegenüber gut heraus hervor herunter hin
    hinzu los mit nach nieder statt teil um unter vor voran voraus vorbei vorüber weg weiter wider wieder zu
    zurück zusammen zurecht ins online stark fertig bekannt
    """.split()
) - {"ins", "online"}
SUBORDINATORS = frozenset(
    """
    dass daß weil wenn als nachdem während ob damit obwohl obgleich indem bevor ehe sobald solange seit seitdem
    sodass falls da wo wie wobei womit wodurch worüber wofür woran worauf wonach wohingegen warum wer was
    weshalb
    """.split()
)
RELATIVES = frozenset("der die das dem den deren dessen denen welche welcher welches welchem welchen".split())
CONJUNCTIONS = frozenset("und oder sowie".split())
BREAKS = frozenset("und oder aber doch sondern denn sowie".split())
PRONOUNS: dict[str, str] = {
    "er": "n", "sie": "na", "es": "na", "ihn": "a", "ihm": "d", "ihr": "d", "ihnen": "d", "man": "n",
    "wir": "n", "ich": "n",
    "dieser": "n", "letzterer": "n", "letzteres": "n", "letztere": "n",
}  # fmt: skip
PERSONAL = frozenset("er sie es ihn ihm ihr ihnen man wir ich".split())
PRONOMINALS: dict[str, str] = {
    "dort": "dort", "dafür": "für", "dagegen": "gegen", "damit": "mit", "daran": "an", "darüber": "über",
    "darauf": "auf", "dabei": "bei",
    "davon": "von", "darin": "in", "dahinter": "hinter", "hierfür": "für", "davor": "vor", "hier": "dort",
}  # fmt: skip
NEGATIONS = frozenset("nicht kein keine keinen keinem keiner keines nie niemals weder keineswegs keinesfalls".split())
ADVERBS = frozenset(
    """
    auch nur nun jetzt noch schon bereits zudem ferner außerdem daher deshalb dabei dafür daran darauf damit
    davon dazu dort hier heute gestern morgen künftig derzeit inzwischen mittlerweile bislang bisher zunächst
    erstmals erneut wieder wiederum vor allem insbesondere unter anderem etwa rund so sehr mehr weniger eben gar
    ganz fast kaum bald immer oft selbst allein allerdings jedoch hingegen dagegen indes zugleich gleichzeitig
    ebenfalls ebenso sogar offiziell maßgeblich federführend gemeinsam zusammen einst früher zuvor danach
    anschließend seither seitdem eigens neu weiterhin jeweils insgesamt teilweise weitgehend vollständig zentral
    digital online unter über rein nunmehr zwar vielmehr nämlich also trotzdem dennoch schließlich endlich
    kürzlich unlängst jüngst soeben damals demnach somit folglich zuletzt
    """.split()
)
NO_VERBS = frozenset(
    """
    den denen deren einen neben gegen zwischen hinten hinein oben unten innen außen wegen allen vielen keinen
    seinen ihren unseren zehn sieben elf schon wenn dann denn wann ohnen beiden eigen offen neuen eben daneben
    dagegen hingegen indessen unterdessen stattdessen morgen gestern während weiterhin ein sein zusammen mitten
    soweit sofern dran darin worin hin davon wovon dahin nun man von gen binnen nach denen ihnen innen einigen
    manchen anderen weiteren letzten ersten zweiten ihn in an gegenüber unter über neuem neue bis rund laut mehr
    sehr statt trotz samt vorhanden willen darunter orientierten angesichts sondern einzelnen internen moderne modernen
    erneute erneuten erneuter erneutem ort
    """.split()
)
_SEPARABLE = "ab|an|auf|aus|bei|ein|fort|frei|her|hin|mit|nach|vor|weiter|zu|zurück|zusammen"
_PARTICIPLE = re.compile(
    rf"^(?:\w*ge\w+(?:t|en|n)|\w+iert|(?:{_SEPARABLE})?(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter|"
    rf"durch|um|voll)\w+(?:t|en|n|an))$"
)
_INFLECTED = re.compile(r"^(?P<stem>\w+(?:t|en|nd|an))(?:e|er|es|en|em)$")


@lru_cache(maxsize=65536)
def lemma_of(word: str) -> str:
    """The base form; nouns keep their capital. Loads the word list (about half a second) on first use."""
    from simplemma import lemmatize

    lemma = str(lemmatize(word, lang="de", low_memory=True))
    return word if lemma.replace("ß", "ss") == word else lemma  # "Kongress" is the base form, "Kongreß" that of old


@lru_cache(maxsize=65536)
def verb_of(word: str) -> str:
    """The infinitive if a lower-case word can be a form of a verb, else an empty string."""
    if word in NO_VERBS or word in DETERMINERS or word in PREPOSITIONS or word in ADVERBS or len(word) < 3:
        return ""
    lemma = _IRREGULAR.get(word) or lemma_of(word)
    if word.endswith("end") or (lemma.endswith("en") and word in {lemma + e for e in _ENDINGS}):
        return ""  # "entscheidend", "am vergangenen Freitag", "bundeseigene": adjectives
    if _NO_FORM.search(word) and not lemma.endswith(("enden", "mischen", "wischen", "frischen", "fischen", "tischen")):
        return ""  # "laufende", "der brandenburgischen"
    if lemma == word and word.endswith(("tet", "tete", "teten")) and known(re.sub(r"et(?:e|en)?$", "en", word)):
        lemma = re.sub(r"et(?:e|en)?$", "en", word)
    if (
        lemma == word
        and word.endswith(("iert", "ierte", "ierten", "ierter", "ierendes", "iertem", "iertes"))
        and not word.endswith("orientierten")
    ):
        lemma = word[: word.rindex("iert")] + "ieren"
    if lemma == word:
        lemma = _prefixed(word) or lemma
    if lemma == word and word.endswith("t") and len(word) > 5:  # "besorgt", "gefeilt": not only adjectives
        lemma = next((s + "en" for s in (word[:-1], word[:-1].removeprefix("ge")) if known(s + "en")), lemma)
    weak = _WEAK.match(word) if lemma == word or not lemma.endswith(("en", "eln", "ern")) else None
    if weak and known(weak[1] + "en"):
        lemma = weak[1] + "en"  # "belegte", "entsendet"
    if lemma.endswith(("en", "eln", "ern", "tun")) or lemma == "sein":
        if lemma == word and not known(word):
            return ""
        return lemma if lemma[:1].islower() else ""
    return ""


_JOINED = re.compile(
    r"(ab|an|auf|aus|bei|bereit|durch|ein|fest|frei|her|hervor|hin|hinzu|los|mit|nach|nieder|statt|teil|um|unter|"
    r"voran|vor|weg|weiter|wieder|zurück|zusammen|zu)(zu)?(\w{4,}(?:t|te|ten|en|eln|ern))$"
)


def _prefixed(word: str) -> str:
    """The infinitive of a form with a separable prefix that the word list lacks ("vorangebracht", "beisteuert")."""
    joined = _JOINED.match(word)
    if joined and known(joined[3]):
        lemma = lemma_of(joined[3])
        if lemma.endswith(("en", "eln", "ern")) and lemma.islower():
            return joined[1] + lemma  # "beisteuert", "beizusteuern"
    match = re.match(
        r"(ab|an|auf|aus|bei|bereit|durch|ein|fest|frei|hervor|hinzu|los|mit|nach|statt|teil|um|unter|voran|"
        r"vor|weiter|zurück|zusammen|zu)(ge\w+(?:t|en|an))$",
        word,
    )
    if not match:
        return ""
    lemma = lemma_of(match[2])
    return match[1] + lemma if lemma.endswith(("en", "tun")) and lemma != match[2] else ""


_NO_FORM = re.compile(r"(?:end|isch)(?:e|en|er|es|em)$")
_ENDINGS = ("e", "en", "er", "es", "em")
_WEAK = re.compile(r"((?:be|ver|er|ent|zer|emp|miss)\w{3,}?)e?(?:t|te|ten)$")
_IRREGULAR = {
    "stand": "stehen",
    "gestanden": "stehen",
    "ernannt": "ernennen",
    "ernannte": "ernennen",
    "ernannten": "ernennen",
    **dict.fromkeys("gelangt gelangte gelangten".split(), "gelangen"),
    "floss": "fließen",
    "umriss": "umreißen",
    "umrissen": "umreißen",
    "bezuschusst": "bezuschussen",
    "bezuschusste": "bezuschussen",
    "bezuschussten": "bezuschussen",
    "eingeladen": "einladen",
    "entschieden": "entscheiden",
    "erschienen": "erscheinen",
    "verzahnt": "verzahnen",
    **dict.fromkeys("gelauncht launcht launchte launchten".split(), "launchen"),
    "innehat": "innehaben",
    "innehatte": "innehaben",
    "innehatten": "innehaben",
    "missbilligt": "missbilligen",
    "durchgefallen": "durchfallen",
    "zusammengetan": "zusammentun",
}


@lru_cache(maxsize=65536)
def known(word: str) -> bool:
    """Whether the word list has this very form, in this very case."""
    from simplemma import is_known

    return bool(is_known(word, lang="de", low_memory=True))


@lru_cache(maxsize=65536)
def is_adjective(word: str) -> bool:
    """Whether a lower-case word is an inflected adjective: its base form is shorter, lower-case and no verb."""
    lemma = lemma_of(word)
    return (
        word.endswith(("e", "er", "en", "es", "em")) and lemma != word and lemma.islower() and not lemma.endswith("en")
    )


@lru_cache(maxsize=65536)
def may_be_participle(word: str) -> bool:
    """Whether a verb form has the shape of a past participle."""
    return bool(_PARTICIPLE.match(word))


@lru_cache(maxsize=65536)
def attributive_participle(word: str) -> str:
    """The verb whose inflected past participle `word` is ("geförderte" → "fördern"), else an empty string."""
    match = _INFLECTED.match(word)
    if not match or not word.islower() or word.startswith("gesamt"):
        return ""
    stem = match["stem"]
    if not may_be_participle(stem):
        return ""
    return verb_of(stem)
