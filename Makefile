# Saath. `make` alone lists what there is.
# Addresses move with PORT= (pages; the next two ports are used too), SMTP_PORT= (mail in) and DATA= (everything that is kept).
PORT ?= 8000
SMTP_PORT ?= 2525
DATA ?= data
MINUTES ?= 60
SIZES ?= 10000,100000,1000000
FUZZ ?= data/fuzz
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PYTHON
# What is compiled once is read by every later process, whatever the shell asks for: tests start hundreds.
export PYTHONDONTWRITEBYTECODE =

BIN := .venv/bin
RUN_SET := .venv/installed-run
DEV_SET := .venv/installed-dev
TEXTS := .venv/compiled-texts
PYTEST := $(BIN)/python -m pytest -n auto
# $(call tests,ENGINE,OPTIONS): journeys that fail are told once more, alone.
tests = SAATH_TEST_DATABASE=$(1) $(PYTEST) -q --cache-clear -o cache_dir=.pytest_cache/$(1) $(2) || \
  SAATH_TEST_DATABASE=$(1) $(BIN)/python -m tests.second_look $$? .pytest_cache/$(1)
LONG := slow or kill or growth or fuzz or languages or off_road
ONCE := one_engine or wide or $(LONG) or (journey and not several_processes)
CHECK_DATA := .venv/check-data
CHECKS := check-format check-lint check-types check-contracts check-migrations check-texts check-templates

.DEFAULT_GOAL := help
.PHONY: help run demo-data test test-sqlite test-postgresql test-full test-full-sqlite test-full-postgresql test-bare-machine check $(CHECKS) format fuzz bench bench-growth clean

help: ## List what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null || \
	sed -n 's/^\([a-z-]*\):[^#]*## /  make \1: /p' $(MAKEFILE_LIST)

run: $(RUN_SET) $(TEXTS) ## Install, fill the demo shop and serve it: PORT=8000 SMTP_PORT=2525 DATA=data
	@$(BIN)/saath demo --data "$(DATA)" --port $(PORT) --smtp-port $(SMTP_PORT)

demo-data: $(RUN_SET) $(TEXTS) ## Fill the demo shop into DATA= without serving it
	@$(BIN)/saath demo --data "$(DATA)" --no-serve

test: $(DEV_SET) $(TEXTS) ## Install what the tests need and run them all, on SQLite and on PostgreSQL
	@tests/system-packages
	@$(MAKE) --no-print-directory --keep-going test-sqlite test-postgresql

test-sqlite: $(DEV_SET) $(TEXTS) ## Run the tests on SQLite alone
	@echo "Tests on SQLite"
	@$(call tests,sqlite)

test-postgresql: $(DEV_SET) $(TEXTS) ## Run the tests on PostgreSQL alone
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; then \
	  echo "Tests on PostgreSQL"; $(call tests,postgresql,-m "not ($(ONCE))"); \
	else echo "Left out: the tests on PostgreSQL, which is not installed"; [ "$$CI" != true ]; fi

test-full: $(DEV_SET) $(TEXTS) ## Run the long tests too: kill, growth, fuzz, every language, the bare machine
	@tests/system-packages
	@$(MAKE) --no-print-directory --keep-going test-full-sqlite test-full-postgresql test-bare-machine

test-full-sqlite: $(DEV_SET) $(TEXTS)
	@echo "All but the bare machine, on SQLite"
	@$(call tests,sqlite,-m "not slow")

test-full-postgresql: $(DEV_SET) $(TEXTS)
	@echo "All but the bare machine, on PostgreSQL"
	@$(call tests,postgresql,-m "not (one_engine or slow)")

test-bare-machine: $(DEV_SET) $(TEXTS)
	@echo "The bare machine, which needs this one for itself"
	@$(BIN)/python -m pytest -q -m slow

check: $(CHECKS) ## Check format, lint, types, contracts, migrations, texts and templates (make -k check shows all faults)

$(CHECKS): export SAATH_DATA = $(CHECK_DATA)
# Given, so that checks that run beside each other (make -j2 check) do not each begin to make one.
$(CHECKS): export SAATH_SECRET_KEY = of the checks alone
$(CHECKS): $(DEV_SET)

check-format:
	@$(BIN)/ruff format --quiet --check . || { echo "Run make format"; $(BIN)/ruff format --check .; exit 1; }

check-lint:
	@$(BIN)/ruff check --quiet .

check-types:
	@$(BIN)/mypy

check-contracts:
	@$(BIN)/lint-imports

check-migrations:
	@$(BIN)/python manage.py makemigrations --check --dry-run

check-texts: $(TEXTS)
	@$(BIN)/python -m saath.ui.catalogues check

check-templates:
	@$(BIN)/djlint --quiet --lint saath

format: $(DEV_SET) ## Format the code
	@$(BIN)/ruff check --quiet --fix-only . ; $(BIN)/ruff format .

fuzz: $(DEV_SET) ## Fuzz the readers of mail by coverage, on Linux: MINUTES=60, inputs and faults in FUZZ=data/fuzz
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/fuzz.txt
	@PYTHONPATH=. $(BIN)/python tests/fuzz/atheris_intake.py $(MINUTES) "$(FUZZ)"

bench: $(DEV_SET) $(TEXTS) ## Measure, as docs/performance.md describes
	@$(BIN)/python -m benchmarks

bench-growth: $(DEV_SET) $(TEXTS) ## Hold that work costs as much with 1,000,000 conversations as with 10,000: SIZES= WORK=, 15 GB
	@$(BIN)/python -m benchmarks.growth --sizes $(SIZES)

clean: ## Remove what make has made, but not the data
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name '*.mo' -not -path './data/*' -delete

$(RUN_SET): requirements/build.txt requirements/run.txt requirements/install pyproject.toml
	@requirements/install run
	@touch $@

# After the run set, never beside it: both make .venv, and make -j would begin both at once.
$(DEV_SET): $(RUN_SET) requirements/dev.txt
	@requirements/install dev
	@touch $@

$(TEXTS): $(RUN_SET) $(wildcard locale/*/LC_MESSAGES/*.po saath/*/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python -m saath.ui.catalogues compile
	@touch $@
