"""The web: pages, SPARQL endpoint and operations over one store, as a Starlette application.

Settings and options come in, as a `site.Site`; `app.create_app` makes the application of it, `run.serve` a server. The
web process itself never touches the graph: each question is a function that a worker process answers (`graph.Graph`).
"""
