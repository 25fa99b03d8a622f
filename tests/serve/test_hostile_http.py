"""HTTP as attackers speak it, on the wire: refused or given up, and the server goes on answering others."""

import socket
import time
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.server
HOST = b"Host: localhost\r\n"


def exchange(address, sent, wait=10.0):
    """All that comes back on a connection of its own, until the server closes it or `wait` seconds are over."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=wait) as connection:
        received = b""
        try:
            connection.sendall(sent)
            while piece := connection.recv(1 << 16):
                received += piece
        except (TimeoutError, ConnectionError):
            pass
    return received


def statuses(received):
    """The status of each answer."""
    return [int(part[:3]) for part in received.split(b"HTTP/1.1 ")[1:]]


@pytest.fixture(autouse=True)
def still_answers(address):
    yield
    healthy = exchange(address, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(healthy) == [200]


SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
SHAPES = {
    "length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SMUGGLED,
    "list of lengths": POST + b"Content-Length: 0, 44\r\n\r\n" + SMUGGLED,
    "negative length": POST + b"Content-Length: -1\r\n\r\n" + SMUGGLED,
    "signed length": POST + b"Content-Length: +0\r\n\r\n" + SMUGGLED,
    "unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + SMUGGLED,
    "coding twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "space before colon": POST + b"Content-Length : 0\r\n\r\n" + SMUGGLED,
    "folded header": POST + b"Content-Length:\r\n 0\r\nX: a\r\n\tb\x00\r\n\r\n" + SMUGGLED,
    "nul in a header": POST + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n" + SMUGGLED,
    "bare return in a header": POST + b"X: a\rContent-Length: 0\r\n\r\n" + SMUGGLED,
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n" + SMUGGLED,
    "no host": b"GET / HTTP/1.1\r\n\r\n" + SMUGGLED,
    "bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + SMUGGLED,
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60,
}


@pytest.mark.parametrize("sent", SHAPES.values(), ids=SHAPES)
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_behind_it_is_answered(address, sent):
    received = exchange(address, sent)
    found = statuses(received)
    assert len(found) <= 1 and all(400 <= status < 600 for status in found)
    assert b"ok\n" not in received


def test_requests_on_one_connection_are_each_answered(address):
    received = exchange(address, SMUGGLED + SMUGGLED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert statuses(received) == [200, 200]


HUGE = {
    "one long header": b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"".join(b"X-%d: a\r\n" % number for number in range(10_000)) + b"\r\n",
    "endless header": b"X: " + b"a" * 2_000_000,
}


@pytest.mark.parametrize("head", HUGE.values(), ids=HUGE)
def test_a_huge_head_is_refused(address, head):
    assert statuses(exchange(address, b"GET /healthz HTTP/1.1\r\n" + HOST + head)) in ([400], [431], [])


def test_a_long_address_is_refused(address):
    assert statuses(exchange(address, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n")) in (
        [400],
        [431],
        [],
    )


def test_what_the_protocol_refuses_bears_the_security_headers_too(address):
    assert b"content-security-policy: default-src 'none'" in exchange(address, b"nonsense\r\n\r\n").lower()


PATHS = [
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../../../etc/passwd",
    "/static/..%2f..%2f..%2fetc%2fpasswd",
    "/static/%5c..%5c..",
    "//etc/passwd",
    "/static//etc/passwd",
    "/id/..;/..;/etc/passwd",
    "/%00",
    "/\xc3\xa4",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(address, path):
    raw = path.encode("latin-1")
    received = exchange(address, b"GET " + raw + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(received)[0] in (303, 307, 400, 404)
    assert b"root:" not in received


INJECTED = [
    "/%0d%0aSet-Cookie:%20a=b",
    "/sparql?format=%0d%0aSet-Cookie:%20a=b&query=ASK%7B%7D",
    "/.well-known/void?%0d%0aSet-Cookie:%20a=b",
]


@pytest.mark.parametrize("path", INJECTED)
def test_no_header_can_be_put_into_an_answer(address, path):
    received = exchange(address, b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(received)[0] < 500
    assert b"\r\nset-cookie" not in received.lower()


SLOW = {
    "nothing": (b"", []),
    "half a head": (b"GET /healthz HTTP/1.1\r\nHost: local", []),
    "half a body": (POST + b"Content-Length: 100\r\n\r\nASK", [408]),
    "half a second request": (SMUGGLED + b"GET /healthz HT", [200]),
}


@pytest.mark.parametrize(("sent", "expected"), SLOW.values(), ids=SLOW)
def test_who_does_not_go_on_is_given_up(address, sent, expected):
    started = time.monotonic()
    assert statuses(exchange(address, sent, wait=60)) == expected
    assert time.monotonic() - started < 60


def test_who_sends_drop_by_drop_is_given_up(address):
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        with pytest.raises(OSError):
            for _ in range(300):
                connection.sendall(b"X: a\r\n")
                time.sleep(0.1)


def test_who_does_not_read_the_answer_is_given_up(address):
    query = "SELECT ?x { VALUES ?x { " + "1 " * 5000 + "} VALUES ?y { " + "1 " * 18 + "} }"
    body = query.encode()
    parts = urlsplit(address)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect((parts.hostname, parts.port))
        connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        time.sleep(3)
        received = 0
        with pytest.raises(ConnectionError):
            while piece := connection.recv(1 << 16):
                received += len(piece)
            raise ConnectionResetError  # closed in order, but before the end
        assert 0 < received < 5_000_000
