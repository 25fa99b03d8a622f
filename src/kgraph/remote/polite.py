"""Ask other people's servers politely: each thing once, with a pause between, and again later where they are busy.

An answer goes to the cache only after whoever asked could read it, so that an error page is never kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from kgraph.errors import KgraphError, RemoteError
from kgraph.remote.transfer import Answer, Later

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is treated.

    Attributes:
        pause: Seconds between two requests to one host.
        tries: How often something is asked for at most.
        first_wait: Seconds to wait before the second try; each further wait is twice as long.
        longest_wait: Seconds that are waited at most, whatever the server asks for.
    """

    pause: float = 1.0
    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0


class Polite:
    """Requests with a cache, a pause and retries.

    Args:
        folder: Where answers are kept; made where there is none.
        manners: How servers are treated.
        offline: Ask nobody; only what the cache holds is answered.
        refresh: Ask anew what the cache holds.
        sleep: How to wait.
    """

    def __init__(
        self,
        folder: Path,
        manners: Manners | None = None,
        *,
        offline: bool = False,
        refresh: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._manners = manners or Manners()
        self._offline = offline
        self._refresh = refresh
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
            kept = _load(path)
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
        wait = self._manners.first_wait
        for left in range(self._manners.tries - 1, -1, -1):
            self._keep_pace(url)
            try:
                answer = send()
                return answer, read(answer)
            except Later as fault:
                asked = wait if fault.wait is None else fault.wait
                if not left:
                    raise
                if asked > self._manners.longest_wait:
                    raise RemoteError(
                        f"{fault}; it asks to come back in {asked:.0f} s",
                        hint="try again then; what was answered is in the cache",
                    ) from fault
                self._sleep(asked)
                wait = min(2 * wait, self._manners.longest_wait)
        raise AssertionError("at least one try is made")

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


def _load(path: Path) -> Answer | None:
    """A kept answer; None where there is none, or a damaged one."""
    try:
        record = json.loads(path.read_text("utf-8"))
        return Answer(record["content"].encode("utf-8", "surrogateescape"), record["media_type"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
