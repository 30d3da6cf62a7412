# Needs a POSIX shell and Python >= 3.11; everything else goes into .venv. `make` says what there is.
# An interpreter of your choice: make demo PYTHON=/path/to/python3

BIN = .venv/bin
PIP = $(BIN)/python -m pip
TEST_WORKERS = 2
LOCK_PYTHONS = python3.11 python3.12 python3.13
CANDIDATES = python3.13 python3.12 python3.11 python3 python
DECLARED = pyproject.toml requirements.lock

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.PHONY: help demo test lint lab fast plain bench study lock clean
.DEFAULT_GOAL = help

help:
	@echo 'make demo   simulate the playbook org-design and write its reports, in English and Chinese'
	@echo 'make lab    open JupyterLab on notebooks/start-here.ipynb'
	@echo 'make test   style, types, layers and tests'
	@echo 'make lint   style, types and layers only'
	@echo 'make fast   compile the floor where a C compiler is at hand: the same results, sooner'
	@echo 'make plain  play the source again'
	@echo 'make bench  speed and memory, against the textbook model'
	@echo 'make study  the tests that take minutes'
	@echo 'make lock   resolve requirements.lock anew (needs Python 3.11, 3.12 and 3.13)'
	@echo 'make clean  remove .venv and caches; reports/ stays'

demo: .venv/core-installed
	$(BIN)/funnelbench run org-design --lang both

lab: .venv/core-installed
	$(BIN)/funnelbench explore

test: lint
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile -m 'not slow'

lint: .venv/dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: .venv/dev-installed
	$(BIN)/python tools/compile_floor.py

plain: .venv/dev-installed
	$(BIN)/python tools/compile_floor.py --plain

bench: .venv/dev-installed
	$(BIN)/python tests/benchmarks/bench.py

study: .venv/dev-installed
	$(BIN)/python -m pytest -n $(TEST_WORKERS) -m slow

lock:
	for python in $(PYTHON) $(CANDIDATES); do \
	    if "$$python" -c 'import tomllib' >/dev/null 2>&1; then \
	        exec "$$python" tools/make_requirements_lock.py requirements.lock $(LOCK_PYTHONS); \
	    fi; \
	done; echo 'make lock needs Python >= 3.11' >&2; exit 1

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A candidate is tried by running it: a version manager may put a name on the path that runs nothing, and Debian ships
# a Python without ensurepip. A venv that lost its Python, or has an old one, is made again.
.venv/made:
	@usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	if $(BIN)/python -c "$$usable" >/dev/null 2>&1 && $(PIP) --version >/dev/null 2>&1; then \
	    touch $@; exit 0; \
	fi; \
	chosen="$$PYTHON"; \
	if [ -n "$$chosen" ]; then \
	    if ! "$$chosen" -c "$$usable" >/dev/null 2>&1; then \
	        echo "$$chosen is no Python >= 3.11 with venv and pip." >&2; exit 1; \
	    fi; \
	else \
	    for candidate in $(CANDIDATES); do \
	        if "$$candidate" -c "$$usable" >/dev/null 2>&1; then chosen=$$candidate; break; fi; \
	    done; \
	    if [ -z "$$chosen" ]; then \
	        echo 'No Python >= 3.11 with venv and pip was found (tried: $(CANDIDATES)).' >&2; \
	        echo 'Install one (on Debian or Ubuntu: apt-get install python3 python3-venv),' >&2; \
	        echo 'or name yours: make demo PYTHON=/path/to/python3' >&2; exit 1; \
	    fi; \
	fi; \
	echo "Making .venv with $$("$$chosen" --version)"; \
	"$$chosen" -m venv --clear .venv && touch $@

.venv/core-installed: .venv/made $(DECLARED)
	@echo 'Installing into .venv; a minute or two, once'
	@$(PIP) install --quiet --constraint requirements.lock --editable .
	@touch $@

.venv/dev-installed: .venv/made $(DECLARED)
	@echo 'Installing into .venv, with what tests need; a minute or two, once'
	@$(PIP) install --quiet --constraint requirements.lock --editable '.[dev]'
	@touch .venv/core-installed $@
