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
kit: $(VENV)/installed ## Tailor a kit for the sample CPO posting, without a key, into kit.json and kit.html
	$(BIN)/question-tailor tailor $(SAMPLE) --company $(SAMPLE_COMPANY) --offline --out kit.json
	$(BIN)/question-tailor render kit.json --out kit.html
	@echo "The kit, to open in a browser: file://$(CURDIR)/kit.html"

.PHONY: web
web: $(VENV)/installed ## Start the web example on http://127.0.0.1:8000
	$(BIN)/python examples/web/app.py

.PHONY: test
test: $(VENV)/installed ## Run the tests; recorded answers are replayed, nothing is sent
	$(BIN)/python -m pytest -q

CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: test-browser
test-browser: $(VENV)/installed ## Use the HTML kit in headless Chromium, which has to be installed
	@test -x "$(CHROMIUM)" || { echo "Chromium is missing, so nothing was tested: apt-get install chromium, or say where it is with CHROMIUM=PATH." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest -q -m browser tests

.PHONY: integration
integration: ## Build llama-cpp-python's server into .venv-integration, ask it for kits, and write docs/local-servers.md
	$(PYTHON) -m venv .venv-integration
	.venv-integration/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	.venv-integration/bin/python -m pip install --quiet --disable-pip-version-check --no-binary llama-cpp-python --editable ".[all]" --group test --group integration
	INTEGRATION_PAGE=$(CURDIR)/docs/local-servers.md .venv-integration/bin/python -m pytest -q -m integration tests/integration

.PHONY: screenshots
screenshots: $(VENV)/installed ## Take the pictures in docs/images anew, of the recorded sample kit
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	CHROMIUM=$(CHROMIUM) $(BIN)/python scripts/screenshots.py

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
rates: $(VENV)/installed ## Say how well the checks work on labelled texts, and how many recorded answers they passed
	$(BIN)/python evals/check_rates.py
	$(BIN)/python evals/recorded_rates.py

.PHONY: docs
docs: $(VENV)/installed ## Fill what docs/checks.md shows of the rates and docs/inputs.md of hidden text
	$(BIN)/python scripts/rates.py
	$(BIN)/python scripts/hidden.py

.PHONY: readme
readme: $(VENV)/installed ## Fill what README.md shows of the recordings
	$(BIN)/python scripts/readme.py

.PHONY: figures
figures: $(VENV)/installed ## Measure what docs/reliability.md promises, and write it there
	$(BIN)/python scripts/figures.py

.PHONY: faults
faults: $(VENV)/installed ## Write docs/faults.md from the catalogue of faults that the tests run
	$(BIN)/python scripts/faults.py

.PHONY: help-docs
help-docs: $(VENV)/installed ## Write docs/commands.md from the commands' own help
	$(BIN)/python scripts/help.py

.PHONY: bench
bench: $(VENV)/installed ## Measure groups against one request, on loopback
	$(BIN)/python benchmarks/groups.py

.PHONY: soak
soak: $(VENV)/installed ## Make 2,000 small kits, 64 side by side, against an endpoint that does harm, on loopback
	$(BIN)/python benchmarks/soak.py

PARTS ?=

.PHONY: mutate
mutate: $(VENV)/installed ## Put small faults into the code and say which no test notices, all or PARTS="evidence retry"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutate
	$(BIN)/python scripts/mutate.py $(PARTS)

.PHONY: knock-out
knock-out: $(VENV)/installed ## Take out each rule of the lawful check in turn and say which nothing holds
	$(BIN)/python scripts/knock_out.py

TARGET ?= html
MINUTES ?= 10

.PHONY: fuzz
fuzz: $(VENV)/installed ## Fuzz one TARGET (see fuzz/targets.py) for so many MINUTES
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	$(BIN)/python fuzz/run.py $(TARGET) --minutes $(MINUTES)

.PHONY: test-lowest
test-lowest: ## Run the tests with the lowest core dependencies that are allowed, in .venv-lowest
	$(PYTHON) -m venv .venv-lowest
	$(PYTHON) scripts/floors.py > .venv-lowest/floors.txt
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check --constraint .venv-lowest/floors.txt --editable ".[all]" --group test
	.venv-lowest/bin/python -m pytest -q

.PHONY: test-newest
test-newest: ## Run the tests with the newest dependencies, in .venv-newest
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --editable ".[all]" --group test
	.venv-newest/bin/python -m pytest -q

TOOLS = .venv-tools/bin
.venv-tools/installed:
	$(PYTHON) -m venv .venv-tools
	$(TOOLS)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9" "pip-audit>=2.9" "cyclonedx-bom>=7"
	@touch $@

.PHONY: lock
lock: .venv-tools/installed ## Write requirements.lock anew: all extras and development tools, with hashes
	$(TOOLS)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --all-extras --group dev pyproject.toml --output-file requirements.lock

.PHONY: audit
audit: .venv-tools/installed ## Look up known weaknesses of what requirements.lock holds
	$(TOOLS)/pip-audit --requirement requirements.lock --disable-pip --require-hashes

.PHONY: sbom
sbom: .venv-tools/installed ## Write the bill of materials of what requirements.lock holds into sbom.json
	$(TOOLS)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-file sbom.json

.PHONY: dist
dist: $(VENV)/installed ## Build sdist and wheel into dist/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build
	$(BIN)/python -m build --outdir dist

.PHONY: wheel
wheel: $(VENV)/installed ## Build sdist and wheel, and use the wheel in a clean environment
	PYTHON=$(PYTHON) BUILDER=$(BIN)/python bash scripts/check_wheel.sh
