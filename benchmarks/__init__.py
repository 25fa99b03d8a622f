"""Measures what kgraph costs: time and memory of the steps a user waits for.

`python -m benchmarks` prints a Markdown table; `make bench` does the same. Nothing here decides whether a test
passes: figures of a shared machine are for reading, not for asserting.
"""
