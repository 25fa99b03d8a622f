"""A store, a time, and when it is open: what all that `Graph` can do is built on."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.store import Store


class Opened:
    """Opens its store when it is first asked, in whichever thread; `with` or `close` lets it go.

    Attributes:
        settings: All that was set, the store's place among them.
    """

    def __init__(self, settings: Settings, clocks: Clocks | None = None) -> None:
        self.settings = settings
        self._clocks = clocks
        self._store: Store | None = None
        self._opening = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        time = "" if self._clocks is None else f" {self._clocks}"
        return f"<kgraph of {self.settings.store}{time}>"

    @property
    def store(self) -> Store:
        """What answers, for all that is not here; see `kgraph.store.Store`.

        Raises:
            StoreError: There is none, or it is held.

        Example:
            >>> graph.store.name
            'out/.kgraph'
        """
        with self._opening:
            if self._store is None:
                from kgraph.clocks import Clocks, as_of
                from kgraph.store import open_store

                self._store = as_of(open_store(self.settings), self._clocks or Clocks())
            return self._store

    def close(self) -> None:
        """Let other processes write; what is asked afterwards opens the store again.

        Example:
            >>> graph.close()
        """
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None
