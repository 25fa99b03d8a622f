"""Two clocks: what was so on a day (`valid on`), and what was known by then (`known on`).

- `choice`: `Clocks`, what a user asks for;
- `answers`: whether a statement held on a day: yes, no, or unknown, by all that articles say of it;
- `view`: a store as it was known then, with what held then, behind the interface of every other store.

Every command, page and export asks such a store; nothing else decides about days. A statement that is kept says how
it stands by `kg:held`.
"""

from __future__ import annotations

from kgraph.clocks.answers import Stated, answers
from kgraph.clocks.choice import Clocks
from kgraph.clocks.view import AsOf, as_of

__all__ = ["AsOf", "Clocks", "Stated", "answers", "as_of"]
