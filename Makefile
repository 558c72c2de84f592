# Everything runs in .venv, which the first target that needs it makes. PYTHON is the interpreter it is made with.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SAMPLE = examples/postings/cpo-freight-payments.md
SAMPLE_COMPANY = examples/companies/freight-payments.md
.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]" --group dev
	@touch $@

.PHONY: kit
kit: $(VENV)/installed ## Tailor a kit for the sample CPO posting, without a key, into kit.md
	$(BIN)/question-tailor tailor $(SAMPLE) --company $(SAMPLE_COMPANY) --offline --out kit.md

.PHONY: test
test: $(VENV)/installed ## Run the tests; recorded answers are replayed, nothing is sent
	$(BIN)/python -m pytest -q

.PHONY: check
check: $(VENV)/installed ## Lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/installed ## Bring the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: record
record: $(VENV)/installed ## Record the cassettes anew against OPENAI_BASE_URL (see cassettes/README.md)
	$(BIN)/python -m pytest -q tests/recorded -k "async" --record-mode=rewrite --allowed-hosts=.*

.PHONY: rates
rates: $(VENV)/installed ## Say how many recorded answers were valid at once, after repair, or drafted
	$(BIN)/python evals/recorded_rates.py

.PHONY: readme
readme: $(VENV)/installed ## Fill what README.md shows of the recordings
	$(BIN)/python scripts/readme.py

.PHONY: bench
bench: $(VENV)/installed ## Measure groups against one request, on loopback
	$(BIN)/python benchmarks/groups.py

.PHONY: wheel
wheel: $(VENV)/installed ## Build sdist and wheel, and use the wheel in a clean environment
	PYTHON=$(PYTHON) BUILDER=$(BIN)/python bash scripts/check_wheel.sh
