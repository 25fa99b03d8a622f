"""A language model's endpoint on loopback that does what a test tells it: well or badly."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One answer: `cut` bytes are promised and not sent, `drops` sends it byte by byte."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: int = 0
    drops: float = 0.0


def completion(content: object, *, finish: str = "stop", usage: tuple[int, int] | None = (100, 20), **message) -> Reply:
    """What a chat endpoint answers; content that is no text becomes JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)
    answer = {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}]
    }
    if usage:
        answer["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(json.dumps(answer).encode())


def said(*items: dict) -> Reply:
    """A good answer with an item for each text, numbered from 1."""
    return completion({"texts": [{"number": n, **item} for n, item in enumerate(items, 1)]})


def entity(id: str, type: str, name: str, *forms: str, date: str | None = None) -> dict:
    return {"id": id, "type": type, "name": name, "forms": list(forms), "date": date}


def statement(subject: str, predicate: str, object: str, quote: str, **more) -> dict:
    empty = dict.fromkeys(("role", "amount", "from", "speaker", "valid_from", "valid_until"))
    base = {"subject": subject, "predicate": predicate, "object": object, "quote": quote, "status": "fact"}
    return {**base, **empty, **more}


def item(entities: list[dict], statements: list[dict]) -> dict:
    return {"entities": entities, "statements": statements}


NOTHING = item([], [])


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict

    @property
    def system(self) -> str:
        return self.body["messages"][0]["content"]

    @property
    def user(self) -> str:
        return self.body["messages"][1]["content"]

    @property
    def texts(self) -> list[dict]:
        return json.JSONDecoder().raw_decode(self.user)[0]["texts"]


class Endpoint:
    """The server; `replies` are given in order, the last one for ever, and may depend on the request."""

    def __init__(self, *replies: Reply | Callable[[Asked], Reply]) -> None:
        self.replies = list(replies)
        self.asked: list[Asked] = []
        self.busy = self.busiest = 0
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.answer(self, Asked(self.path, dict(self.headers), body))

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_):
                pass  # a client that has waited long enough hangs up

        self._server = Server(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        try:
            if callable(reply):
                reply = reply(asked)
            time.sleep(reply.delay)
        finally:
            with self._lock:
                self.busy -= 1
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body) + reply.cut))
        handler.send_header("Connection", "close")
        handler.end_headers()
        for byte in reply.body if reply.drops else ():
            handler.wfile.write(bytes([byte]))
            time.sleep(reply.drops)
        if not reply.drops:
            handler.wfile.write(reply.body)
        handler.close_connection = True

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(*replies: Reply | Callable[[Asked], Reply]) -> Iterator[Endpoint]:
    with Endpoint(*replies) as endpoint:
        yield endpoint
