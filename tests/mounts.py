"""A disk of a test's own: how a process may mount one here."""

import shutil
import subprocess


def mounting() -> list[str] | None:
    """What a command is to be prefixed with so that it may mount a disk; None where that is not allowed."""
    for command in (["unshare", "-m"], ["unshare", "-rm"]):
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return None
