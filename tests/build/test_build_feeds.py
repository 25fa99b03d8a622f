"""`kgraph build --watch` with addresses of feeds: fetched when changed, within limits, never the end of it."""

import threading

import pytest
from test_build_watch import feed

from kgraph.build import feeds
from kgraph.build.feeds import Feeds
from kgraph.build.watch import watch
from kgraph.config import Settings
from kgraph.errors import RemoteError, UsageError
from kgraph.remote import Limits, fetch
from kgraph.store import open_store
from link_samples import Scripted, endless, hang_up, reply, silence


def status(code, body=b"", kind="text/plain", **headers):
    return reply(body, kind, code, **headers)


XML = "application/rss+xml"


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "store"), timeout=1)


def sent(*numbers, **headers):
    return status(200, feed(*numbers).encode(), XML, **headers)


def rounds(url, settings, number):
    found, stop = [], threading.Event()

    def on_round(done):
        summary = done.summary
        counts = (summary.new, summary.changed, summary.unchanged) if summary else None
        found.append((counts, [str(fault) for fault in done.feeds]))
        if len(found) == number:
            stop.set()

    watch([url], settings, stop, on_round, every=0, jobs=1)
    return found


def test_a_feed_is_asked_for_what_is_new_and_read_when_it_has_changed(settings):
    heard = []

    def unchanged(request):
        heard.append((request.headers["If-None-Match"], request.headers["If-Modified-Since"]))
        status(304, b"")(request)

    with Scripted(sent(1, ETag='"a"', **{"Last-Modified": "yesterday"}), unchanged, sent(1, 2)) as server:
        found = rounds(server.url, settings, 3)
    assert found == [((1, 0, 0), []), (None, []), ((1, 0, 1), [])]
    assert heard == [('"a"', "yesterday")]


def test_a_feed_that_repeats_itself_for_ever_costs_requests_only(settings):
    with Scripted(sent(1)) as server:
        assert rounds(server.url, settings, 4) == [((1, 0, 0), []), *[(None, [])] * 3]
        assert rounds(server.url, settings, 1) == [((0, 0, 1), [])]  # and so does the next watch


@pytest.mark.parametrize(
    "fault",
    [
        hang_up,
        silence(3),
        endless(),
        status(500, b""),
        status(429, b""),
        status(302, b"", Location="file:///etc/passwd"),
    ],
    ids=["dead", "silent", "endless", "fails", "busy", "off the web"],
)
def test_a_feed_that_fails_is_told_and_tried_again(settings, monkeypatch, fault):
    monkeypatch.setattr(feeds, "_LARGEST", 100_000)
    with Scripted(sent(1), fault, sent(1, 2)) as server:
        (first, _), (second, told), (third, _) = rounds(server.url, settings, 3)
    assert (first, second, third) == ((1, 0, 0), None, (1, 0, 1))
    assert len(told) == 1 and server.url in told[0]
    with open_store(settings) as store:
        assert len(store.fingerprints()) == 2


def test_a_feed_that_was_never_fetched_builds_nothing_and_does_not_end_the_watch(settings):
    with Scripted(status(404, b"")) as server:
        found = rounds(server.url, settings, 2)
    assert [counts for counts, _ in found] == [None, None] and all(told for _, told in found)


def test_redirections_are_followed_on_the_web_and_not_in_a_circle(tmp_path):
    with Scripted(sent(1)) as there, Scripted(status(301, b"", Location=there.url)) as here:
        assert fetch(here.url, None, Limits(1), "kgraph/test").content == feed(1).encode()
    with Scripted(lambda request: status(302, b"", Location=request.path)(request)) as circle:
        with pytest.raises(RemoteError):
            fetch(circle.url, None, Limits(1), "kgraph/test")
        assert len(circle.requests) <= 5


@pytest.mark.parametrize("url", ["ftp://example.org/feed", "https://", "file:///etc/passwd"])
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(UsageError):
        fetch(url, None, Limits(1), "kgraph/test")


def test_damaged_notes_cost_one_fetch(settings):
    with Scripted(sent(1, ETag='"a"')) as server:
        kept = Feeds([server.url], settings)
        assert kept.refresh() == ()
        (file,) = kept.files()
        notes = file.removesuffix(".xml") + ".json"
        with open(notes, "w") as out:
            out.write("{")
        assert kept.refresh() == () and kept.files() == [file]
