# One command does everything: `make demo` runs kgraph on its sample articles, `make test` checks it.
# Python 3.11 or later and make are all that has to be there. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements.lock

.PHONY: help demo test lint pytest debian lock bench clean
.DEFAULT_GOAL := help
# A recipe that fails leaves no half-made stamp behind.
.DELETE_ON_ERROR:

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(READY) ## Run the whole chain on the sample articles; leaves its files in out/
	@$(BIN)/kgraph demo out
	@echo
	@echo "Look at them:"
	@for file in out/*; do [ ! -f "$$file" ] || echo "  $$file"; done

test: lint pytest ## Lint, then run every test; what a change must pass

lint: $(READY) ## Style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

pytest: $(READY) debian
	$(BIN)/pytest

# What the browser and parser tests run; kgraph itself needs neither.
debian:
	@sh scripts/debian.sh chromium:chromium rapper:raptor2-utils

lock: $(READY) ## Renew requirements.lock with the latest versions that pyproject.toml allows
	@$(BIN)/pip install --quiet 'uv>=0.9'
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --all-extras --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --output-file $(LOCK)

bench: $(READY) ## Measure speed and memory; prints a Markdown table
	@$(BIN)/python -m benchmarks

clean: ## Remove all that make made
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Dependencies come by hash; kgraph itself is linked, not copied, so that an edit needs no new installation.
$(READY): $(LOCK) pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh '$(PYTHON)' $(VENV)
	@echo "Installing the dependencies (once, about a minute) …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $(LOCK)
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
