#!/usr/bin/env bash
# Brings in what Swift cannot: jemalloc, under which peak memory is read. Asks nothing, and does nothing when it is there.
set -euo pipefail

say() { printf 'setup: %s\n' "$*" >&2; }

command -v swift >/dev/null || {
  say "swift is not on the PATH. Next: install Swift 6.2 or newer from swift.org."
  exit 1
}

if [ "$(uname -s)" != Linux ]; then
  say "peak memory is measured on Linux only so far; the memory claims will be inconclusive here."
  exit 0
fi

jemalloc() {
  for folder in /usr/lib/"$(uname -m)"-linux-gnu /usr/lib64 /usr/lib /usr/local/lib; do
    [ -e "$folder/libjemalloc.so.2" ] && return 0
  done
  [ -n "${NETWEIGHT_JEMALLOC:-}" ] && [ -e "$NETWEIGHT_JEMALLOC" ]
}
jemalloc && exit 0

missing="libjemalloc.so.2 is missing, without which peak memory cannot be read"
command -v apt-get >/dev/null || {
  say "$missing. Next: install jemalloc 5 with this system's package manager, or name it in NETWEIGHT_JEMALLOC."
  exit 1
}

if [ "$(id -u)" = 0 ]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  say "$missing, and this user may not install it. Next: sudo apt-get install libjemalloc-dev"
  exit 1
fi

say "installing libjemalloc-dev with apt-get"
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q libjemalloc-dev >&2; }
# The package lists may be old or not there at all, which only a failed try tells.
install || { "${as_root[@]}" apt-get update -q >&2 && install; } || {
  say "apt-get could not install libjemalloc-dev; its own message is above. Next: mend that and run again."
  exit 1
}
