# Two commands: `make gate` runs the digits gates and prints their report, `make test` runs everything.
# Neither touches the network on a second run.
.PHONY: setup setup-onnx setup-openvino gate test test-onnx-versions lint format digits-sets digits-models bench

setup:
	@Scripts/setup.sh

# ONNX Runtime's library in .venv, for tests of NetWeightONNX.
setup-onnx:
	@Scripts/setup-onnx.sh

# OpenVINO's library in .venv, for tests of NetWeightOpenVINO.
setup-openvino:
	@Scripts/setup-openvino.sh

gate: setup
	@Scripts/gate.sh

# Not in parallel: a neighbour on the other core is noise in every timing.
test: setup setup-onnx setup-openvino lint
	swift test -c release --disable-testable-imports --no-parallel

# The same tests of NetWeightONNX on the oldest release of ONNX Runtime that is supported, the newest, and between.
test-onnx-versions:
	@Scripts/onnx-versions.sh

SOURCES = Package.swift Sources Tests Plugins Examples Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests Benchmarks/memory Benchmarks/Peers/Google/Sources Benchmarks/Peers/OrdoOne/Sources

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

# The noise and cost tables of Benchmarks/README.md in about ten minutes; the whole measurement takes hours.
bench:
	cd Benchmarks && swift run -c release detection --duration 5us,200us --noise QB --effects 0,3,10,tail --minutes 6 \
	  && swift run -c release overhead --repetitions 3 \
	  && swift run -c release scaling --durations 5us,200us,10ms,2s --effects 0 --trials 1 \
	  && swift run -c release quality-judgment --parts certified slices --samples 200 1000 --sets 2000 \
	  && swift run -c release large-sets --samples 10001 30000 --loop-samples 10001
