"""What whoever runs a server sees of it, and what every answer bears."""

import io
import json

import pytest
from starlette.testclient import TestClient

from kgraph.errors import UsageError
from kgraph.serve.app import create_app
from kgraph.serve.headers import MAX_BODY, SECURITY, Guarded
from kgraph.serve.operations import Meters, Observed
from kgraph.serve.site import Options, Site
from serve_samples import awaited


def test_it_is_well_and_ready(client, site):
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").json() == {"ready": True, "generation": site.graph.generation}


def test_before_the_graph_is_open_it_is_well_but_not_ready(settings):
    from kgraph.serve.graph import Graph, Limits

    # Without `with`, the application's life does not begin.
    waiting = TestClient(create_app(Site(settings, Options(), Graph(settings, Limits()))), base_url="http://localhost")
    assert waiting.get("/healthz").status_code == 200
    assert waiting.get("/readyz").status_code == 503


def test_metrics_count_requests_by_route_and_not_by_address(client):
    for path in ("/healthz", "/no/such/1", "/no/such/2"):
        client.get(path)
    client.request("BREW", "/healthz")
    text = client.get("/metrics").text
    assert 'kgraph_requests_total{method="GET",route="/healthz",status="200"}' in text
    assert 'kgraph_requests_total{method="GET",route="none",status="404"}' in text
    assert 'kgraph_requests_total{method="other",route="none",status="405"}' in text or 'method="other"' in text
    assert "/no/such" not in text and "BREW" not in text
    assert "kgraph_workers_started_total" in text


@pytest.mark.parametrize("path", ["/healthz", "/no/such", "/metrics"])
def test_every_answer_bears_the_security_headers(client, path):
    response = client.get(path)
    assert {name: response.headers[name] for name in SECURITY} == SECURITY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = SECURITY["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_a_fault_of_the_program_tells_nothing_of_itself(site):
    from starlette.routing import Route

    async def fail(request):
        raise RuntimeError("secret")

    app = create_app(site)
    app.router.routes.append(Route("/fail", fail))
    response = TestClient(app, base_url="http://localhost", raise_server_exceptions=False).get("/fail")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.headers["content-security-policy"] == SECURITY["content-security-policy"]


def test_faults_are_problem_details_for_who_accepts_json(client):
    response = client.get("/no/such", headers={"accept": "application/json"})
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {"status": 404, "title": "Not Found", "detail": "Not Found"}


@pytest.mark.parametrize(
    ("options", "host", "status"),
    [
        (Options(), "localhost:8642", 200),
        (Options(), "127.0.0.1", 200),
        (Options(), "[::1]:8642", 200),
        (Options(), "rebound.example", 421),
        (Options(), "", 421),
        (Options(base_url="https://data.example.org/graph"), "data.example.org", 200),
        (Options(base_url="https://data.example.org/graph"), "evil.example", 421),
        (Options(host="0.0.0.0"), "any.example", 200),
    ],
)
def test_a_server_answers_only_to_its_own_names(settings, site, options, host, status):
    named = TestClient(create_app(Site(settings, options, site.graph)), base_url="http://localhost")
    assert named.get("/healthz", headers={"host": host}).status_code == status


@pytest.mark.parametrize("path", ["/graph/healthz", "/healthz"], ids=["kept by the proxy", "taken off"])
def test_a_proxy_may_keep_the_prefix_or_take_it_off(settings, site, path):
    options = Options(base_url="https://data.example.org/graph")
    app = create_app(Site(settings, options, site.graph))
    assert TestClient(app, base_url="http://localhost").get(path).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/graph"])
@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/search/?q=a%20%26b", "/search?q=a%20%26b"),
        ("/ask//", "/ask"),
        ("//example.org/", "/example.org"),
        ("/%0dX-Evil:1/", "/%0DX-Evil%3A1"),
        ("/\\\\example.org/", "/%5C%5Cexample.org"),
    ],
)
def test_a_slash_too_many_leads_to_a_path_of_this_site_and_to_no_address(settings, site, prefix, asked, led):
    options = Options(base_url=f"https://localhost{prefix}")
    client = TestClient(create_app(Site(settings, options, site.graph)), base_url="http://localhost")
    response = client.get(f"http://localhost{prefix}{asked}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, prefix + led)


def test_a_path_that_only_begins_like_the_prefix_is_another_one(settings, site):
    options = Options(base_url="https://data.example.org/graph")
    app = create_app(Site(settings, options, site.graph))
    assert TestClient(app, base_url="http://localhost").get("/graphhealthz").status_code == 404


@pytest.mark.parametrize("url", ["data.example.org", "https://data.example.org/", "ftp://x", "https://x/?a=1"])
def test_a_base_url_that_is_none_is_refused(url):
    with pytest.raises(UsageError, match="base URL"):
        Options(base_url=url)


def test_the_access_log_is_one_json_object_a_line_whatever_the_path(site):
    log = io.StringIO()
    logged = TestClient(create_app(site, log), base_url="http://localhost")
    logged.get("/x%0Aforged%22line")
    (line,) = log.getvalue().splitlines()
    noted = json.loads(line)
    assert (noted["method"], noted["path"], noted["status"]) == ("GET", '/x\nforged"line', 404)
    assert noted["bytes"] > 0 and noted["ms"] >= 0


def asked(app, *, headers=(), body=(b"",), method="POST"):
    """Run an ASGI application as a server would, with headers that no client library sends; its status."""

    pieces = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]
    pieces[-1]["more_body"] = False
    sent = []

    async def receive():
        return pieces.pop(0)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), *headers],
    }
    awaited(app(scope, receive, send))
    return sent[0]["status"]


async def read_all(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize(
    "headers",
    [
        [(b"content-length", b"3"), (b"transfer-encoding", b"chunked")],
        [(b"content-length", b"3"), (b"content-length", b"4")],
        [(b"host", b"localhost")],
    ],
    ids=["both lengths", "two lengths", "two hosts"],
)
def test_a_request_that_two_servers_could_read_differently_is_refused(headers):
    app = Guarded(read_all, Options())
    assert asked(app, headers=headers) == 400
    assert asked(app) == 200


def test_a_body_over_the_limit_is_refused_announced_or_not(site):
    app = create_app(site)
    chunk = b"x" * (MAX_BODY // 2 + 1)
    assert asked(Guarded(read_all, Options()), headers=[(b"content-length", b"%d" % (MAX_BODY + 1))]) == 413
    client = TestClient(app, base_url="http://localhost")

    async def swallow(request):
        await request.body()

    from starlette.routing import Route

    app.router.routes.append(Route("/swallow", swallow, methods=["POST"]))
    assert client.post("/swallow", content=iter([chunk, chunk])).status_code == 413


def test_what_ends_without_an_answer_is_counted_as_such(site):
    async def gone(scope, receive, send):
        raise ConnectionResetError

    meters = Meters(site.graph)
    with pytest.raises(ConnectionResetError):
        asked(Observed(gone, meters))
    assert meters.registry.get_sample_value(
        "kgraph_requests_total", {"route": "none", "method": "POST", "status": "499"}
    )


@pytest.mark.parametrize("wrong", ["x", "http://[x", "ftp://data.example.org", "https://data.example.org/"])
def test_what_is_no_base_url_is_refused_with_an_example(wrong):
    with pytest.raises(UsageError, match="is no base URL") as raised:
        Options(base_url=wrong)
    assert "such as https://" in raised.value.hint
