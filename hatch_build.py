"""Hatch's build hook: the bundle of the served pages is made before a wheel is built or the project is linked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only for the type checker
    """Runs `web/bundle.py`, which does nothing where the bundle is up to date."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle, or end the build with what is missing."""
        sys.path.insert(0, str(Path(self.root) / "web"))
        try:
            import bundle
        finally:
            sys.path.pop(0)
        try:
            bundle.make()
        except bundle.BundleError as fault:
            self.app.abort(f"web: {fault}")
