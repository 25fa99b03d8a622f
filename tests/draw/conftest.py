"""Pages that note whatever they ask for or complain of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Opened:
    """A page with what it asked for beyond its own file, and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, address: str) -> None:
        def decide(route: Any) -> None:
            if route.request.url.split("#")[0] == address:
                route.continue_()
            else:
                self.requests.append(route.request.url)
                route.abort()

        self.page.route("**/*", decide)
        self.page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))

    def click(self, id: str) -> None:
        """Click where an entity or a line is drawn."""
        place = self.page.evaluate("id => window.kgraph.where(id)", id)
        self.page.mouse.click(place["x"], place["y"])

    @property
    def panel(self) -> str:
        return self.page.inner_text("#panel")


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a page's text; options are those of a browser context. At the end, no request may have left."""
    contexts, opened = [], []

    def open_(html: str, hash: str = "", **options: Any) -> Opened:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, "utf-8")
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "de-DE", **options}
        )
        contexts.append(context)
        found = Opened(context.new_page())
        opened.append(found)
        found.watch(file.as_uri())
        found.page.goto(file.as_uri() + hash)
        if options.get("java_script_enabled", True):
            found.page.wait_for_selector("html.ready", state="attached")
        return found

    yield open_
    for context in contexts:
        context.close()
    assert [found.requests for found in opened if found.requests] == []
    assert [found.faults for found in opened if found.faults] == []
