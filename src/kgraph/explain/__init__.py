"""Show how a text was read: its names, and for each statement the frame and features that made it.

`read_through` lays an extraction beside its text, sentence by sentence; `page_of` makes one HTML file of it that needs
no network. Why the graph of a store says something is `kgraph.query`'s to tell.
"""

from kgraph.explain.besides import About, Figure
from kgraph.explain.page import page_of
from kgraph.explain.reading import End, Mark, Passage, Reading, Said, read_through
from kgraph.explain.reasons import FrameView, Reason, Weigh

__all__ = [
    "About",
    "End",
    "Figure",
    "FrameView",
    "Mark",
    "Passage",
    "Reading",
    "Reason",
    "Said",
    "Weigh",
    "page_of",
    "read_through",
]
