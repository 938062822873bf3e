# Everything that a user or a contributor does has a target here; `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build run test unit e2e lint format docs bench fuzz clean

# ONLY=SFlow,Engine builds and tests those modules and what they use; VERBOSE=1 shows every command of the build.
ONLY ?=
VERBOSE ?=
# The products that `make e2e` tests: release or debug.
CONFIGURATION ?= release
# Passed on: make run ARGS="--http 0.0.0.0:8008", make e2e ARGS=20_sampling, make bench ARGS=--quick
ARGS ?=

export STARLING_ONLY := $(ONLY)

# A clone may belong to someone else than who builds it (sudo make run, a container's volume).
ifndef GIT_CONFIG_COUNT
export GIT_CONFIG_COUNT := 1
export GIT_CONFIG_KEY_0 := safe.directory
export GIT_CONFIG_VALUE_0 := *
endif

SWIFT_FLAGS := $(if $(VERBOSE),--verbose)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the system packages that building needs, saying which and why
	@dev/setup.sh build

build: setup ## Build the release products into .build/release
	swift build -c release $(SWIFT_FLAGS)

run: setup ## Build, then run the analyzer and the agent of this host; Ctrl-C stops both
	@dev/run.sh $(ARGS)

test: unit e2e ## Install what the tests need and run all of them

unit: setup ## Run the unit tests alone
	@dev/setup.sh test
	swift test $(SWIFT_FLAGS)

e2e: setup ## Run the end-to-end tests alone
	@dev/setup.sh test
	swift build -c $(CONFIGURATION) $(SWIFT_FLAGS)
	@e2e/run --bin .build/$(CONFIGURATION) $(ARGS)

lint: setup ## Check format, scripts, layers, documentation links and what is tracked
	@dev/setup.sh lint
	@dev/lint.sh

format: ## Format the Swift sources in place
	swift format -i -r --parallel $(wildcard Package.swift Sources Tests Benchmarks Fuzz)

docs: setup ## Write the reference pages again, from the declarations
	STARLING_UPDATE=1 swift test --filter 'ReferenceTests|CommandLineTests|RoutingTests' $(SWIFT_FLAGS)

bench: setup ## Measure: time per sample, ingest without loss, the agent's own cost
	@dev/bench.sh $(ARGS)

fuzz: setup ## Fuzz every parser of foreign bytes for SECONDS_EACH=60 seconds each
	@dev/fuzz.sh $(ARGS)

clean: ## Remove what was built
	rm -rf .build e2e/.venv
