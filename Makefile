.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
UV := $(RUN)/uv

help: ## Explain the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(VENV)/.synced ## Install everything from the lock file into .venv

$(VENV)/.synced: uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Triage Warden needs Python 3.11 or later; name one with make PYTHON=...")'
	@test -x $(UV) || { $(PYTHON) -m venv $(VENV) && $(RUN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9; }
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) sync --quiet --frozen --active --inexact
	@touch $@

run: setup ## Start everything on this machine and feed the sample stream to an empty data folder
	@TW_LOG_LEVEL=$${TW_LOG_LEVEL:-warning} exec $(RUN)/triage-warden serve --sample

test: setup ## Run the tests
	@$(RUN)/pytest -q -n 2 --dist loadgroup -m "not faults and not deploy"

test-faults: setup ## Kill, pause and cut off processes; laws 2, 3 and 7
	@$(RUN)/pytest -q -m faults

test-deploy: setup ## Check the guide, image, chart, manifests and alert rules; needs root on Debian for the containers
	@$(RUN)/pytest -q -m deploy

bench: setup ## Measure speed and memory; prints ratios
	@$(RUN)/python -m benchmarks

check: setup ## Everything CI checks before the tests
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check --quiet .
	@$(RUN)/mypy
	@$(RUN)/pyright --warnings
	@$(RUN)/lint-imports --no-logo
	@$(RUN)/pytest -q tests/architecture
	@$(UV) lock --check --quiet

fmt: setup ## Format and mend what can be mended
	@$(RUN)/ruff check --fix --quiet .
	@$(RUN)/ruff format --quiet .

chart: setup ## Pack the Helm chart into dist/, with the index of a chart repository
	@$(RUN)/python -m deploy.helm.package dist

docs: setup ## Write the generated reference pages
	@$(RUN)/python -m triage_warden.wiring.settings_reference
	@$(RUN)/python -m triage_warden.cli.reference
	@$(RUN)/python -m triage_warden.connector_kit.mapped.reference
	@$(RUN)/python -m triage_warden.connector_kit.mapped.pages
	@$(RUN)/python -m triage_warden.observability.metrics_reference > docs/reference/metrics.md
	@$(RUN)/python -m triage_warden.web.openapi_export > docs/reference/openapi.json
	@$(RUN)/python -m triage_warden.cli.permissions_reference
	@$(RUN)/python -m evals.weights_reference > docs/reference/weights.md
	@$(RUN)/python -m deploy.monitoring.copies
	@$(RUN)/python -m deploy.helm.reference

.PHONY: help setup run test test-faults test-deploy bench check fmt chart docs
