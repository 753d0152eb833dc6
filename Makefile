.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install -q --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate
# uv takes seconds where pip takes most of a minute; where only pip was told of a mirror, pip does it.
install = $(BIN)/uv pip install -q --system-certs --python $(BIN)/python $(1) || $(PIP) $(1)
.SILENT:
unexport PYTHONDONTWRITEBYTECODE  # many processes start here: what one has compiled, the others need not

# Lists what can be made.
help:
	awk '/^# /{said=substr($$0,3)} /^[a-z-]+:/{if(said){split($$1,n,":"); printf "  make %-14s%s\n", n[1], said}; said=""}' Makefile

# Opens the coach in a browser: no token, no questions.
try: .venv/run
	$(BIN)/netwerkcoach try

# Sets up everything for developing.
setup: .venv/dev

# Sets up, then runs all that CI runs.
test: check

# Runs every check and every test.
check: .venv/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/netwerkcoach check
	$(BIN)/python -m tests.language.reading
	$(BIN)/pytest -n 2 --dist worksteal

# Brings code and dialogs into shape where a tool can.
format: .venv/dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# Brings the catalogues up to date with the dialogs.
texts: .venv/dev
	$(BIN)/pybabel -q extract --no-location --no-wrap -F pyproject.toml --omit-header -o locale/netwerkcoach.pot dialogs
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap --omit-header --ignore-pot-creation-date -D netwerkcoach -i locale/netwerkcoach.pot -d locale
	$(BIN)/netwerkcoach check

# Writes down again what the coach says in the plays, and tells what they leave out.
plays: .venv/dev
	$(BIN)/pytest -q tests/test_plays.py -k as_it_is_written --update
	$(BIN)/netwerkcoach cover

# Takes the pictures of the chat page that the documents show (with Debian's fonts-liberation).
pictures: .venv/dev
	$(BIN)/python -m tests.pictures

# Draws the sheets with every picture of progress.
sheet: .venv/dev
	$(BIN)/python -m tests.progress_sheet

# Draws the talks for docs/course.md, and fills in its tables.
course: .venv/dev
	$(BIN)/python -m tests.course

# Compiles the pinned requirements anew.
requirements: .venv/uv
	$(COMPILE) --extra checkout pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra checkout --extra dev pyproject.toml -o requirements/dev.txt
	echo uv | $(COMPILE) - -o requirements/uv.txt

.venv/uv: requirements/uv.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/uv.txt
	touch $@

.venv/run: export UV_COMPILE_BYTECODE = 1
.venv/run: requirements/run.txt pyproject.toml .venv/uv
	$(call install,--require-hashes -r requirements/run.txt)
	$(call install,--no-deps --no-build-isolation -e .)
	touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(call install,--require-hashes -r requirements/dev.txt)
	touch $@

.PHONY: help try setup test check format texts plays pictures sheet course requirements
