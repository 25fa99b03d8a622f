"""Ask an OpenAI-compatible endpoint: messages in, the text of its answer out.

Requests that fail for a while are repeated, as the server asks where it does. Nothing is sent to another address than
the configured one: no redirection is followed, and on loopback no proxy is used. The key goes into a header and into
no message.
"""

from __future__ import annotations

import email.message
import email.utils
import http.client
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from kgraph.engines.llm.options import ModelOptions
from kgraph.engines.llm.prompt import Messages, answer_schema
from kgraph.engines.llm.usage import Usage
from kgraph.errors import RemoteError, several

_LARGEST = 32 << 20  # bytes of an answer that are read
_PASSING = {408, 409, 425, 429, 500, 502, 503, 504, 529}  # statuses after which another try may succeed
_HOPELESS = {401, 402, 403, 404, 405}  # statuses that every other request would meet, too
_TOO_LONG = re.compile(r"context|too (?:long|large|many)|maximum", re.IGNORECASE)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class EndpointError(RemoteError):
    """The endpoint failed; `hopeless` if it would fail for any other text, too."""

    def __init__(self, message: str, *, hint: str = "", hopeless: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.hopeless = hopeless


class TooLongError(RemoteError):
    """The text, or the answer to it, is longer than the model takes."""


class RefusedError(RemoteError):
    """The model gives no answer to these texts."""


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class ChatClient:
    """The endpoint of one engine.

    Args:
        options: With its address.
        key: Sent as bearer token, if there is one.
        usage: Gets what requests take.
        wait: Sleeps for so many seconds; true if the run was stopped meanwhile.
    """

    def __init__(self, options: ModelOptions, key: str, usage: Usage, wait: Callable[[float], object]) -> None:
        self._options = options
        self._key = key
        self._usage = usage
        self._wait = wait
        host = urllib.parse.urlsplit(options.url).hostname
        handlers: list[urllib.request.BaseHandler] = [_NoRedirection()]
        if host in _LOOPBACK:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def ask(self, messages: Messages, *, repeated: bool = False) -> str:
        """The text of the model's answer.

        Args:
            messages: See `kgraph.engines.llm.prompt`.
            repeated: Whether it is counted as the repetition of another request.

        Raises:
            EndpointError: The endpoint cannot be reached, refuses, or does not answer in time, however often asked.
            TooLongError: The request or the answer is too long for the model.
            RefusedError: The model will not say anything of these texts.
        """
        body = json.dumps(self._body(messages)).encode()
        for attempt in range(self._options.retries + 1):
            try:
                return self._content(self._send(body, repeated=repeated or attempt > 0))
            except _PassingError as fault:
                pause = self._options.pause * 2**attempt if fault.pause is None else fault.pause
                if attempt == self._options.retries:
                    raise EndpointError(
                        self._clean(f"{fault} ({several(attempt + 1, 'try', 'tries')})"), hint=fault.hint
                    ) from fault
                if pause > self._options.longest_pause:
                    raise EndpointError(
                        self._clean(f"{fault}, and wants {pause:g} s of waiting"), hint="try again later"
                    ) from fault
                if self._wait(pause):
                    raise EndpointError(self._clean(f"{fault}, and the run was stopped")) from fault
        raise AssertionError("the last try raises or returns")

    def _body(self, messages: Messages) -> Mapping[str, object]:
        body: dict[str, object] = {"model": self._options.model, "messages": messages, "stream": False}
        if self._options.format == "json_schema":
            form = {"name": "statements", "strict": True, "schema": answer_schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self._options.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body | dict(self._options.request)

    def _send(self, body: bytes, *, repeated: bool) -> Any:
        """The answer as JSON."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "kgraph"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._options.address, body, headers, method="POST")
        started = time.monotonic()
        try:
            with self._opener.open(request, timeout=self._options.timeout) as response:
                content = self._read(response, started)
            return json.loads(content)
        except urllib.error.HTTPError as fault:
            with fault:
                self._refused(fault.code, fault.headers, fault.read(4096).decode("utf-8", "replace"))
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as fault:
            reason = getattr(fault, "reason", fault)
            if isinstance(reason, TimeoutError):
                said = f"did not answer within {self._options.timeout:g} s"
                raise _PassingError(self._said(said), "allow more by timeout in its table") from fault
            if isinstance(fault, http.client.IncompleteRead):
                raise _PassingError(self._said("broke off in the middle of its answer"), "try again later") from fault
            raise _PassingError(self._said(f"cannot be reached: {reason}"), "check address and network") from fault
        except ValueError as fault:
            raise _PassingError(self._said("answers something that is no JSON"), "check the address") from fault
        finally:
            self._usage.add(requests=1, repeated=int(repeated), seconds=time.monotonic() - started)

    def _read(self, response: http.client.HTTPResponse, started: float) -> bytes:
        """The whole answer; a server that sends drop by drop does not get around the time limit."""
        parts: list[bytes] = []
        size = 0
        while part := response.read1(1 << 16):
            parts.append(part)
            size += len(part)
            if time.monotonic() - started > self._options.timeout:
                raise TimeoutError
            if size > _LARGEST:
                raise EndpointError(self._said(f"answers more than {_LARGEST >> 20} MiB"), hint="check the address")
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(parts)

    def _refused(self, status: int, headers: email.message.Message, text: str) -> NoReturn:
        reason = self._clean(_reason(text))
        said = self._said(f"answers {status}" + (f": {reason}" if reason else ""))
        if status in _PASSING:
            raise _PassingError(said, "try again later, or lower parallel", _retry_after(headers.get("Retry-After")))
        if status == 413 or (status in (400, 422) and _TOO_LONG.search(reason)):
            raise TooLongError(said, hint="lower longest or batch in its table")
        if 300 <= status < 400:
            raise EndpointError(said, hint="it redirects; give its final address as url", hopeless=True)
        hint = "check url, model and key_env" if status in _HOPELESS else "check format and request in its table"
        raise EndpointError(said, hint=hint, hopeless=status in _HOPELESS)

    def _content(self, answer: Any) -> str:
        """The text that the model gave, out of the endpoint's answer."""
        try:
            choice = answer["choices"][0]
            content, refusal = choice["message"].get("content"), choice["message"].get("refusal")
            finish = choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError) as fault:
            raise _PassingError(self._said("answers no chat completion"), "check the address") from fault
        self._usage.tokens(answer.get("usage"))
        if finish == "length":
            raise TooLongError(self._said("stopped in the middle: its answer is too long"), hint="lower longest")
        if refusal or finish == "content_filter" or not isinstance(content, str):
            raise RefusedError(self._said(self._clean(f"gives no answer: {refusal or finish}")))
        return content

    def _said(self, text: str) -> str:
        return f"{self._options.address} {text}"

    def _clean(self, text: str) -> str:
        """Without the key, which some servers repeat."""
        return text.replace(self._key, "[key]") if self._key else text


class _PassingError(Exception):
    """A failure after which the same request may succeed; `pause` in seconds, where the server says it."""

    def __init__(self, message: str, hint: str, pause: float | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.pause = pause


def _retry_after(value: str | None) -> float | None:
    """Seconds of a `Retry-After` header, which may give a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _reason(text: str) -> str:
    """What an error says, at most 200 characters."""
    try:
        document = json.loads(text)
        error = document.get("error", document) if isinstance(document, dict) else document
        text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
    except ValueError:
        pass
    return " ".join(text.split())[:200]
