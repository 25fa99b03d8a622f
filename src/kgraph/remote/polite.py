"""Ask other people's servers politely: each thing once, with a pause between, and again later where they are busy.

An answer goes to the cache only after whoever asked could read it, so that an error page is never kept.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from kgraph.errors import KgraphError, RemoteError
from kgraph.remote.retry import Manners, insist
from kgraph.remote.transfer import Answer

_T = TypeVar("_T")
_DAY = 86400


class Polite:
    """Requests with a cache, a pause and retries.

    Args:
        folder: Where answers are kept; made where there is none.
        manners: How servers are treated.
        offline: Ask nobody; only what the cache holds is answered.
        refresh: Ask anew what the cache holds.
        oldest: Days after which an answer is asked for anew; `offline` takes any.
        sleep: How to wait.
    """

    def __init__(
        self,
        folder: Path,
        manners: Manners | None = None,
        *,
        offline: bool = False,
        refresh: bool = False,
        oldest: float = math.inf,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._manners = manners or Manners()
        self._offline = offline
        self._refresh = refresh
        self._oldest = math.inf if offline else oldest
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def ask(self, url: str, body: str, send: Callable[[], Answer], read: Callable[[Answer], _T]) -> _T:
        """Answer from the cache, or ask.

        Args:
            url: Whom to ask.
            body: What is asked; with the URL it tells requests apart.
            send: Asks.
            read: Makes sense of an answer; raises `RemoteError` if there is none in it.

        Raises:
            RemoteError: The server cannot be reached or makes no sense, or is not to be asked.
        """
        path = self._folder / f"{hashlib.sha256(f'{url} {body}'.encode()).hexdigest()[:32]}.json"
        if not self._refresh or self._offline:
            kept = _load(path, self._oldest)
            if kept is not None:
                return read(kept)
        if self._offline:
            raise RemoteError(
                f"{url} has not been asked this before, and --offline forbids to ask now", hint="leave out --offline"
            )
        answer, value = self._insist(url, send, read)
        self._keep(path, url, body, answer)
        return value

    def _insist(self, url: str, send: Callable[[], Answer], read: Callable[[Answer], _T]) -> tuple[Answer, _T]:
        def once() -> tuple[Answer, _T]:
            self._keep_pace(url)
            answer = send()
            return answer, read(answer)

        return insist(once, self._manners, sleep=self._sleep, kept="; what was answered is in the cache")

    def _keep_pace(self, url: str) -> None:
        host = urlsplit(url).netloc
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < self._manners.pause:
            self._sleep(self._manners.pause - since)
        self._last[host] = time.monotonic()

    def _keep(self, path: Path, url: str, body: str, answer: Answer) -> None:
        record = {
            "url": url,
            "body": body,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "media_type": answer.media_type,
            "content": answer.content.decode("utf-8", "surrogateescape"),
        }
        aside = path.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(record), "utf-8")
            os.replace(aside, path)
        except OSError as fault:
            raise KgraphError(f"{self._folder} cannot be written: {fault.strerror}", hint="make it writable") from fault


def _load(path: Path, oldest: float) -> Answer | None:
    """A kept answer; None where there is none, one of more than so many days, or a damaged one."""
    try:
        record = json.loads(path.read_text("utf-8"))
        if (datetime.now(UTC) - datetime.fromisoformat(record["when"])).total_seconds() > oldest * _DAY:
            return None
        return Answer(record["content"].encode("utf-8", "surrogateescape"), record["media_type"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
