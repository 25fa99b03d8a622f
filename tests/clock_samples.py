"""A time in which everything that can change does, told by single articles, with every answer known beforehand."""

from __future__ import annotations

from graph_samples import BASE, extraction_of, quads_of
from kgraph.assertions import register_quads
from kgraph.register import default_register
from kgraph.store import StoredArticle

TYPES = {
    "Ute Alt": "Person",
    "Jan Neu": "Person",
    "Ole Amt": "Person",
    "Bremen": "Land",
    "Emden": "Municipality",
    "Jena": "Municipality",
    "BMI": "Ministry",
    "BMWK": "Ministry",
    "Hafenportal": "Service",
    "Werftportal": "Service",
    "Küstenpakt": "Agreement",
}
# Article → day, sentence, subject, predicate, object, and what else the statement says.
SAID = {
    "alt": ("2019-03-10", "Ute Alt, seit 2018 CIO von Bremen, sprach.", "Ute Alt", "holdsRole", "Bremen",
            {"role": "CIO", "valid_from": "2018"}),
    "neu": ("2021-06-01", "Jan Neu ist seit Mai 2021 CIO von Bremen.", "Jan Neu", "holdsRole", "Bremen",
            {"role": "CIO", "valid_from": "2021-05"}),
    "pakt": ("2020-02-01", "Bremen ist seit 15. Januar Partei von Küstenpakt.", "Bremen", "partyTo", "Küstenpakt",
             {"valid_from": "2020-01-15"}),
    "pakt-ende": ("2023-01-20", "Für Bremen endete Küstenpakt am 31. Dezember.", "Bremen", "partyTo", "Küstenpakt",
                  {"status": "ended", "valid_until": "2022-12-31"}),
    "werft": ("2022-03-01", "Das BMWK betreibt das Werftportal.", "BMWK", "operates", "Werftportal", {}),
    "geld": ("2019-05-05", "Das BMI fördert das Hafenportal.", "BMI", "funds", "Hafenportal", {}),
    "rueckblick": ("2024-09-01", "Emden nutzte das Hafenportal von 2019 bis 2020.", "Emden", "uses", "Hafenportal",
                   {"valid_from": "2019", "valid_until": "2020"}),
    "plan": ("2024-10-01", "Jena will das Hafenportal nutzen.", "Jena", "uses", "Hafenportal", {"status": "planned"}),
    # A plan that came about, one that was dropped, and a minister whose ministry is no more.
    "absicht": ("2022-02-01", "Emden will das Werftportal nutzen.", "Emden", "uses", "Werftportal",
                {"status": "planned"}),
    "vollzug": ("2023-06-01", "Emden nutzt seit Januar 2023 das Werftportal.", "Emden", "uses", "Werftportal",
                {"valid_from": "2023-01"}),
    "amt": ("2022-06-01", "Ole Amt ist Minister im BMWK.", "Ole Amt", "holdsRole", "BMWK", {"role": "Minister"}),
    "nein": ("2020-06-01", "Das BMI fördert das Hafenportal nicht.", "BMI", "funds", "Hafenportal",
             {"status": "denied"}),
}  # fmt: skip

# Day, known on → by article, whether what it says held on that day; what is missing did not.
ANSWERS = {
    # Ute Alt began some day in 2018.
    ("2018-06-01", None): {"alt": "unknown", "geld": "unknown", "nein": "unknown"},
    ("2017-12-31", None): {"geld": "unknown", "nein": "unknown"},
    ("2019-03-10", None): {"alt": "yes", "geld": "unknown", "nein": "unknown", "rueckblick": "unknown"},
    ("2019-12-31", None): {"alt": "unknown", "geld": "unknown", "nein": "unknown", "rueckblick": "yes"},
    # The use was told only in 2024.
    ("2019-12-31", "2023"): {"alt": "unknown", "geld": "unknown", "nein": "unknown"},
    ("2019-05-05", "2019-05"): {"alt": "unknown", "geld": "yes"},
    # Beginning and end of the agreement are told: in between it held, whichever article said so.
    ("2020-02-01", None): {
        "alt": "unknown", "pakt": "yes", "pakt-ende": "yes", "geld": "unknown", "nein": "unknown",
        "rueckblick": "unknown",
    },
    # What is denied did not hold on that day.
    ("2020-06-01", None): {"alt": "unknown", "pakt": "yes", "pakt-ende": "yes", "rueckblick": "unknown"},
    # Two CIOs are none: the successor's time bounds that of the predecessor, once it is known.
    ("2021-06-01", None): {"neu": "yes", "pakt": "yes", "pakt-ende": "yes", "geld": "unknown", "nein": "unknown"},
    ("2021-06-01", "2021-05-31"): {"alt": "unknown", "pakt": "unknown", "geld": "unknown", "nein": "unknown"},
    ("2022-12-31", None): {
        "neu": "unknown", "pakt": "yes", "pakt-ende": "yes", "werft": "unknown", "geld": "unknown", "nein": "unknown",
        "amt": "unknown",
    },
    # The agreement has ended, but in 2022 nobody knew.
    ("2023-06-01", None): {
        "neu": "unknown", "werft": "unknown", "geld": "unknown", "nein": "unknown", "amt": "unknown",
        "vollzug": "yes", "absicht": "yes",
    },
    ("2023-06-01", "2022"): {
        "neu": "unknown", "pakt": "unknown", "werft": "unknown", "geld": "unknown", "nein": "unknown", "amt": "unknown",
        "absicht": "unknown",
    },
    ("2022-03-01", None): {
        "neu": "unknown", "pakt": "yes", "pakt-ende": "yes", "werft": "yes", "geld": "unknown", "nein": "unknown",
        "amt": "unknown",
    },
    # The BMWK is no more, nor is anybody its minister; what is planned may have come about.
    ("2025-06-01", None): {
        "neu": "unknown", "geld": "unknown", "nein": "unknown", "plan": "unknown", "vollzug": "unknown",
        "absicht": "unknown",
    },
    # The same days as they were seen at the end of 2022, and before the last two articles.
    ("2017-12-31", "2022"): {"geld": "unknown", "nein": "unknown"},
    ("2017-12-31", "2024-08"): {"geld": "unknown", "nein": "unknown"},
    ("2020-02-01", "2022"): {"alt": "unknown", "pakt": "yes", "geld": "unknown", "nein": "unknown"},
    ("2020-02-01", "2024-08"): {
        "alt": "unknown", "pakt": "yes", "pakt-ende": "yes", "geld": "unknown", "nein": "unknown",
    },
    ("2021-06-01", "2022"): {"neu": "yes", "pakt": "unknown", "geld": "unknown", "nein": "unknown"},
    ("2021-06-01", "2024-08"): {"neu": "yes", "pakt": "yes", "pakt-ende": "yes", "geld": "unknown", "nein": "unknown"},
    # The plan was still one, and would begin after the day of its article.
    ("2022-06-01", None): {
        "neu": "unknown", "pakt": "yes", "pakt-ende": "yes", "werft": "unknown", "geld": "unknown", "nein": "unknown",
        "amt": "yes",
    },
    ("2022-06-01", "2022"): {
        "neu": "unknown", "pakt": "unknown", "werft": "unknown", "geld": "unknown", "nein": "unknown", "amt": "yes",
        "absicht": "unknown",
    },
    ("2022-06-01", "2024-08"): {
        "neu": "unknown", "pakt": "yes", "pakt-ende": "yes", "werft": "unknown", "geld": "unknown", "nein": "unknown",
        "amt": "yes",
    },
    ("2023-06-01", "2024-08"): {
        "neu": "unknown", "werft": "unknown", "geld": "unknown", "nein": "unknown", "amt": "unknown",
        "vollzug": "yes", "absicht": "yes",
    },
    ("2025-06-01", "2022"): {
        "neu": "unknown", "pakt": "unknown", "geld": "unknown", "nein": "unknown", "absicht": "unknown",
    },
    ("2025-06-01", "2024-08"): {
        "neu": "unknown", "geld": "unknown", "nein": "unknown", "vollzug": "unknown", "absicht": "unknown",
    },
}  # fmt: skip

GRID = [(day, known) for day in sorted({day for day, known in ANSWERS if known == "2024-08"})
        for known in ("2022", "2024-08", None)]  # fmt: skip
"""Six days, each as it was seen on three others."""


def stored_articles() -> list[StoredArticle]:
    """The articles, with the register's facts on both ministries."""
    register = list(register_quads(default_register(), BASE, ["ministry/bmi", "ministry/bmwk"]))
    found = []
    for id, (day, sentence, subject, predicate, object_, more) in SAID.items():
        names = (subject, object_)
        extraction = extraction_of(
            {
                "id": id,
                "title": id,
                "published": day,
                "text": f"{id}\n\n{sentence}",
                "entities": [{"id": name, "type": TYPES[name], "name": name, "aliases": []} for name in names],
                "relations": [{"s": subject, "p": predicate, "o": object_, **more}],
            }
        )
        graph, facts = quads_of(extraction)
        facts = [*facts, *(register if {"BMI", "BMWK"} & set(names) else [])]
        found.append(StoredArticle.pack(extraction, graph, facts, fingerprint="1", extractor="test"))
    return found
