# One command does everything: `make demo` runs kgraph on its sample articles, `make test` checks it.
# Python 3.11 or later and make are all that has to be there. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements.lock
BUILD_LOCK := requirements-build.lock
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint pytest debian web webtests lock bench bench-large docs same clean
.DEFAULT_GOAL := help
# A recipe that fails leaves no half-made stamp behind.
.DELETE_ON_ERROR:

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(READY) ## Run the whole chain on the sample articles; leaves its files in out/
	@$(BIN)/kgraph demo out
	@echo
	@echo "kgraph is $(BIN)/kgraph here. In out/: $$(ls out | tr '\n' ' ')"

test: lint pytest ## Lint, then run every test; what a change must pass

# Without a cache: which imports are ours depends on files that a cached verdict does not know.
lint: $(READY) web ## Style, format and types
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

pytest: $(READY) debian web webtests
	$(BIN)/pytest

# What the tests of pages, RDF files and servers run; kgraph itself needs neither.
debian:
	@sh scripts/debian.sh chromium:chromium rapper:raptor2-utils curl:curl nginx:nginx-light \
		apache2:apache2-bin virtuoso-t:virtuoso-opensource-7-bin

# Only needs the environment to be there, not to be up to date: linking kgraph into it makes the bundle as well.
web: | $(BIN)/python ## Type-check and bundle the scripts of the served pages
	@$(BIN)/python web/bundle.py

# What the tests of the served pages run: a checker of accessibility, and a SPARQL client of JavaScript.
webtests: | $(BIN)/python
	@$(BIN)/python web/bundle.py install tests/web

$(BIN)/python:
	@$(MAKE) --no-print-directory $(READY)

lock: $(READY) ## Renew the locks with the latest versions that pyproject.toml allows
	@$(BIN)/pip install --quiet 'uv>=0.9'
	$(COMPILE) --upgrade --all-extras --group dev pyproject.toml --output-file $(LOCK)
	$(COMPILE) --group build --constraint $(LOCK) --output-file $(BUILD_LOCK)

bench: $(READY) ## Measure speed and memory; prints a Markdown table
	@$(BIN)/python -m benchmarks

docs: $(READY) ## Build the documents as a site in site/, links checked
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

ARCHIVE ?= build/archive
bench-large: $(READY) ## Measure with ten thousand generated articles in ARCHIVE; takes long
	@test -d $(ARCHIVE)/.kgraph || $(BIN)/python -m benchmarks.generate 10000 $(ARCHIVE)
	@$(BIN)/python -m benchmarks.large $(ARCHIVE)

OTHER ?= python3.13
same: $(READY) ## Check that another Python (OTHER=…) makes the same releases, byte by byte
	@$(MAKE) --no-print-directory PYTHON='$(OTHER)' VENV=build/other build/other/.ready
	@$(BIN)/python scripts/same_bytes.py $(BIN)/kgraph build/other/bin/kgraph

clean: ## Remove all that make made
	rm -rf $(VENV) web/node_modules tests/web/node_modules src/kgraph/serve/static/bundle
	rm -rf out site build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Dependencies come by hash, first those that build others: pip would fetch its own, unchecked, for an isolated build.
# kgraph itself is linked, not copied, so that an edit needs no new installation.
$(READY): $(BUILD_LOCK) $(LOCK) pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh '$(PYTHON)' $(VENV)
	@echo "Installing the dependencies (once, about a minute) …"
	@$(BIN)/pip install -qq --require-hashes --requirement $(BUILD_LOCK)
	@$(BIN)/pip install -qq --require-hashes --no-build-isolation --requirement $(LOCK)
	@$(BIN)/pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@
