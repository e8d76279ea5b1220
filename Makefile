# make demo and make test are all that a newcomer needs; each sets up what it uses.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_PYTHON := $(VENV)/bin/python
export UV_LINK_MODE := copy
# The demonstration keeps its state in the checkout, apart from that of an installation.
KG := KG_HOME="$(CURDIR)/.kg" $(BIN)/kg

.PHONY: demo test setup setup-test check lock clean

demo: setup
	@$(KG) ingest nuts data/seeds/nuts/regions.csv
	@$(KG) ingest members data/seeds --source demo
	@echo
	@echo '$$ kg match "spark erosion of small mould inserts, and wire cutting"'
	@$(KG) match --limit 3 "spark erosion of small mould inserts, and wire cutting"
	@echo '$$ kg match "400 transfer chairs: welded tube frames; powder coating; drive electronics; assembly under ISO 13485"'
	@$(KG) match --limit 4 "400 transfer chairs: welded tube frames; powder coating; drive electronics; assembly under ISO 13485"
	@echo '$$ kg team --opportunity demo:o4'
	@$(KG) team --opportunity demo:o4
	@echo
	@echo '$$ kg regions links --limit 5'
	@$(KG) regions links --limit 5
	@printf '%s\n' '' 'The demonstration cluster is loaded. Go on with:' '' \
		'  export KG_HOME="$$PWD/.kg" PATH="$$PWD/.venv/bin:$$PATH"' \
		'  kg match "somebody who bends tin"' \
		'  kg match --region UKE3 "five-axis milling of titanium"' \
		'  kg serve        # the page: http://127.0.0.1:8000/' \
		'  kg firm find hallam' \
		'  kg firm show demo:hallam-five-axis' \
		'  kg down          # stops the graph engine; everything is kept'

test: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
		$(PYTEST_ARGS)

setup: $(VENV)/.installed
setup-test: $(VENV)/.installed-test

$(UV): requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "python -m venv failed; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $(UV)

$(VENV)/.installed: $(UV) requirements/run.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements/run.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements/test.txt
	$(UV) pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# Renews the pinned requirement files after a change in pyproject.toml.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml
lock: $(UV)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --group build -o requirements/build.txt
	$(COMPILE) -o requirements/run.txt
	$(COMPILE) -c requirements/run.txt --extra transformers --group test -o requirements/test.txt

clean:
	rm -rf $(VENV) .kg .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
