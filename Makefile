# A small front of meson and ninja.  `make demo` and `make check` do everything on a fresh
# Debian 12 machine, packages included.
BUILD ?= build

.PHONY: all demo check install format clean packages test-packages bench fuzz models

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

bench: all
	@python3 bench/read.py --bin $(BUILD)/rapporteur

# Ten minutes of libFuzzer over each reader, from the examples: FUZZ_SECONDS=60 FUZZ=f_html make fuzz
FUZZ_SECONDS ?= 600
fuzz: test-packages
	@scripts/packages.sh fuzz
	@scripts/fuzz.sh $(FUZZ_SECONDS)

models:
	@echo "see train/README.md" && ls train

clean:
	rm -rf build build-*
