#!/usr/bin/env bash
# Runs the digits gates, then prints and writes their report, also when a promise was broken.
set -uo pipefail
cd "$(dirname "$0")/.."

# The report must be of this run, also when the tests do not build.
rm -f Reports/digits.run.json

swift test -c release --disable-testable-imports --no-parallel --filter '^DigitsGates\.DigitsGates/'
tests=$?
swift run -c release --skip-build netweight report digits
report=$?
# A build or a test can fail without any verdict, and a verdict can be inconclusive without a failing test.
[ "$tests" -ne 0 ] && exit "$tests"
exit "$report"
