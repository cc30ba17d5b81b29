# One verb for everything. Needs Python 3.11+, make and git; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
DEMO := demo-engagement
# One room of the tests for `make fast`, for example ROOM=engine; empty: all of them.
ROOM ?=

.PHONY: help setup demo test fast format lint types floors library tests coverage bench backtest golden docs pictures fonts word lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bpo-controls needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) "pip>=25.1"
	@touch $@

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/.created
	@echo "Installing bpo-controls into $(VENV): about half a minute the first time."
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(READY): $(INSTALLED)
	@echo "Installing the development tools into $(VENV): about a minute the first time."
	@$(PIP) -c constraints.txt --group dev
	@touch $@

demo: $(INSTALLED) ## install what it needs, write a finished sample engagement and its deliverables
	@echo "Writing a sample engagement and all its deliverables: about ten seconds."
	@$(BIN)/bpo-controls demo $(DEMO)

setup: $(READY) ## the virtual environment in .venv, with the development tools

test: $(READY) ## lint, types, floors, library lint and all tests: what CI runs
	@$(MAKE) --no-print-directory -j 2 types library lint floors
	@$(MAKE) --no-print-directory tests

fast: $(READY) ## types, and the tests that are not slow; ROOM=engine for one room
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal -m "not slow" tests/$(ROOM)

format: $(READY) ## repair what can be repaired by machine: imports, layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: $(READY) ## style, and whether everything is formatted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

floors: $(READY) ## imports go down floors only
	$(BIN)/lint-imports

library: $(READY) ## lint the bundled library
	$(BIN)/bpo-controls library lint --strict

tests: $(READY) ## all tests, and why some are skipped
	$(BIN)/pytest -n auto --dist worksteal -rfEs

coverage: $(READY) ## which lines no test reaches; the page is htmlcov/index.html
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered --cov-report=html tests/$(ROOM)

bench: $(READY) ## the numbers, as ratios in one run
	$(BIN)/python -m bench

backtest: $(READY) ## real cases played through the library; CASES=dir plays yours
	$(BIN)/python -m backtest $(if $(CASES),--cases "$(CASES)")

golden: $(READY) ## rewrite the golden deliverables; read the diff
	$(BIN)/pytest -q tests/golden --rewrite-golden

docs: $(READY) ## regenerate the reference, the JSON Schemas and the sessions in the docs
	$(BIN)/python -m docs.generate

pictures: $(READY) ## draw the pictures of README and docs that are stale; look at them
	$(BIN)/python -m docs.pictures

fonts: $(READY) ## make the fonts that HTML deliverables carry inside them
	$(BIN)/python -m docs.web_fonts

word: $(READY) ## make the Word templates that deliverables start from
	$(BIN)/python -m docs.word_template

lock: $(READY) ## renew the pinned development versions
	$(BIN)/python -m pip install --quiet --upgrade --group dev -e .
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean: ## remove .venv, the demo and what was built
	rm -rf $(VENV) $(DEMO) build dist htmlcov
