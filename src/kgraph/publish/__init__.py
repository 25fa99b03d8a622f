"""The graph for others: quads in, files out that are the same bytes for the same graph."""

from kgraph.publish.export import FORMATS, Format, Part, export, export_file
from kgraph.publish.files import replacing

__all__ = ["FORMATS", "Format", "Part", "export", "export_file", "replacing"]
