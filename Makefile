# Two commands: `make gate` runs the digits gates and prints their report, `make test` runs everything.
# Neither touches the network on a second run.
.PHONY: setup gate test lint format digits-sets digits-models

setup:
	@Scripts/setup.sh

gate: setup
	@Scripts/gate.sh

# Not in parallel: a neighbour on the other core is noise in every timing.
test: setup lint
	swift test -c release --disable-testable-imports --no-parallel

SOURCES = Package.swift Sources Tests Plugins Examples

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

# The sets and models again, from their source; see Examples/DigitsWorkshop/README.md.
digits-sets:
	Examples/DigitsWorkshop/fetch-digits.sh
	swift run -c release DigitsWorkshop sets --csv digits.csv --output GoldSets/digits

digits-models:
	swift run -c release DigitsWorkshop train --sets GoldSets/digits --output Models/digits
