"""The table of a language model in `kgraph.toml`, checked."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.engines.options import read_options
from kgraph.errors import UsageError
from kgraph.extract import Tables

FORMATS = ("json_schema", "json_object", "none")


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """The table `[engines.llm]`; only `url` and `model` are needed.

    Attributes:
        url: Base address of the endpoint, up to and including `/v1`.
        model: Name of the model there.
        key_env: Name of the environment variable that holds the key; the key itself never stands in a file.
        format: How the server is told the form of its answers: `json_schema`, `json_object`, or `none`.
        request: Further fields of each request, as the endpoint knows them.
        timeout: Seconds that one answer may take.
        retries: How often a request is repeated, after a failure and after an answer that cannot be used.
        pause: Seconds before the first repetition; doubles with each.
        longest_pause: Seconds that a server may make us wait; one that asks for more has failed.
        give_up: Articles in a row that may fail because of the server; then no more are sent.
        parallel: Requests under way at once.
        batch: Articles in one request, if they are short.
        longest: Characters of text in one request; longer articles are asked for in pieces.
        cache: Folder that keeps the answers; an empty text keeps none.
        confidence: Of each statement, before anybody has measured it.
        price_input: For a million tokens that are sent; `price_output` for a million that come back.
        currency: Of the prices.
    """

    url: str = ""
    model: str = ""
    key_env: str = ""
    format: str = "json_schema"
    request: Mapping[str, object] = field(default_factory=lambda: {"temperature": 0})
    timeout: float = 120.0
    retries: int = 3
    pause: float = 1.0
    longest_pause: float = 60.0
    give_up: int = 3
    parallel: int = 4
    batch: int = 1
    longest: int = 6000
    cache: str = ".kgraph-cache/llm"
    confidence: float = 0.5
    price_input: float = 0.0
    price_output: float = 0.0
    currency: str = "EUR"

    @property
    def address(self) -> str:
        """Where requests go."""
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def key(self) -> str:
        """The key, or an empty text where none is needed.

        Raises:
            UsageError: The variable is named but not set.
        """
        if not self.key_env:
            return ""
        key = os.environ.get(self.key_env, "").strip()
        if not key:
            raise UsageError(
                f"the environment variable {self.key_env} is not set", hint="it must hold the key of the endpoint"
            )
        return key


def model_options(name: str, tables: Tables) -> ModelOptions:
    """The options of the engine of that name.

    Raises:
        UsageError: No address or model is given, or a value makes no sense.
    """
    options = read_options(ModelOptions, name, tables.get(name, {}))
    place = f"[engines.{name}]"
    if not options.url or not options.model:
        raise UsageError(
            f"engine {name!r} is not configured: nothing is sent anywhere",
            hint=f'write url = "…/v1" and model = "…" below {place} in kgraph.toml (see docs/engines.md)',
        )
    parts = urllib.parse.urlsplit(options.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{place}: url {options.url!r} is no address", hint="it begins with http:// or https://")
    if parts.username or parts.password or parts.query:
        raise UsageError(f"{place}: url must hold no key, user or password", hint="name the key's variable in key_env")
    if options.format not in FORMATS:
        raise UsageError(f"{place}: format {options.format!r}", hint=f"use {', '.join(FORMATS)}")
    least = {"retries": 0, "pause": 0, "timeout": 0.1, "give_up": 1, "parallel": 1, "batch": 1, "longest": 200}
    for key, number in least.items():
        if getattr(options, key) < number:
            raise UsageError(f"{place}: {key} must be at least {number}")
    if not 0 < options.confidence <= 1:
        raise UsageError(f"{place}: confidence must be above 0 and at most 1")
    return options
