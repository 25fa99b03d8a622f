"""The JSON API is as `/openapi.json` says, whatever is sent to it."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kgraph.serve.app import create_app
from kgraph.serve.openapi import OPERATIONS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def api(address):
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


def test_every_route_of_the_api_is_described_and_no_other(site):
    plain = {re.sub(r":\w+}", "}", route.path) for route in create_app(site).routes}
    wanted = {path for path in plain if path.startswith("/api/")} | {"/reconcile", "/reconcile/suggest/{kind}"}
    assert {operation.path for operation in OPERATIONS} == wanted


EXAMPLES = {
    "/api/overview": {},
    "/api/suggest": {"q": "Brem"},
    "/api/thing/land/bremen": {},
    "/api/thing/article/praise": {},
    "/api/ask": {},
    "/api/ask/takeovers": {},
    "/api/vocabulary": {},
    "/api/network": {"entity": "land/bremen"},
    "/api/path": {"from": "Bremen", "to": "Bund"},
    "/reconcile": {"query": "Bremen"},
    "/reconcile/suggest/entity": {"prefix": "Brem"},
}


@pytest.mark.parametrize(("path", "query"), EXAMPLES.items(), ids=EXAMPLES)
def test_what_is_described_can_be_asked(client, path, query):
    response = client.get(path, params=query)
    assert response.status_code == 200, response.text
    assert "Bremen" in response.text or path in ("/api/overview", "/api/ask", "/api/vocabulary")


@pytest.mark.server
@pytest.mark.parametrize("path", [operation.path for operation in OPERATIONS])
def test_whatever_is_sent_is_answered_or_refused_as_described(api, path):
    @given(api[path]["GET"].as_strategy())
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case):
        case.call_and_validate(headers={"accept": "application/json, text/turtle"}, checks=CHECKS)

    holds()


@pytest.mark.parametrize("page", ["9" * 5000, "٣", "-1", "0", "1e9", ""])
def test_a_number_without_end_is_no_fault_of_the_program(client, page):
    for path in ("/id/land/bremen.json?group=develops&page=", "/api/ask/takeovers?page=", "/api/suggest?q=B&limit="):
        assert client.get(path + page).status_code in (200, 400, 404)
