#!/usr/bin/env bash
# Brings in the library of a runtime, in Python's wheel from PyPI, into .venv. Asks nothing, and does nothing when a
# library is there already. Nothing of Python is used after that.
#
# The version is pinned: baselines keep the answers and the kernels of one version, so a newer one is a change to review.
#
#     Scripts/setup-wheel.sh <wheel> <version> <variable> <folder in site-packages> <library>
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$1 version=$2 variable=$3 folder=$4 name=$5

say() { printf 'setup %s: %s\n' "$wheel" "$*" >&2; }

if [ -n "${!variable:-}" ]; then
  [ -e "${!variable}" ] && exit 0
  say "$variable is ${!variable}, where nothing is. Next: set it to $name, or unset it."
  exit 1
fi

library() {
  for file in "$1"/lib/python*/site-packages/"$folder"/"$name".*; do
    [ -e "$file" ] && return 0
  done
  return 1
}
for environment in "${VIRTUAL_ENV:-.venv}" .venv venv; do
  library "$environment" && exit 0
done

command -v python3 >/dev/null || {
  say "python3 is not on the PATH. Next: install Python 3.10 or newer with its venv module."
  exit 1
}
[ -x .venv/bin/python ] || python3 -m venv .venv || {
  say "python3 could not make .venv; its own message is above. Next: install its venv module (apt-get install python3-venv)."
  exit 1
}
say "installing $version into .venv"
# Without what its Python module needs: only the library is loaded.
.venv/bin/python -m pip install --quiet --no-deps "$wheel==$version" >&2 || {
  say "pip could not install version $version; its own message is above. Next: mend that, or install another version into .venv."
  exit 1
}
library .venv || {
  say "the wheel of this Python and system holds no library to load. Next: use a newer Python, or set $variable."
  exit 1
}
