#!/usr/bin/env bash
# Installs what is missing and builds everything with the tests, into build-tests.
#   tests/build.sh [--jobs N]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)
while [ $# -gt 0 ]; do
  case $1 in
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    *) echo "usage: tests/build.sh [--jobs N]" >&2; exit 2 ;;
  esac
  shift
done

"$root/deploy/setup.sh" --tests

build=$root/build-tests
log=$build/step.log
mkdir -p "$build"
# step TEXT COMMAND…: the command's output only where it fails.
step() {
  echo "tests: $1"
  shift
  if ! "$@" >"$log" 2>&1; then
    # The last lines hold the error; the whole log may be long.
    grep -E -A 12 'FAILED:|error:|CMake Error' "$log" | head -n 200 || true
    tail -n 20 "$log"
    echo "tests: failed: $*" >&2
    exit 1
  fi
}
step "configuring" cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DGONGBAO_TESTS=ON
step "building" ninja -C "$build" -j "$jobs"
