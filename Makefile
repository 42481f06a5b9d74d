# Everything a person or a machine does with this project. `make` alone lists it.
#
# Only Swift, git and make are needed beforehand; `deps` installs the two C libraries on Debian and its relatives.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# A crashed program must end at once; Swift's crash tracer would keep it, and with it the calling script.
export SWIFT_BACKTRACE := enable=no

# What swift test is always given: without it every run ends with an empty XCTest summary. SMS12_QUICK_ENGINE=1 has the
# engine optimized (Package.swift), for who waits; one run of it in three ended in a broken heap, not understood yet.
TEST := swift test --disable-xctest
# How releases are built. Whether two accesses to one value overlap is looked at while the program runs in debug builds,
# which all tests are; in a release that look is a quarter of the engine's time (docs/reference/performance.md).
RELEASE := -c release -Xswiftc -enforce-exclusivity=unchecked
# The tests whose bytes must not depend on the machine: they run again under other hashing, zone and language. The
# zones are spelled out, since a small machine has no tables of them.
STEADY := ^(PipelineTests|EmulationTests|PackageArchiveTests|SweepsTests)\.
# Of the commands those tests that compare bytes, traces and texts of whole runs; make test-all has them all.
ifdef SMS12_TEST_ALL
STEADY_COMMANDS := ^CommandTests\.
else
STEADY_COMMANDS := ^CommandTests\.(Pieces|TreeLab|StoodThen)Tests
endif
# The third run is of those alone that read clocks and zones; make test-all has all steady ones again.
ifdef SMS12_TEST_ALL
ZONED := $(STEADY)
else
ZONED := ^(PipelineTests|SweepsTests)\.
endif
# The folders that are formatted.
FORMATTED := Sources Tests Package.swift

.PHONY: help demo test test-all test-deps build bench kb format deps clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: deps ## build the program and let one job run from Pending to Complete
	@[ -f samples/first-job/demo.sh ] \
		|| { echo "make demo: samples/first-job/demo.sh is missing; fetch the whole project again" >&2; exit 1; }
	@swift build $(RELEASE) --product sms12
	@bin="$$(swift build -c release --show-bin-path)"; \
		SMS12="$$bin/sms12" bash samples/first-job/demo.sh \
		&& { command -v sms12 > /dev/null || printf '\nso that sms12 is found:  export PATH="%s:$$PATH"\n' "$$bin"; }

test: deps test-deps ## run the tests, then the steady ones again on a different "machine"
	@$(TEST)
	@echo "Again with hashing fixed, another zone and another language: $(STEADY)|$(STEADY_COMMANDS)"
	@SWIFT_DETERMINISTIC_HASHING=1 TZ=NPT-5:45 LC_ALL=C $(TEST) --skip-build --filter '$(STEADY)|$(STEADY_COMMANDS)'
	@echo "Again with hashing free, a zone west of Greenwich and UTF-8: $(ZONED)"
	@TZ=NST3:30NDT,M3.2.0,M11.1.0 LC_ALL=C.UTF-8 $(TEST) --skip-build --filter '$(ZONED)'

test-all: deps test-deps format ## all of that with every slow test, under the address sanitizer as well
	@SMS12_TEST_ALL=1 SMS12_SLOW_TESTS=1 SMS12_MUTATIONS=10 $(MAKE) test
	@swift test --disable-xctest --sanitize=address --scratch-path .build/sanitized

test-deps: ## fetch the independent checkers of tests (pywbem, playwright) into .venv
	@bash Scripts/test-deps.sh

build: deps ## build everything for debugging
	@swift build

bench: deps ## build and run the benchmarks
	@swift build $(RELEASE) --product sms12-bench
	@"$$(swift build -c release --show-bin-path)/sms12-bench" $(ARGS)

kb: deps ## count which articles of the Knowledge Base are emulated, and play every case
	@swift build --product sms12
	@bin="$$(swift build --show-bin-path)"; "$$bin/sms12" kb score && "$$bin/sms12" kb run --all

format: ## check the format; `make format FIX=1` rewrites
ifdef FIX
	@swift format --in-place --recursive --parallel $(FORMATTED)
else
	@swift format lint --strict --recursive --parallel $(FORMATTED)
endif

deps: ## install libarchive and SQLite where they are missing
	@bash Scripts/deps.sh

clean: ## remove what was built and fetched
	rm -rf .build .venv
