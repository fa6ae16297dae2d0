# Everything a developer runs. `make check` is what `.ci/run` runs, stage for stage.
# Needs only Python 3.11, 3.12 or 3.13 with venv, git and make.
#
#   make demo     a worked example in ./demo, from nothing
#   make test     every test; a skipped test is a failure
#   make check    style, types, layers, tests, wheel, README, each with its time
#   make venv     the environment alone; PYTHON=python3.12 chooses the interpreter

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
JOBS ?= auto
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
HOUSE_APART := tests/house/test_wheel.py tests/house/test_readme.py

# One stage: its name, its commands, its time. A failing stage ends the run.
define stage
@printf '\n== %s\n' '$(1)'; started=$$(date +%s); \
{ $(2); } || { printf -- '-- %s: FAILED after %s s\n' '$(1)' "$$(( $$(date +%s) - started ))"; exit 1; }; \
printf -- '-- %s: ok, %s s\n' '$(1)' "$$(( $$(date +%s) - started ))"
endef

.PHONY: help venv demo test check format lint types layers tests-most wheel readme clean

help:
	@sed -n 's/^#   //p' Makefile

venv: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@.ci/venv '$(PYTHON)' '$(VENV)'
	@touch $@

demo: $(STAMP)
	@$(BIN)/peer-review demo --into demo

test: $(STAMP)
	@$(BIN)/pytest -n $(JOBS)

check: $(STAMP)
	@started=$$(date +%s); \
	$(MAKE) lint types layers tests-most wheel readme; \
	printf '\nAll checks passed in %s s.\n' "$$(( $$(date +%s) - started ))"

# Rewrites files; the check only looks.
format: $(STAMP)
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(STAMP)
	$(call stage,lint,$(BIN)/ruff check . && $(BIN)/ruff format --check .)

types: $(STAMP)
	$(call stage,types,$(BIN)/mypy)

layers: $(STAMP)
	$(call stage,layers,$(BIN)/lint-imports)

tests-most: $(STAMP)
	$(call stage,tests,$(BIN)/pytest -q -n $(JOBS) $(addprefix --deselect=,$(HOUSE_APART)))

wheel: $(STAMP)
	$(call stage,wheel,$(BIN)/pytest -q tests/house/test_wheel.py)

readme: $(STAMP)
	$(call stage,readme,$(BIN)/pytest -q tests/house/test_readme.py)

clean:
	@rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
