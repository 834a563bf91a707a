#!/bin/sh
# Brings digits.csv, the public data of the digits example, to the current folder (or to the one given).
# It is taken out of the scikit-learn wheel, which pip fetches as usual; nothing is installed.
set -eu

folder=${1:-.}
expected=6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download scikit-learn==1.9.1 --no-deps --only-binary :all: --dest "$work" >&2
python3 - "$work" "$folder/digits.csv" <<'PYTHON'
import glob, gzip, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0])
with open(sys.argv[2], "wb") as file:
    file.write(gzip.decompress(wheel.read("sklearn/datasets/data/digits.csv.gz")))
PYTHON

# By Python too: sha256sum is shasum on macOS.
found=$(python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' \
  "$folder/digits.csv")
if [ "$found" != "$expected" ]; then
  mv "$folder/digits.csv" "$folder/digits.csv.unexpected"
  echo "digits.csv has SHA-256 $found, expected $expected. It is kept as digits.csv.unexpected." >&2
  echo "Next: look at what changed in it; the sets were made from the expected one." >&2
  exit 1
fi
echo "$folder/digits.csv is as expected. Next:"
echo "  swift run -c release DigitsWorkshop sets --csv $folder/digits.csv --output GoldSets/digits"
