"""Read a model's answer: its text in, for each text asked about the entities and statements it holds out.

Servers that enforce the schema give clean JSON; others wrap it in a fence or put their thinking before it. A whole
answer that is no such object is refused, so that it is asked for again; a single item of a wrong form is
counted and left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast, get_args

from kgraph.engines.proposal import Proposal
from kgraph.records import Article, Extraction, Status
from kgraph.vocab import schema

Item = Mapping[str, Any]
"""What a model says of one text: lists `entities` and `statements`."""

_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_STATUSES = get_args(Status)


class AnswerError(Exception):
    """An answer that cannot be used; the message tells the model why."""


def read_answer(content: str, number: int) -> dict[int, Item]:
    """What an answer says of each text, by its number from 1; texts that it passes over are missing.

    Args:
        content: As the model gave it.
        number: How many texts were asked about.

    Raises:
        AnswerError: It is not of the form that was asked for.
    """
    text = _THINKING.sub("", content)
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise AnswerError("it holds no JSON object")
    try:
        document = json.loads(text[start : end + 1])
    except (ValueError, RecursionError) as fault:
        raise AnswerError(f"it is not valid JSON ({fault})") from fault
    if number == 1 and _is_item(document):
        return {1: document}
    items = document.get("texts") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise AnswerError('it has no list "texts"')
    found: dict[int, Item] = {}
    for item in items:
        if not _is_item(item):
            raise AnswerError('a member of "texts" lacks the lists "entities" and "statements"')
        which = item.get("number", 1 if number == 1 else None)
        if isinstance(which, int) and 1 <= which <= number:
            found.setdefault(which, item)
    return found


def _is_item(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(k), list) for k in ("entities", "statements"))


def extraction_of(article: Article, items: list[Item], confidence: float, rule: str = "llm") -> Extraction:
    """All that a model says of an article, each name and quote at its place in the text.

    Args:
        article: Whose text was asked about, perhaps in pieces.
        items: For each piece what the model says; ids hold within a piece only.
        confidence: Of each statement.
        rule: What marks them.
    """
    proposal = Proposal(article, rule)
    for item in items:
        ids = _entities(proposal, item["entities"])
        for statement in item["statements"]:
            _relation(proposal, statement, ids, confidence)
    return proposal.extraction()


def _entities(proposal: Proposal, entities: list[Any]) -> dict[str, str]:
    """The model's ids to those of the proposal; names do, too, for models that take them for ids."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for entity in entities:
        id, type, name = (_text(entity, key) for key in ("id", "type", "name"))
        if id is None or name is None or type not in schema().fine_types:
            proposal.lose("entity of a wrong form")
            continue
        forms = entity.get("forms")
        others = [form for form in forms if isinstance(form, str)] if isinstance(forms, list) else []
        ids[id] = names[name] = proposal.entity(type, name, aliases=others, date=_text(entity, "date"))
    return names | ids


def _relation(proposal: Proposal, statement: Any, ids: Mapping[str, str], confidence: float) -> None:
    subject, predicate, object_, quote = (_text(statement, k) for k in ("subject", "predicate", "object", "quote"))
    status = _text(statement, "status") or "fact"
    if subject is None or predicate is None or object_ is None or quote is None or status not in _STATUSES:
        proposal.lose("statement of a wrong form")
        return

    def end(key: str) -> str | None:
        id = _text(statement, key)
        return None if id is None else ids.get(id, id)

    proposal.relation(
        ids.get(subject, subject),
        predicate,
        ids.get(object_, object_),
        quote,
        confidence=confidence,
        status=cast(Status, status),
        role=_text(statement, "role") if predicate == "holdsRole" else None,
        amount=_text(statement, "amount") if predicate == "funds" else None,
        source=end("from") if predicate == "takesOver" else None,
        speaker=end("speaker"),
        valid_from=_text(statement, "valid_from"),
        valid_until=_text(statement, "valid_until"),
    )


def _text(record: Any, key: str) -> str | None:
    value = record.get(key) if isinstance(record, dict) else None
    return value.strip() or None if isinstance(value, str) else None
