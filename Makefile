# `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help setup build demo test soak chaos check bench image-proof format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the libraries and servers that are missing
	@scripts/setup

build: setup ## Build the program
	swift build

demo: setup ## See a deployment from start to rollback
	swift run shiplog demo

test: setup ## Run the tests
	scripts/test

soak: setup ## Play simulated worlds: make soak SECONDS=600 SEED=1
	@scripts/soak $(or $(SECONDS),600) $(SEED)

check: setup ## Run all that CI runs: format, build, packaging, tests
	scripts/check

chaos: setup ## Do harm to real servers, and measure the recovery, about five minutes
	scripts/chaos

bench: setup ## Measure against peers, about ten minutes
	scripts/bench

image-proof: setup ## Run what the image holds, read-only and as nobody; a release build
	@scripts/prove-image

format: ## Rewrite the sources in the project's format
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

clean: ## Remove what was built
	swift package clean
