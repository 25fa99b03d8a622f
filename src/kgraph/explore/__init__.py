"""Pieces of the network for who explores it in a browser: a store and what is asked for in, bounded answers out.

Each answer is a frozen record whose JSON is made of columns, so that ten thousand entities with fifty thousand
statements take a few megabytes. What was left out is always said. The whole network comes from
`kgraph.network.Projection`; here it is only chosen from. No answer holds more of an article than its quotes.
"""

from kgraph.explore.answers import around, connection, overview, quotes, result_of, statement, turtle
from kgraph.explore.piece import Connection, Piece

__all__ = ["Connection", "Piece", "around", "connection", "overview", "quotes", "result_of", "statement", "turtle"]
