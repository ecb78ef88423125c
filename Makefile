# Each target can be the first command on a machine that has Python 3.11, make and a
# package index.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
TRAFFIC_SECONDS ?= 600
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifdef DATABASE_URL
export DATABASE_URL
endif

# Installing waits for its lock, updating the lists does not
APT := apt-get -qqy -o DPkg::Lock::Timeout=600
define apt
[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& { for pause in 10 20 40; do $(APT) update && break; sleep $$pause; done; \
			$(APT) install --no-install-recommends $(1); }
endef
# A program that tests need, from the Debian package of the same name or of the second one.
# The tests that need it are skipped if it cannot be installed; with CI set, that is an error.
define program
@command -v $(1) >/dev/null || [ -x /usr/sbin/$(1) ] || { $(call apt,$(or $(2),$(1))); } \
		|| { echo "$(1) is missing: tests that need it are skipped, or fail if CI is set" >&2; [ -z "$$CI" ]; }
endef

.PHONY: help serve load test quick trust mutants bench growth check format lock lighthouse openapi browser screenshots faketime hosting image nginx pgbouncer postgresql r tools sbom wheel wrk

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: $(VENV)/serve.stamp $(BIN)/rendezvous  ## Serve http://HOST:PORT with WORKERS processes, after loading new data
	@$(BIN)/python -m app serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

load: $(VENV)/serve.stamp $(BIN)/rendezvous  ## Load the seed data into the database, all or nothing
	@$(BIN)/python -m app load

test: check browser tools nginx hosting pgbouncer postgresql faketime r  ## Run the checks and all tests, on SQLite and PostgreSQL, with coverage
	$(COVERED) --cov-report= --cov-fail-under=0 tests/a*/
	$(COVERED) --cov-append --cov-report= --cov-fail-under=0 tests/[b-f]*/
	$(COVERED) --cov-append --cov-report= --cov-fail-under=0 tests/[g-l]*/
	$(COVERED) --cov-append --cov-report= --cov-fail-under=0 tests/[m-r]*/
	$(COVERED) --cov-append --cov-report=term tests/[s-z]*/ tests/test_*.py
	$(PYTEST) -m "uncovered and not trust" tests/a*/test_[a-f]*.py
	$(PYTEST) -m "uncovered and not trust" tests/a*/test_[g-z]*.py
	$(PYTEST) -m "uncovered and not trust" tests/[b-c]*/
	$(PYTEST) -m "uncovered and not trust" tests/[d-z]*/ tests/test_*.py
# In parts, because a test process grows with the number of its tests
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup
COVERED := $(PYTEST) -m "not trust and not uncovered" --cov

quick: $(VENV)/test.stamp  ## Run the tests without PostgreSQL and without coverage
	$(PYTEST) -m "not postgresql and not trust"

trust: $(VENV)/test.stamp faketime wrk  ## Repeat each failure test dozens of times, then send traffic for TRAFFIC_SECONDS
	TRAFFIC_SECONDS=$(TRAFFIC_SECONDS) $(BIN)/python -m pytest -p tests.trust.table \
		-m "trust or not trust" tests/trust $(GUARANTEES)
GUARANTEES = $(filter-out tests/trust/%,$(sort $(shell grep -oE "tests/[a-z_/]+\.py" docs/guarantees.md)))

mutants: var/mutants/stamp  ## Change the code in many small ways and list the changes that no test notices
	$(BIN)/python -m tests.mutants $(MODULES)

check: $(VENV)/test.stamp  ## Check formatting, lint, types, import rules and seed data
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m app check

browser:  ## Install Chromium and axe-core, for the tests of the pages
	$(call program,chromium)
	@[ -d var/axe/node_modules/axe-core ] \
		|| npm install --silent --no-save --prefix var/axe axe-core@4 \
		|| echo "axe-core is missing: the accessibility test is skipped"

screenshots: $(VENV)/test.stamp browser  ## Write pictures of the pages of a running server to var/screenshots
	$(BIN)/python -m tests.support.screenshots http://$(HOST):$(PORT) $(PATHS)

image: $(VENV)/test.stamp  ## Build the container image with Podman and run it, which takes five minutes
	$(call program,podman)
	$(call program,runc)
	$(call program,debootstrap)
	$(PYTEST) -n 0 tests/deployment/image.py

lighthouse: $(VENV)/test.stamp browser  ## Print the scores of Lighthouse for pages of a running server
	@[ -d var/lighthouse/node_modules/lighthouse ] \
		|| npm install --silent --no-save --prefix var/lighthouse lighthouse@12
	$(BIN)/python -m tests.support.lighthouse http://$(HOST):$(PORT) $(PATHS)

nginx:  ## Install nginx, for the tests of deploy/nginx.conf
	$(call program,nginx)

pgbouncer:  ## Install PgBouncer, for the tests of a pooled PostgreSQL
	$(call program,pgbouncer)

postgresql:  ## Install the PostgreSQL of the system, for the test with locales
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(call apt,postgresql); } \
		|| { echo "postgresql is missing: the test with locales is skipped, or fails if CI is set" >&2; [ -z "$$CI" ]; }

hosting:  ## Install systemd and Prometheus, for the tests of deploy/
	$(call program,systemd-analyze,systemd)
	$(call program,promtool,prometheus)

r:  ## Install R, for the recipes in R of the guide
	$(call program,Rscript,r-base-core)

faketime:  ## Install faketime, for the test with a changing clock
	$(call program,faketime)

format: $(VENV)/test.stamp  ## Format the code and the seed files
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/python -m app format

bench: $(VENV)/test.stamp var/peers/stamp wrk  ## Compare the speed with other programs and with an app that sends fixed bytes
	$(BIN)/python -m tests.benchmarks

wrk:
	@command -v wrk >/dev/null || { $(call apt,wrk); } \
		|| echo "wrk is missing: the load is generated in Python"

growth: $(VENV)/test.stamp  ## Measure how times and memory grow with the data, to a million missions
	$(BIN)/python -m tests.benchmarks.growth $(GROWTH)

sbom: var/tools/stamp  ## Write the list of dependencies (CycloneDX) to var/sbom.cdx.json
	@var/tools/bin/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --validate --output-file var/sbom.cdx.json

tools:  ## Install hadolint, the linter of the Dockerfile
	@$(MAKE) --silent var/tools/stamp || echo "hadolint is missing: the Dockerfile is not linted"

wheel: $(VENV)/test.stamp  ## Write a wheel with the loaded database to dist/
	$(BIN)/python -m app pack app/bundled
	$(BIN)/python -m hatchling build -t wheel -d dist

openapi: $(VENV)/test.stamp  ## Write tests/openapi.json and the data dictionary, and add new names to the contract
	$(BIN)/python -m app openapi > tests/openapi.json
	$(BIN)/python -m tests.support.dictionary > app/web/guide/dictionary.md
	$(BIN)/python -m tests.support.compatibility

lock:  ## Pin the current version of every dependency by hash (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	uv pip compile pyproject.toml --group test -c requirements.txt $(LOCK) -o requirements-test.txt
	uv pip compile $(PEERS).in -c requirements.txt $(LOCK) -o $(PEERS).txt
	uv pip compile $(TOOLS).in $(LOCK) -o $(TOOLS).txt
	uv pip compile $(MUTANTS).in -c requirements-test.txt $(LOCK) -o $(MUTANTS).txt
	uv pip compile $(CLIENTS)/requirements.in $(LOCK) -o $(CLIENTS)/requirements.txt
	npm install --prefix $(CLIENTS) --package-lock-only --omit-lockfile-registry-resolved
CLIENTS := tests/clients
TOOLS := tests/tools/requirements
MUTANTS := tests/tools/mutants
PEERS := tests/benchmarks/peers/requirements
LOCK := --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	--no-emit-index-url --no-emit-find-links

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The command, which works in any folder; agents start it by its path
$(BIN)/rendezvous: Makefile | $(BIN)/python
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/python" -P -m app "$$@"\n' \
		"$$PWD" "$$(cd "$(BIN)" && pwd)" > $@
	@chmod +x $@

$(VENV)/serve.stamp: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/test.stamp: requirements-test.txt requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@ $(VENV)/serve.stamp

var/peers/stamp: $(PEERS).txt
	$(PYTHON) -m venv var/peers
	var/peers/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

var/tools/stamp: $(TOOLS).txt
	$(PYTHON) -m venv var/tools
	var/tools/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

var/mutants/stamp: $(MUTANTS).txt requirements-test.txt | $(VENV)/test.stamp
	$(PYTHON) -m venv var/mutants
	var/mutants/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.txt
	var/mutants/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(MUTANTS).txt
	@touch $@
