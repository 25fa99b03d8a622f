"""Ask HermiT, which owlready2 brings along, whether a set of triples is consistent.

owlready2 runs it without a limit of time, and leaves its scratch file behind when the answer is no;
both are mended here.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from kgraph.errors import KgraphError, UsageError
from kgraph.reason.java import find_java

_SMALLER = "use a smaller store, or `kgraph check`, which needs no reasoner"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reasoning may cost.

    Attributes:
        triples: Facts at most.
        seconds: Time at most.
        megabytes: Memory of the Java heap at most.
    """

    triples: int = 100_000
    seconds: float = 120.0
    megabytes: int = 1500


def is_consistent(ntriples: bytes, limits: Limits) -> bool:
    """True if the ontology and the facts in it can be true together.

    Args:
        ntriples: An OWL 2 DL ontology with its individuals.
        limits: Of time and memory.

    Raises:
        UsageError: owlready2 or a Java runtime is not installed.
        KgraphError: It took too long or too much memory, or HermiT rejects the ontology.
    """
    try:
        import owlready2
    except ImportError as fault:
        raise UsageError("owlready2 is not installed", hint="pip install 'kgraph[reason]'") from fault
    with _limited(limits):
        world = owlready2.World()
        try:
            ontology = world.get_ontology("urn:kgraph:premises").load(fileobj=BytesIO(ntriples))
            with ontology:
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        except owlready2.OwlReadyJavaError as fault:
            raise _java_fault(fault, limits) from fault
        except subprocess.TimeoutExpired as fault:
            raise KgraphError(f"HermiT took longer than {limits.seconds:g} s", hint=_SMALLER) from fault
        finally:
            world.close()
    return True


def _java_fault(fault: Exception, limits: Limits) -> KgraphError:
    text, ended = str(fault), fault.__context__
    if isinstance(ended, subprocess.CalledProcessError) and ended.returncode < 0:
        return KgraphError(f"HermiT was broken off by signal {-ended.returncode}", hint="memory may have run out")
    if "OutOfMemoryError" in text:
        return KgraphError(f"HermiT needs more than {limits.megabytes} MB", hint=_SMALLER)
    reason = next((line for line in text.splitlines()[1:] if line.strip()), text)
    return KgraphError(f"HermiT failed: {reason.strip()}", hint="see whether `java -version` runs")


@contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    """Point owlready2 at a Java runtime, within limits; put everything back afterwards.

    It keeps these in module globals, one of them private: there is no other way in.
    """
    import owlready2
    from owlready2 import reasoning

    java = find_java()
    before = owlready2.JAVA_EXE, reasoning.JAVA_MEMORY, reasoning._subprocess_kargs, tempfile.tempdir
    with tempfile.TemporaryDirectory() as scratch:
        owlready2.JAVA_EXE, reasoning.JAVA_MEMORY = java, limits.megabytes
        reasoning._subprocess_kargs = {**before[2], "timeout": limits.seconds}
        tempfile.tempdir = scratch
        try:
            yield
        finally:
            owlready2.JAVA_EXE, reasoning.JAVA_MEMORY, reasoning._subprocess_kargs, tempfile.tempdir = before
