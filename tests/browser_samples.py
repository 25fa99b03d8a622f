"""Visits of a served site in a real browser, at whose end nothing may have left the server or complained."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_USUAL = {"viewport": {"width": 1280, "height": 900}, "locale": "de-DE", "reduced_motion": "reduce"}


@contextmanager
def visits(browser: Any, served: str, *, also: tuple[str, ...] = ()) -> Iterator[Callable[..., Any]]:
    """A function that opens an address of the site, with options of a browser context.

    Args:
        browser: Of Playwright.
        served: Address of the site.
        also: What requests may begin with besides the site, such as `blob:`.
    """
    faults: list[str] = []
    contexts = []

    def note(route: Any) -> None:
        if not route.request.url.startswith((f"{served}/", *also)):
            faults.append(route.request.url)
        route.continue_()

    def open_(address: str, **options: Any) -> Any:
        context = browser.new_context(**_USUAL | options)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", note)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(served + address)
        return page

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()
    assert faults == []
