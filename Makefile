# Each target works as the only command on a machine with Python, make and a package index.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
TRAFFIC_SECONDS ?= 600
PYTHON ?= python3
BIN := .venv/bin
ifdef DATABASE_URL
export DATABASE_URL
endif

.PHONY: help serve load test quick trust bench growth check format lock openapi browser faketime nginx tools sbom wrk

help:  ## Say what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: .venv/serve.stamp  ## Answer at http://HOST:PORT, loading the data if need be
	@$(BIN)/python -m app serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

load: .venv/serve.stamp  ## Load the seed data, all or nothing
	@$(BIN)/python -m app load

test: check browser tools nginx faketime  ## Everything that must hold: checks, tests on both databases, coverage
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term

quick: .venv/test.stamp  ## The tests without PostgreSQL and coverage
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not postgresql and not trust"

trust: .venv/test.stamp faketime wrk  ## Faults, each tried hundreds of times, and 10 minutes of traffic
	TRAFFIC_SECONDS=$(TRAFFIC_SECONDS) $(BIN)/python -m pytest -m "trust or not trust" tests/trust

check: .venv/test.stamp  ## Lint, types, import rules, seed data
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m app check

browser:  ## Chromium and axe for the tests of the pages, where they can be had
	@command -v chromium >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qqy chromium; } \
		|| echo "No chromium: the tests that open pages in a browser are skipped"
	@[ -d var/axe/node_modules/axe-core ] \
		|| npm install --silent --no-save --prefix var/axe axe-core@4 \
		|| echo "No axe-core: the test of accessibility by its rules is skipped"

nginx:  ## The cache of the tests in front of a server, where it can be had
	@command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qqy --no-install-recommends nginx; } \
		|| echo "No nginx: the tests of the cache in front are skipped"

format: .venv/test.stamp  ## Bring code and seed files into their canonical form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/python -m app format

bench: .venv/test.stamp var/peers/stamp wrk  ## Our speed beside that of peers and of fixed bytes
	$(BIN)/python -m tests.benchmarks

faketime:  ## A clock that jumps, where it can be had
	@command -v faketime >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qqy --no-install-recommends faketime; } \
		|| echo "No faketime: the test whose clock jumps is skipped"

wrk:
	@command -v wrk >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qqy wrk; } \
		|| echo "No wrk: Python makes the load"

growth: .venv/serve.stamp  ## How much slower answers get as data grow, on synthetic catalogues
	$(BIN)/python -m tests.benchmarks.growth $(SIZES)

sbom: var/tools/stamp  ## List every dependency as CycloneDX, validated: var/sbom.cdx.json
	@var/tools/bin/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --validate --output-file var/sbom.cdx.json

tools:  ## The linter of the Dockerfile, where it can be had
	@$(MAKE) --silent var/tools/stamp || echo "No hadolint: the Dockerfile is not linted"

openapi: .venv/serve.stamp  ## Write the OpenAPI file anew, and what is new into the contract
	$(BIN)/python -m app openapi > tests/openapi.json
	$(BIN)/python -m tests.support.compatibility

lock:  ## Pin every dependency by hash anew (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	uv pip compile pyproject.toml --group test -c requirements.txt $(LOCK) -o requirements-test.txt
	uv pip compile $(PEERS).in -c requirements.txt $(LOCK) -o $(PEERS).txt
	uv pip compile $(TOOLS).in $(LOCK) -o $(TOOLS).txt
	uv pip compile $(CLIENTS)/requirements.in $(LOCK) -o $(CLIENTS)/requirements.txt
	npm install --prefix $(CLIENTS) --package-lock-only --omit-lockfile-registry-resolved
CLIENTS := tests/clients
TOOLS := tests/tools/requirements
PEERS := tests/benchmarks/peers/requirements
LOCK := --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	--no-emit-index-url --no-emit-find-links

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/serve.stamp: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

.venv/test.stamp: requirements-test.txt requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@ .venv/serve.stamp

var/peers/stamp: $(PEERS).txt
	$(PYTHON) -m venv var/peers
	var/peers/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

var/tools/stamp: $(TOOLS).txt
	$(PYTHON) -m venv var/tools
	var/tools/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@
