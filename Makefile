# A small front of meson and ninja.  `make demo` and `make check` do everything on a fresh
# Debian 12 machine, packages included.
BUILD ?= build

.PHONY: all demo check install format clean packages test-packages bench debs fuzz faults same cluster coverage mutants mcdc analyse models

all: packages
	@scripts/build.sh $(BUILD)

packages:
	@scripts/packages.sh build

test-packages:
	@scripts/packages.sh test

demo: all
	@scripts/demo.sh $(BUILD)

check: test-packages
	@scripts/check.sh

install: all
	DESTDIR="$(DESTDIR)" meson install -C $(BUILD) --no-rebuild

format:
	@scripts/format.sh write

# Debian packages, built twice to show that the bytes are the same, and asked by lintian.
debs: test-packages
	@scripts/packages.sh debs
	@scripts/debs.sh

bench: all
	@python3 bench/read.py --bin $(BUILD)/rapporteur

# Ten minutes of libFuzzer over all parsers, from the examples: FUZZ_SECONDS=60 FUZZ=f_html FUZZ_LOG=found.jsonl make fuzz
FUZZ_SECONDS ?= 600
fuzz: test-packages
	@scripts/packages.sh fuzz
	@scripts/fuzz.sh $(FUZZ_SECONDS)

# Every fault of docs/hardening.md: 1,000 kills of `add`, 200 of a correction, 10,000 flipped bits, every allocation of an `add` refused ...: hours.
# In parts: SEED=2 FAULTS="--only kills flips --kills 100 --flips 1000" make faults; tests/faults.py --sum build/faults.jsonl adds them up.
SEED ?= 1
FAULTS ?= --long
faults: test-packages all
	@python3 tests/faults.py $(BUILD)/rapporteur $(BUILD)/tests/failing.so --seed $(SEED) --log $(BUILD)/faults.jsonl $(FAULTS)
	@RAP_EVERY_PLACE=1 meson test -C $(BUILD) -t 5 --print-errorlogs t_cli_refused t_allpages t_serve t_crew t_refused warc_test containers_test html_bombs bad_input web_test cli_test

# The same bytes by gcc and clang at -O0, -O2 and -O3, without vector instructions and with all, in any order, zone, locale: half an hour.
same: test-packages
	@scripts/same.sh

# Lines and branches that the tests run, by room, with the floors of tests/rooms.tsv.  COVERAGE_SUITES=unit is the short way.
coverage: test-packages
	@scripts/packages.sh coverage
	@scripts/coverage.sh

# 300 small faults put into one room, one at a time: ROOM=mend SEED=2 make mutants
ROOM ?= base
MUTANTS ?= 300
SEED ?= 1
mutants: test-packages
	@python3 tests/mutants.py $(ROOM) --count $(MUTANTS) --seed $(SEED)

# Does each condition decide alone?  With clang 18 or later (clang-19 of Debian 12); without it says so.
mcdc: test-packages
	@python3 tests/mcdc.py || [ $$? = 77 ]

# gcc's analyzer, cppcheck and clang-tidy over src/: nothing may be found.
analyse:
	@scripts/packages.sh analyse
	@python3 scripts/analyse.py

# Many workers on PostgreSQL: twenty kills, rates on two cores, growth.  CLUSTER_REPORTS=20000 takes minutes.
CLUSTER_REPORTS ?= 200000
cluster: test-packages all
	@python3 tests/cluster_test.py $(BUILD)/rapporteur . --long --reports $(CLUSTER_REPORTS) -v

models:
	@echo "see train/README.md" && ls train

clean:
	rm -rf build build-*
