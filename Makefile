# One verb for everything. Needs Python 3.11+, make and git; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
STAMP := $(VENV)/.stamp
DEMO := demo-engagement


.PHONY: help setup demo test lint types floors library tests bench backtest golden docs pictures fonts word lock clean

help:
	@echo "make demo     set up, write a finished sample engagement and its deliverables"
	@echo "make test     set up, then lint, types, floors, library lint and tests (what CI runs)"
	@echo "make setup    only the virtual environment in .venv"
	@echo "make bench    the numbers, as ratios in one run"
	@echo "make backtest real cases played through the library; CASES=dir plays yours"
	@echo "make golden   rewrite the golden deliverables; read the diff"
	@echo "make docs     regenerate the reference and the JSON Schemas from the code"
	@echo "make pictures draw the pictures of README and docs that are stale; look at them"
	@echo "make fonts    make the fonts that HTML deliverables carry inside them"
	@echo "make word     make the Word templates that deliverables start from"
	@echo "make lock     renew the pinned development versions"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bpo-controls needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev -e .
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/bpo-controls demo $(DEMO)

test: lint types floors library tests

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

floors: $(STAMP)
	$(BIN)/lint-imports

library: $(STAMP)
	$(BIN)/bpo-controls library lint

tests: $(STAMP)
	$(BIN)/pytest -n auto --dist worksteal

bench: $(STAMP)
	$(BIN)/python -m bench

backtest: $(STAMP)
	$(BIN)/python -m backtest $(if $(CASES),--cases "$(CASES)")

golden: $(STAMP)
	$(BIN)/pytest -q tests/golden --rewrite-golden

docs: $(STAMP)
	$(BIN)/python -m docs.generate

pictures: $(STAMP)
	$(BIN)/python -m docs.pictures

fonts: $(STAMP)
	$(BIN)/python -m docs.web_fonts

word: $(STAMP)
	$(BIN)/python -m docs.word_template

lock: $(STAMP)
	$(BIN)/python -m pip install --quiet --upgrade --group dev -e .
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV) $(DEMO) build dist
