"""The engine `llm`: a language model behind an OpenAI-compatible endpoint, such as Ollama, vLLM or a hosted one.

Articles in; what the model says of them out, each name and quote looked up in the text. Nothing is sent unless
an address and a model are configured. Articles are asked about several at once, short ones together if so configured;
answers are kept; a text for which the answer breaks off is asked about in halves. An article that fails is a
`KgraphError` in its place and stops no other; only after a few in a row that fail for the server's sake no more
are sent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from kgraph.engines.llm.answer import Item, extraction_of
from kgraph.engines.llm.options import ModelOptions, model_options
from kgraph.engines.llm.pieces import pieces
from kgraph.engines.llm.prompt import prompt_version
from kgraph.engines.llm.reader import Reader
from kgraph.engines.llm.usage import Usage
from kgraph.errors import KgraphError
from kgraph.extract import Tables
from kgraph.records import Article, Extraction

__all__ = ["LanguageModel"]

Result = Extraction | KgraphError


class LanguageModel:
    """The engine.

    Attributes:
        version: Changes with the model, its settings and the prompt.
        usage: What the requests of this engine took.
    """

    def __init__(self, name: str, options: ModelOptions) -> None:
        self._name = name
        self._options = options
        self.usage = Usage()
        asked = f"{options.model} {options.format} {sorted(options.request.items())} {prompt_version()}"
        self.version = f"{asked} {name} {options.confidence}"
        self._reader = Reader(options, self.usage, asked)

    @classmethod
    def from_settings(cls, name: str, tables: Tables) -> LanguageModel:
        """The engine that `[engines.NAME]` describes.

        Raises:
            UsageError: No address or model is given, the key is missing, or a value makes no sense.
        """
        return cls(name, model_options(name, tables))

    def __call__(self, article: Article) -> Extraction:
        """What the model says of one article.

        Raises:
            RemoteError: The endpoint fails, or gives no answer that can be used.
        """
        (result,) = self.many([article])
        if isinstance(result, KgraphError):
            raise result
        return result

    def many(self, articles: Iterable[Article]) -> Iterator[Result]:
        """For each article, in their order, what the model says of it or what went wrong."""
        pool = ThreadPoolExecutor(self._options.parallel, thread_name_prefix="kgraph-llm")
        waiting: deque[Future[list[Result]]] = deque()
        groups = self._groups(articles)
        self._reader.stopped.clear()
        try:
            while True:
                while len(waiting) < 2 * self._options.parallel and (group := next(groups, None)):
                    waiting.append(pool.submit(self._read, group))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            if waiting:
                self._reader.stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)

    def report(self) -> tuple[str, ...]:
        """One line on what the requests took and cost."""
        options = self._options
        line = self.usage.line(options.price_input, options.price_output, options.currency)
        return (f"{self._name} ({options.model}): {line}",)

    def _groups(self, articles: Iterable[Article]) -> Iterator[list[Article]]:
        """Articles that are asked about together: at most `batch`, and not longer than `longest`."""
        group: list[Article] = []
        size = 0
        for article in articles:
            if group and (len(group) == self._options.batch or size + len(article.text) > self._options.longest):
                yield group
                group, size = [], 0
            group.append(article)
            size += len(article.text)
            if len(group) == self._options.batch:
                yield group
                group, size = [], 0
        if group:
            yield group

    def _read(self, group: list[Article]) -> list[Result]:
        """What the model says of the articles of one request, or of one article."""
        found = self._reader.read([pieces(article, self._options.longest) for article in group])
        return [self._result(article, items) for article, items in zip(group, found, strict=True)]

    def _result(self, article: Article, items: list[Item] | KgraphError) -> Result:
        if isinstance(items, KgraphError):
            return _of(article, items)
        return extraction_of(article, items, self._options.confidence, self._name)


def _of(article: Article, fault: KgraphError) -> KgraphError:
    """The fault, with the article that it befell."""
    said = type(fault)(f"article {article.id!r}: {fault}", hint=fault.hint)
    said.__cause__ = fault
    return said
