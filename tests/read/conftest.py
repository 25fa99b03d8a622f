from pathlib import Path

import pytest


@pytest.fixture
def shared() -> Path:
    """The seed page and gold files, which lie beside a development checkout only."""
    path = Path(__file__).resolve().parents[2].parent / "shared"
    if not (path / "seeds" / "page.txt").is_file():
        pytest.skip("the shared seed page is not beside this checkout")
    return path


@pytest.fixture
def kinds():
    """What an article's blocks hold: a list of (kind, text)."""
    return lambda article: [(block.kind, article.slice(block)) for block in article.blocks]
