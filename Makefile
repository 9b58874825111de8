# Everything a person or a machine runs. `make demo` and `make test` work on a fresh clone: they build .venv first, once.

# The first of these that is new enough and able to build a .venv; or say which: make test PYTHON=/path/to/python3.12
PYTHONS := python3 python3.11 python3.12 python3.13 python3.14
ABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in $(PYTHONS); do $$name -c '$(ABLE)' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
STAMP := .venv/.installed-from-pyproject
# Set, it makes each worker of the tests, and each program that they start, compile everything anew: 5 s a worker.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check lint format docs snapshots pictures bench faults clean install

demo: install ## a throw-away vault with invented people, opened
	@$(BIN)/coctui demo

test: install ## all tests but the slow ones; five at a time, since tests of screens and terminals mostly wait
	@# who is done takes from who is not: a minute of five less
	@$(BIN)/python -m pytest -n 5 --dist worksteal -m "not slow"

check: lint test ## the whole loop before a commit

lint: install ## format, rules of style, types; the rules of import are tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: install
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

docs: install ## the page of keys, from the table of keys
	@$(BIN)/python -c 'from coctui.keymap import as_markdown; print(as_markdown(), end="")' > docs/keys.md
	@$(BIN)/python -m coctui.cli.page > docs/commands.md

snapshots: install ## accept how screens look now; read the pictures in `git diff` afterwards
	@$(BIN)/python -m pytest tests/snapshots --snapshot-update

pictures: install ## the pictures of the guide and the contact sheet, from the demo
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group pictures
	@$(BIN)/python docs/pictures/make.py

bench: install ## ratios against a floor measured in the same run; docs/benchmarks.md says how to read them
	@$(BIN)/python -c 'import sqlcipher3' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--only-binary :all: --group bench || echo "SQLCipher does not install here; its column stays empty." >&2
	@command -v neomutt >/dev/null || { test "$$(id -u)" = 0 && apt-get -qq install -y neomutt >/dev/null 2>&1; } \
	|| echo "neomutt is not installed (Debian: apt install neomutt); ratios to it are left out." >&2
	@$(BIN)/python -m benchmarks

faults: install ## the same ideas with many more examples, and the slow tests
	@$(BIN)/python -m pytest -n auto -m "faults or slow" --hypothesis-profile=faults

install: $(STAMP)

$(STAMP): pyproject.toml
	@test -x $(BIN)/pip || test -n "$(PYTHON)" || { echo "coctui needs Python 3.11 or later, with its venv module \
	(on Debian: python3-venv), and found none: make $(or $(MAKECMDGOALS),test) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	@# pip learnt `--group` in 25.1, and a new .venv brings the pip of its Python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

clean: ## what can be made again; vaults are never touched
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
