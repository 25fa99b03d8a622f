"""Ask a model about pieces of articles until there is an answer that can be used: pieces in, items out.

What was asked before comes from the cache. An answer that is no proper JSON is asked for again with what was wrong;
one that breaks off, in halves of the text; one of several texts that the model passes over, by itself. When the
endpoint itself fails a few times in a row, no more is sent.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from kgraph.engines.llm.answer import AnswerError, Item, read_answer
from kgraph.engines.llm.cache import Cache
from kgraph.engines.llm.client import ChatClient, EndpointError, TooLongError
from kgraph.engines.llm.options import ModelOptions
from kgraph.engines.llm.pieces import Piece
from kgraph.engines.llm.prompt import messages
from kgraph.engines.llm.usage import Usage
from kgraph.errors import KgraphError, RemoteError, several

_IN_HALVES: Item = {"entities": [], "statements": [], "halves": True}


class UnusableError(RemoteError):
    """The model answers, but never in the form that was asked for."""


class Reader:
    """Reads pieces with one model; safe to use from several threads.

    Args:
        options: Of the engine.
        usage: Gets what requests take.
        version: All that the answers depend on, besides the text.

    Attributes:
        stopped: Set when nobody waits for answers any more; then nothing more is sent.
    """

    def __init__(self, options: ModelOptions, usage: Usage, version: str) -> None:
        self._options = options
        self._usage = usage
        self._cache = Cache(options.cache, version)
        self.stopped = threading.Event()
        self._client = ChatClient(options, options.key(), usage, self.stopped.wait)
        self._lock = threading.Lock()
        self._failures = 0
        self._given_up = ""

    def read(self, articles: Sequence[Sequence[Piece]]) -> list[list[Item] | KgraphError]:
        """For each article, given by its pieces, what the model says of them or what went wrong.

        Pieces that are not kept from before are asked about together, if there is more than one article.
        """
        found = {piece: item for pieces in articles for piece in pieces if (item := self._kept(piece))}
        self._usage.add(cached=len(found))
        missing = [piece for pieces in articles for piece in pieces if piece not in found]
        if len(articles) > 1 and len(missing) > 1:
            try:
                answered = self._ask(missing)
            except (TooLongError, UnusableError):
                pass  # one text among them may be the reason: each is asked about by itself below
            except RemoteError as fault:
                return [fault if set(pieces) & set(missing) else [found[p] for p in pieces] for pieces in articles]
            else:
                found |= {missing[number - 1]: item for number, item in answered.items()}
        return [self._article(pieces, found) for pieces in articles]

    def _article(self, pieces: Sequence[Piece], found: Mapping[Piece, Item]) -> list[Item] | KgraphError:
        try:
            return [item for p in pieces for item in ([found[p]] if p in found else self._whole(p))]
        except KgraphError as fault:
            return fault

    def _whole(self, piece: Piece) -> list[Item]:
        """What the model says of a piece, asked about in halves if need be."""
        kept = self._cache.get(piece.text, piece.article.published)
        halves = piece.halves()
        if kept is None:
            try:
                return [self._ask([piece])[1]]
            except TooLongError:
                if len(halves) < 2:
                    raise
        elif not kept.get("halves"):
            return [kept]
        found = [item for half in halves for item in self._whole(half)]
        # So that the whole, which is too long, is not asked about again.
        self._cache.put(piece.text, piece.article.published, _IN_HALVES)
        return found

    def _ask(self, pieces: Sequence[Piece]) -> dict[int, Item]:
        """The answers for some pieces, by number from 1; of several pieces some may be missing."""
        texts = [piece.text for piece in pieces]
        dates = [piece.article.published for piece in pieces]
        in_words = self._options.format != "json_schema"
        fault = ""
        for _ in range(self._options.retries + 1):
            asked = messages(texts, dates, fault, with_schema=in_words)
            content = self._send(asked, repeated=bool(fault))
            try:
                found = read_answer(content, len(pieces))
                if not found:
                    raise AnswerError("it says nothing of any text that was asked about")
            except AnswerError as again:
                fault = str(again)
                continue
            for number, item in found.items():
                self._cache.put(texts[number - 1], dates[number - 1], item)
            return found
        tries = several(self._options.retries + 1, "try", "tries")
        raise UnusableError(
            f"{self._options.model} gives no answer that can be used: {fault} ({tries})",
            hint="try format = json_schema if the endpoint has it, or another model",
        )

    def _send(self, asked: list[dict[str, str]], *, repeated: bool) -> str:
        """Ask, unless the endpoint has failed too often."""
        if self.stopped.is_set() or self._given_up:
            why = self._given_up or "the run was stopped"
            raise EndpointError(f"not sent: {why}", hint="mend that and run it again; answers are kept")
        try:
            content = self._client.ask(asked, repeated=repeated)
        except EndpointError as fault:
            with self._lock:
                self._failures += 1
                if fault.hopeless or self._failures >= self._options.give_up:
                    self._given_up = self._given_up or str(fault)
            raise
        with self._lock:
            self._failures = 0
        return content

    def _kept(self, piece: Piece) -> Item | None:
        item = self._cache.get(piece.text, piece.article.published)
        return None if item is None or item.get("halves") else item
