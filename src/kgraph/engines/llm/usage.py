"""What the requests to a language model took: counted as they happen, told in one line at the end."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Usage:
    """Counters of one run; safe to use from several threads.

    Attributes:
        requests: Sent, repetitions included.
        repeated: Of these, those that repeat another.
        cached: Texts whose answer was kept from before.
        sent: Tokens of the requests, as the server counts them; `received` of the answers.
        uncounted: Answers for which the server told no tokens.
        seconds: That requests took, added up.
    """

    requests: int = 0
    repeated: int = 0
    cached: int = 0
    sent: int = 0
    received: int = 0
    uncounted: int = 0
    seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, **numbers: float) -> None:
        """Count something."""
        with self._lock:
            for name, number in numbers.items():
                setattr(self, name, getattr(self, name) + number)

    def tokens(self, usage: object) -> None:
        """Count what the server says that an answer took."""
        counts = usage if isinstance(usage, dict) else {}
        sent, received = counts.get("prompt_tokens"), counts.get("completion_tokens")
        if isinstance(sent, int) and isinstance(received, int):
            self.add(sent=sent, received=received)
        else:
            self.add(uncounted=1)

    def line(self, price_input: float, price_output: float, currency: str) -> str:
        """All of it for the user; prices are for a million tokens, 0 where unknown."""
        said = [_number(self.requests, "request")]
        if self.repeated:
            said[0] += f" ({self.repeated} of them repeated)"
        if self.cached:
            said.append(f"{_number(self.cached, 'answer')} from the cache")
        said.append(f"{_number(self.sent, 'token')} sent, {self.received} received")
        if self.uncounted:
            said.append(f"{_number(self.uncounted, 'answer')} without a count of tokens")
        said.append(f"{self.seconds:.1f} s of waiting")
        if price_input or price_output:
            cost = (self.sent * price_input + self.received * price_output) / 1_000_000
            said.append(f"{cost:.4f} {currency}" + (" at least" if self.uncounted else ""))
        return ", ".join(said)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
