"""Asking servers politely, whatever they answer: busy, slow, endless, damaged, or with a page."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kgraph.errors import KgraphError, RemoteError, UsageError
from kgraph.remote import HttpClient, Later, Limits, Manners, Polite, SparqlClient
from kgraph.remote.transfer import retry_after
from link_samples import EMPTY, Scripted, endless, hang_up, reply, silence

QUICK = Manners(pause=0, tries=3, first_wait=1, longest_wait=60)
SELECT = "SELECT ?item WHERE { ?item ?p ?o }"


@pytest.fixture
def waits():
    return []


@pytest.fixture
def ask(tmp_path, waits):
    """Ask a server something, by default the same; returns the answer's content."""

    def asked(server, text=SELECT, *, manners=QUICK, timeout=1.0, largest=1 << 20, **more):
        polite = Polite(tmp_path / "cache", manners, sleep=waits.append, **more)
        client = SparqlClient(server.url, limits=Limits(timeout, largest, whole=True), agent="kgraph/test", form=True)
        return polite.ask(server.url, text, lambda: client.query(text), lambda answer: json.loads(answer.content))

    return asked


def test_the_agent_is_named_and_the_query_is_a_form(ask):
    with Scripted(reply()) as server:
        ask(server)
    assert server.requests[0]["agent"] == "kgraph/test"
    assert server.requests[0]["body"].startswith("query=SELECT")


def test_what_was_answered_is_not_asked_again(ask):
    with Scripted(reply()) as server:
        assert ask(server) == ask(server) == json.loads(EMPTY)
        assert len(server.requests) == 1
        ask(server, SELECT + " ")
        ask(server, refresh=True)
        assert len(server.requests) == 3


def test_what_was_answered_long_ago_is_asked_again_but_not_offline(ask, tmp_path):
    with Scripted(reply()) as server:
        ask(server)
        (kept,) = (tmp_path / "cache").glob("*.json")
        record = json.loads(kept.read_text("utf-8"))
        kept.write_text(json.dumps(record | {"when": "2020-01-01T00:00:00+00:00"}), "utf-8")
        ask(server, offline=True, oldest=90)
        assert len(server.requests) == 1
        ask(server, oldest=90)
        ask(server, oldest=90)
        assert len(server.requests) == 2


def test_offline_answers_from_the_cache_and_asks_nobody(ask):
    with Scripted(reply()) as server:
        with pytest.raises(RemoteError, match="--offline forbids") as fault:
            ask(server, offline=True)
        assert fault.value.exit_code == 5 and not server.requests
        ask(server)
    assert ask(server, offline=True) == json.loads(EMPTY)  # the server has gone by now


def test_a_damaged_cache_is_asked_anew(ask, tmp_path):
    with Scripted(reply()) as server:
        ask(server)
        (kept,) = (tmp_path / "cache").iterdir()
        kept.write_text('{"content": 7', "utf-8")
        assert ask(server) == json.loads(EMPTY)
        assert len(server.requests) == 2


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(ask, waits):
    with Scripted(reply(status=429, Retry_After="7"), reply(status=503), reply()) as server:
        assert ask(server) == json.loads(EMPTY)
    assert waits == [7, 2]


def test_waits_grow_and_tries_end(ask, waits):
    with Scripted(reply(status=503)) as server, pytest.raises(Later, match="HTTP 503"):
        ask(server)
    assert len(server.requests) == 3 and waits == [1, 2]


def test_a_server_that_wants_an_hour_gets_no_second_request(ask, waits):
    with Scripted(reply(status=429, Retry_After="3600")) as server:
        with pytest.raises(RemoteError, match="come back in 3600 s") as fault:
            ask(server)
    assert len(server.requests) == 1 and not waits and "cache" in fault.value.hint


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_what_will_not_change_is_not_asked_again(ask, status):
    with Scripted(reply(status=status)) as server, pytest.raises(KgraphError):
        ask(server)
    assert len(server.requests) == 1


def test_a_lost_connection_is_tried_again(ask, waits):
    with Scripted(hang_up, reply()) as server:
        assert ask(server) == json.loads(EMPTY)
    assert waits == [1]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("client", [SparqlClient, HttpClient])
def test_a_redirection_is_told_and_not_followed(status, client):
    with Scripted(reply()) as elsewhere, Scripted(reply(status=status, Location=elsewhere.url)) as server:
        asks = client(server.url, limits=Limits(1.0, 1 << 20))
        with pytest.raises(RemoteError, match=f"points to {elsewhere.url}") as fault:
            asks.query(SELECT) if isinstance(asks, SparqlClient) else asks.send({"a": "b"})
        assert fault.value.exit_code == 5
        assert len(server.requests) == 1 and not elsewhere.requests


def test_a_connection_that_is_not_safe_is_told_and_not_tried_again(waits, tmp_path):
    with Scripted(reply()) as server:  # which speaks no TLS
        client = HttpClient(server.url.replace("http:", "https:"), limits=Limits(2.0, 1 << 20))
        polite = Polite(tmp_path / "cache", QUICK, sleep=waits.append)
        with pytest.raises(RemoteError, match="cannot be reached safely") as fault:
            polite.ask(client.url, "", client.send, lambda answer: answer)
    assert fault.value.exit_code == 5 and waits == []


def test_nobody_at_the_address_is_a_fault_after_all_tries(ask, waits):
    with Scripted(reply()) as server:
        pass
    with pytest.raises(Later, match="cannot be reached"):
        ask(server)
    assert waits == [1, 2]


def test_silence_ends_with_the_time_out(ask):
    with Scripted(silence(3), reply()) as server:
        assert ask(server) == json.loads(EMPTY)
    assert len(server.requests) == 2


def test_an_endless_body_ends_at_the_largest_size_and_is_not_asked_for_again(ask, tmp_path):
    with Scripted(endless()) as server, pytest.raises(RemoteError, match="answers more than 1 MiB"):
        ask(server)
    assert len(server.requests) == 1 and not (tmp_path / "cache").exists()


def test_a_body_that_drips_ends_with_the_time_out(ask):
    with Scripted(endless(pause=0.05)) as server, pytest.raises(Later, match="did not end within 1 s"):
        ask(server, manners=Manners(pause=0, tries=1))


def test_what_could_not_be_read_is_not_kept(tmp_path, waits):
    def refuse(answer):
        raise RemoteError("damaged")

    with Scripted(reply(b"{")) as server:
        client = HttpClient(server.url)
        with pytest.raises(RemoteError, match="damaged"):
            Polite(tmp_path, QUICK).ask(server.url, "", client.send, refuse)
    assert not list(tmp_path.iterdir())


def test_between_two_requests_to_a_host_is_a_pause(tmp_path, waits):
    with Scripted(reply()) as server:
        client = HttpClient(server.url)
        polite = Polite(tmp_path, Manners(pause=5), sleep=waits.append)
        for body in ("one", "two", "one"):
            polite.ask(server.url, body, client.send, lambda answer: answer)
    assert len(waits) == 1 and 4 < waits[0] <= 5


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "cache").write_text("a file", "utf-8")
    with Scripted(reply()) as server:
        client = HttpClient(server.url)
        with pytest.raises(KgraphError, match="cannot be written"):
            Polite(tmp_path / "cache", QUICK).ask(server.url, "", client.send, lambda answer: answer)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org", "example.org"])
def test_only_web_addresses_are_asked(url):
    with pytest.raises(UsageError, match="no address"):
        HttpClient(url)


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), ("", None), ("soon", None), ("-5", None)])
def test_a_wait_is_a_number_of_seconds(value, seconds):
    assert retry_after({"Retry-After": value}) == seconds


def test_a_wait_may_be_a_date_and_one_that_has_passed_is_no_wait():
    later, before = (format_datetime(datetime.now(UTC) + timedelta(seconds=s)) for s in (100, -100))
    assert 90 < retry_after({"Retry-After": later}) <= 100
    assert retry_after({"Retry-After": before}) == 0


@pytest.mark.parametrize(("status", "remedy"), [(404, "check the address"), (405, "check the address"), (500, "later")])
def test_what_answers_but_not_to_sparql_is_an_address_to_be_checked(ask, status, remedy):
    with Scripted(reply(status=status)) as server, pytest.raises(KgraphError) as fault:
        ask(server)
    assert remedy in fault.value.hint
