"""The graph for others: quads in, files out that are the same bytes for the same graph."""

from kgraph.publish.annotated import write_annotated
from kgraph.publish.datapackage import PACKAGE, write_package
from kgraph.publish.described import Described, grouped, subjects
from kgraph.publish.export import FORMATS, Format, export, export_file
from kgraph.publish.files import replacing, told
from kgraph.publish.folder import refuse_store, replacing_folder
from kgraph.publish.graph import published, spooled
from kgraph.publish.gz import gzipped
from kgraph.publish.names import Named
from kgraph.publish.nets import Net, write_gexf, write_graphml
from kgraph.publish.ordered import in_order
from kgraph.publish.tables import TABLES, write_tables
from kgraph.publish.triple_terms import with_triple_terms
from kgraph.publish.turtle import turtle_of, write_turtle
from kgraph.publish.views import view, views

__all__ = [
    "FORMATS",
    "PACKAGE",
    "TABLES",
    "Described",
    "Format",
    "Named",
    "Net",
    "export",
    "export_file",
    "grouped",
    "gzipped",
    "in_order",
    "published",
    "refuse_store",
    "replacing",
    "replacing_folder",
    "spooled",
    "subjects",
    "told",
    "turtle_of",
    "view",
    "views",
    "with_triple_terms",
    "write_annotated",
    "write_gexf",
    "write_graphml",
    "write_package",
    "write_tables",
    "write_turtle",
]
