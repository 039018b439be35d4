# Everything that one does with Kompas from a checkout. `make help` lists it.
# Needed: Python 3.11 or newer, git, make. Variables:
#   PYTHON=python3.12   another Python than the first that fits
#   VENV=/tmp/venv      another place for the environment than .venv
#   ARGS='-k hearing'   more arguments for pytest in `make test`, or for `make demo`
#   KOMPAS_BROWSER=...  the Chromium or Chrome that the tests drive
#   UPGRADE=1           `make lock` takes the newest versions, not just what is missing

VENV ?= .venv
BENCHMARK_VENV ?= .venv-benchmarks
BIN := $(VENV)/bin
PY := $(BIN)/python
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
unexport PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# Who names a Python gets that one, also where an environment with another stands already.
VERSION_OF = -c 'import sys; print(*sys.version_info[:2], sep=".")'
ifneq ($(origin PYTHON),undefined)
  ifneq ($(shell $(PYTHON) $(VERSION_OF) 2>&1),$(shell $(PY) $(VERSION_OF) 2>/dev/null))
    OTHER_PYTHON := other-python
  endif
else
  PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; \
    done)
endif

# ---------------------------------------------------------------- what it is for

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: venv ## the screens, with a fictional municipality; ARGS='--port 8080 --fresh'
	@$(BIN)/kompas demo $(ARGS)

.PHONY: demo-terminal
demo-terminal: venv ## the core in the terminal, on one fictional citizen's case
	@$(PY) -m tools.demo

.PHONY: test
test: check browser ## everything that must hold before a change goes in: check, then all tests
	@$(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: quick
quick: venv ## what can be known of a change in two minutes; run it before each commit
	@$(MAKE) --jobs=2 --output-sync=target check quick-tests

# No browser, and one file of tests on the database (tests/unit/sample/test_load.py). What reads the
# whole norms for each test, works on a copy of the house or starts it anew is left to `make test`.
.PHONY: quick-tests
quick-tests: venv
	@$(PY) -m pytest --numprocesses auto --dist loadfile --quiet \
	  tests/guards tests/spec tests/unit $(addprefix --ignore-glob=tests/,$(SLOW)) $(ARGS)
SLOW = guards/test_repeatable.py guards/test_new_*.py guards/test_doubling.py \
  unit/cli/test_norms*.py unit/cli/test_start.py unit/letters/test_generated_letters.py \
  unit/norms/test_authors_walls.py unit/norms/test_library.py unit/norms/test_measures.py \
  unit/norms/test_numbers.py unit/norms/test_planted_faults.py unit/norms/test_refused_*.py \
  unit/norms/test_repeated_figures.py unit/norms/test_representatives.py \
  unit/norms/test_verify.py unit/norms/test_versions.py unit/publication/*.py

.PHONY: test-postgresql
test-postgresql: venv ## the tests of the record on this machine's own PostgreSQL, 15 or newer
	@KOMPAS_TEST_POSTGRESQL=machine $(PY) -m pytest tests/register tests/processes $(ARGS)

.PHONY: test-days
test-days: venv ## the tests of what asks for the time, on eight days of their own; DAYS=, FILES=
	@PY=$(PY) tests/other_day/run.sh $(ARGS)

.PHONY: check
check: lint types contracts ## what can be said without running the tests
	@$(PY) -m tools.messages --check
	@$(PY) -m tools.docs --check
	@$(BIN)/kompas norms check

# ---------------------------------------------------------------- parts of the check

.PHONY: format
format: venv ## bring the code into the house's form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

.PHONY: lint
lint: venv ## is the code in form, and free of known traps
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check

.PHONY: types
types: venv ## do the types hold
	@$(BIN)/mypy

.PHONY: contracts
contracts: venv ## do the arrows between the rooms go down only
	@$(BIN)/lint-imports --no-logo

# ---------------------------------------------------------------- what is made from something else

.PHONY: docs
docs: venv ## make the generated pages again
	@$(PY) -m tools.docs

.PHONY: messages
messages: venv ## bring the catalogues of the interface's languages up to date
	@$(PY) -m tools.messages

.PHONY: browser
browser: venv ## is there a browser for the tests; Debian's is installed where it may be
	@$(PY) -m tools.browser

.PHONY: pictures
pictures: browser ## take the pictures of the README again
	@KOMPAS_PICTURES=docs/images $(PY) -m pytest -q tests/journeys/test_pictures.py
	@$(PY) -m tools.pictures

.PHONY: ledger
ledger: venv ## which obligations of the source documents are proven, and by which test
	@$(PY) -m tools.ledger

.PHONY: benchmarks
benchmarks: $(BENCHMARK_VENV)/.installed ## measure speed, beside the peers
	@$(BENCHMARK_VENV)/bin/python -m benchmarks

.PHONY: lock
lock: venv ## write requirements/*.txt again from pyproject.toml and requirements/*.in
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml requirements/dev.in -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	@$(LOCK) pyproject.toml requirements/benchmarks.in -c requirements/run.txt -o requirements/benchmarks.txt

LOCK = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	$(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## remove everything that can be made again
	rm -rf $(VENV) $(BENCHMARK_VENV) build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# ---------------------------------------------------------------- the environment

.PHONY: venv
venv: $(VENV)/.installed ## make or refresh the environment that all the others use

# The parts: from scratch when the lock says something else than when they were installed,
# so that nothing lingers; the stamp is a copy of the lock.
$(VENV)/.parts: requirements/dev.txt $(OTHER_PYTHON)
	$(if $(OTHER_PYTHON)$(shell cmp -s requirements/dev.txt $@ || echo changed),$(call make-venv,$(VENV),dev))
	@cp requirements/dev.txt $@

# The package itself: in place, with the looks of its screens.
$(VENV)/.installed: $(VENV)/.parts pyproject.toml tools/assets.py tools/npm/package-lock.json
	@$(PY) -m pip install -qq --no-deps --no-build-isolation -e .
	@$(PY) -m tools.assets
	@touch $@

$(BENCHMARK_VENV)/.installed: requirements/benchmarks.txt pyproject.toml
	$(call make-venv,$(BENCHMARK_VENV),benchmarks)
	@$(BENCHMARK_VENV)/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: other-python
other-python: ;

# $(1) the folder, $(2) the lock. Debian keeps ensurepip in a package of its own.
define make-venv
	@$(if $(PYTHON),,echo 'Kompas needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python' >&2; exit 1)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Kompas needs Python 3.11 or newer, and $(PYTHON) is not.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { sudo=; [ "$$(id -u)" = 0 ] || sudo='sudo '; \
	  echo "$(PYTHON) cannot make environments. On Debian and Ubuntu this mends it:" >&2; \
	  echo "    $${sudo}apt-get install --yes python3-venv" >&2; exit 1; }
	@echo 'Making $(1) (takes about a minute)'
	@$(PYTHON) -m venv --clear $(1)
	@$(1)/bin/python -m pip install -qq --require-hashes -r requirements/$(2).txt
endef
