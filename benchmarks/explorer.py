"""How the explorer copes with a large network: `python -m benchmarks.explorer [--nodes N] [--links N] [ADDRESS]`.

A network of that size is made (few hubs, many satellites, as in news), laid out, and given to the page of a running
`kgraph serve` in place of the server's answer. Measured in headless Chromium without a graphics card: from when the
data has arrived to the first picture, and frames a second while the picture is dragged about.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import sys
import time
from typing import Any

TYPES = (("Person", "Person"), ("Ministry", "Organisation"), ("Land", "Jurisdiction"), ("Service", "Initiative"))

# Counts the frames that are shown until it is told to stop.
_COUNT = """
() => {
  let frames = 0;
  const start = performance.now();
  let on = true;
  const count = () => { frames += 1; if (on) requestAnimationFrame(count); };
  requestAnimationFrame(count);
  window.stopCounting = () => { on = false; return frames / ((performance.now() - start) / 1000); };
}
"""
# The moment when the answer has been read to its end, and when the picture that follows has been drawn.
_WATCH = """
(() => {
  const read = Response.prototype.json;
  Response.prototype.json = async function () {
    const value = await read.call(this);
    if (this.url.includes("/api/network")) window.arrived ??= performance.now();
    return value;
  };
  new MutationObserver(() => {
    if (window.drawn || !document.querySelector("#explorer[data-drawn]")) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.drawn ??= performance.now();
      document.documentElement.dataset.measured = "";
    }));
  }).observe(document, { subtree: true, childList: true, attributes: true });
})()
"""


def answer(nodes: int, links: int) -> dict[str, Any]:
    """A network as `/api/network` gives it, laid out as the server does."""
    import numpy as np

    from kgraph.explore.field import places

    chance = random.Random(1)
    pairs: dict[tuple[int, int], None] = {}
    ends = list(range(200))
    for node in range(1, nodes):
        pairs[chance.choice(ends) % node, node] = None
        ends += [node, node - 1]
    while len(pairs) < links:
        one, other = chance.choice(ends), chance.randrange(nodes)
        if one != other:
            pairs[min(one, other), max(one, other)] = None
    first = np.array([pair[0] for pair in pairs], np.int32)
    second = np.array([pair[1] for pair in pairs], np.int32)
    began = time.perf_counter()
    spots = places(first, second, nodes).round(1)
    print(f"laid out in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    degree = np.bincount(np.concatenate((first, second)), minlength=nodes).tolist()
    count = len(pairs)
    return {
        "nodes": {
            "key": [f"x/{n}" for n in range(nodes)], "label": [f"Körperschaft {n}" for n in range(nodes)],
            "short": [None] * nodes, "type": [TYPES[n % 4][0] for n in range(nodes)],
            "coarse": [TYPES[n % 4][1] for n in range(nodes)], "degree": degree, "land": [[]] * nodes,
            "x": spots[:, 0].tolist(), "y": spots[:, 1].tolist(),
        },
        "lands": [], "predicates": ["cooperatesWith"], "statuses": ["fact"],
        "articles": {"id": ["a"], "title": ["Meldung"], "date": ["2024-05-07"], "url": [None]},
        "statements": {
            "id": [f"statement/{n:012x}" for n in range(count)], "subject": first.tolist(), "predicate": [0] * count,
            "object": second.tolist(), "status": [0] * count, "confidence": [0.9] * count, "article": [0] * count,
            "from": [None] * count, "until": [None] * count, "note": [None] * count, "speaker": [None] * count,
        },
        "centres": [], "left_out": {"nodes": 0, "statements": 0},
    }  # fmt: skip


def measure(address: str, body: bytes, picture: str | None) -> tuple[float, float]:
    """Seconds to the first picture, frames a second while dragging."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        program = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(_WATCH)
        page.route("**/api/network*", lambda route: route.fulfill(body=body, content_type="application/json"))
        page.goto(f"{address}/explore?all=1")
        page.wait_for_selector("html[data-measured]", state="attached", timeout=60_000)
        seconds = page.evaluate("(window.drawn - window.arrived) / 1000")
        if picture:
            page.screenshot(path=picture)
        frames = _dragged(page)
        browser.close()
        return float(seconds), float(frames)


def _dragged(page: Any, seconds: float = 3.0) -> float:
    """Frames a second while the mouse, held down, goes round."""
    box = page.locator("#canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    began = time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        page.mouse.move(x + 130 * math.cos(passed * 3), y + 90 * math.sin(passed * 3))
    frames = page.evaluate("window.stopCounting()")
    page.mouse.up()
    return float(frames)


def main() -> None:
    """Measure and print one row."""
    parser = argparse.ArgumentParser(prog="benchmarks.explorer", description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8642")
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--links", type=int, default=50_000)
    parser.add_argument("--picture", help="where to leave a picture of the page")
    options = parser.parse_args()
    body = json.dumps(answer(options.nodes, options.links), separators=(",", ":")).encode()
    seconds, frames = measure(options.address, body, options.picture)
    print("| nodes | links | MB of JSON | first picture after the data (s) | frames/s while panning |")
    print("|---|---|---|---|---|")
    print(f"| {options.nodes:,} | {options.links:,} | {len(body) / 1e6:.1f} | {seconds:.2f} | {frames:.0f} |")


if __name__ == "__main__":
    main()
