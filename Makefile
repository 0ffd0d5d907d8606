# Every verb sets up what it needs. Variables: PYTHON (3.11 or 3.12), LANE (a lock in requirements/,
# without .txt), CHROMIUM, PYTEST_ARGS.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-reset test test-databases lint format bench messages docs package lock assets no-python

FOUND := $(shell scripts/find_python '$(PYTHON)')
override PYTHON := $(word 1,$(FOUND))
LANE ?= $(word 2,$(FOUND))-django52
LOCKS := py311-django42 py311-django52 py312-django52 databases

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

# The stamp is written last, so that an interrupted set-up is done again.
VENV := $(if $(PYTHON),.venv/ready-$(LANE),no-python)
TOOLS := $(if $(PYTHON),.venv-tools/ready,no-python)

# Make a virtual environment: $(1) folder, $(2) lock.
define set_up
@echo 'Setting up $(1) from $(2), once.'
@rm -rf $(1)
@$(PYTHON) -m venv $(1)
@$(1)/bin/python -m pip install -qq -r $(2)
endef

.venv/ready-$(LANE): requirements/$(LANE).txt setup.py
	$(call set_up,.venv,$<)
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

.venv-tools/ready: requirements/tools.txt
	$(call set_up,.venv-tools,$<)
	@touch $@

no-python:
	@echo 'Python 3.11 or 3.12 with venv and pip is needed, and none was found.' \
		'Name one: make VERB PYTHON=/path/to/python3.11' >&2; exit 1

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

demo: $(VENV) ## set up and start the demo
	@exec .venv/bin/python -m demo start

demo-reset: $(VENV) ## put the demo back to its beginning
	@.venv/bin/python -m demo reset

test: $(VENV) ## set up and run every test, browser tests too
	@scripts/ensure_chromium
	@CHROMIUM="$$(scripts/find_chromium)" .venv/bin/python -m pytest $(PYTEST_ARGS)

test-databases: $(VENV) ## run the tests of many at once on a real MariaDB and a real PostgreSQL
	@PYTHON=.venv/bin/python scripts/test_databases

lint: $(TOOLS) ## check style, types, imports, templates and spelling
	.venv-tools/bin/ruff check .
	.venv-tools/bin/ruff format --check .
	.venv-tools/bin/python -m mypy
	.venv-tools/bin/lint-imports --no-logo
	.venv-tools/bin/djlint learning_circle_xblock/templates --quiet --lint
	.venv-tools/bin/typos

format: $(TOOLS) ## rewrite Python in the project's style
	.venv-tools/bin/ruff check --fix-only .
	.venv-tools/bin/ruff format .

bench: $(VENV) ## measure pages and handlers on a large programme
	@.venv/bin/python -m tests.performance.bench

messages: $(VENV) ## collect the texts of the sources and compile the catalogues
	@.venv/bin/python scripts/messages.py

docs: $(TOOLS) ## build the documentation into build/docs
	.venv-tools/bin/sphinx-build --quiet -C -D extensions=myst_parser -D root_doc=index \
		-D project='Learning circles' -D html_theme=alabaster -D myst_heading_anchors=3 \
		-D suppress_warnings=toc.not_included docs build/docs

package: $(TOOLS) ## build sdist and wheel into dist/ and check what they hold
	@rm -rf dist build/lib *.egg-info
	.venv-tools/bin/python -m build --quiet --no-isolation
	.venv-tools/bin/python scripts/check_package.py

lock: $(TOOLS) ## choose versions anew: requirements/*.in to requirements/*.txt
	@for lane in $(LOCKS); do scripts/lock $$lane || exit 1; done
	@scripts/lock tools

assets: ## build the front end's scripts
	@$(or $(PYTHON),python3) scripts/build_front_end.py
