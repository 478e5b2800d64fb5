#!/usr/bin/env bash
# The long checks: every fuzz target for ten minutes under libFuzzer with AddressSanitizer and UBSan (clang), then
# each script of tests/long. Ends with "N passed, N failed" and a matching exit code.
#   tests/long.sh [--seconds N] [--only fuzz|scripts] [NAME…]
# --seconds: time of each fuzz target (600). NAME: only these targets and scripts.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
usage="usage: tests/long.sh [--seconds N] [--only fuzz|scripts] [NAME...]"
seconds=600
only=
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds needs a number}; shift ;;
    --only) only=${2:?--only needs fuzz or scripts}; shift ;;
    -h | --help) echo "$usage"; exit 0 ;;
    -*) echo "$usage" >&2; exit 2 ;;
    *) names+=("$1") ;;
  esac
  shift
done
passed=0
failed=0

wanted() {
  [ ${#names[@]} = 0 ] && return 0
  local name
  for name in "${names[@]}"; do [ "$name" = "$1" ] && return 0; done
  return 1
}
report() {  # NAME STATUS LOG
  if [ "$2" = 0 ]; then
    passed=$((passed + 1))
    echo "long: passed: $1: $(tail -n 1 "$3")"
  else
    failed=$((failed + 1))
    tail -n 60 "$3"
    echo "long: failed: $1 (log: $3)"
  fi
}

"$root/deploy/setup.sh" --tests

if [ "$only" != scripts ]; then
  missing=()
  for package in clang-19 libclang-rt-19-dev; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' $package 2>/dev/null)" = installed ] || missing+=($package)
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "long: installing ${missing[*]}"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "${missing[@]}"
  fi
  build=$root/build-fuzz
  mkdir -p "$build"
  echo "long: building the fuzz targets"
  if ! { cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DGONGBAO_FUZZ=ON \
           -DCMAKE_CXX_COMPILER=clang++-19 && ASAN_OPTIONS=detect_leaks=0 ninja -C "$build" fuzzers; } \
         >"$build/build.log" 2>&1; then
    grep -E -A 12 'FAILED:|error:|CMake Error' "$build/build.log" | head -n 100
    echo "0 passed, 1 failed"
    exit 1
  fi
  for target in "$build"/fuzz/*; do
    name=$(basename "$target")
    [ -x "$target" ] && [ -f "$target" ] && wanted "$name" || continue
    echo "long: $name for $seconds seconds"
    mkdir -p "$build/corpus/$name" "$build/findings/$name"
    status=0
    "$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=4096 -max_len=65536 \
      -artifact_prefix="$build/findings/$name/" "$build/corpus/$name" "$root/tests/data/samples" \
      >"$build/$name.log" 2>&1 || status=$?
    report "$name" $status "$build/$name.log"
  done
fi

if [ "$only" != fuzz ]; then
  "$root/tests/build.sh"
  export GONGBAO_BIN_DIR=$root/build-tests/bin GONGBAO_SOURCE_DIR=$root GONGBAO_BUILD_DIR=$root/build-tests
  for script in "$root"/tests/long/*.sh; do
    name=$(basename "$script" .sh)
    [ -f "$script" ] && wanted "$name" || continue
    echo "long: $name"
    status=0
    "$script" >"$root/build-tests/$name.log" 2>&1 || status=$?
    report "$name" $status "$root/build-tests/$name.log"
  done
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
