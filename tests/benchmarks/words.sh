#!/usr/bin/env bash
# Our words beside @node-rs/jieba, python3-jieba, friso and ICU, on the same text with the same dictionary,
# single thread, in interleaved rounds: prints the median of each in MB a second of processor time, and the ratios. A scalar decode of
# the same UTF-8 is the limit of all. Absolute figures of a shared machine mean little, ratios of one run do.
#   tests/benchmarks/words.sh [--build DIR] [--rounds N] [TEXT…]
# TEXT: files or folders of UTF-8 text; our invented samples where none is given, and the folder shared/corpus
# beside the source where there is one. Peers that are not installed are left out and named:
#   npm --prefix tests/benchmarks/packages install      @node-rs/jieba
#   apt-get install libfriso-dev friso-dict             friso
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build-tests
rounds=7
texts=()
while [ $# -gt 0 ]; do
  case $1 in
    --build) build=$(cd "${2:?--build needs a folder}" && pwd); shift ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift ;;
    -h | --help) sed -n '2,9p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//'; exit 0 ;;
    -*) echo "words.sh: unknown flag $1" >&2; exit 2 ;;
    *) texts+=("$1") ;;
  esac
  shift
done
compare=$build/tests/words_compare
[ -x "$compare" ] || { echo "words.sh: no $compare: build the tests first (-DGONGBAO_TESTS=ON)" >&2; exit 4; }
if [ ${#texts[@]} = 0 ]; then
  texts=("$root/tests/data/samples")
  shared=${GONGBAO_SHARED:-$root/../shared}
  [ -d "$shared/corpus" ] && texts+=("$shared/corpus")
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Lines of text, twelve megabytes at least.
find "${texts[@]}" -type f -name '*.txt' -print0 | sort -z | xargs -0 cat | { iconv -c -f UTF-8 -t UTF-8 2>/dev/null || true; } >"$folder/once"
[ -s "$folder/once" ] || { echo "words.sh: there is no text in ${texts[*]}" >&2; exit 3; }
while [ "$(stat -c %s "$folder/text" 2>/dev/null || echo 0)" -lt 12000000 ]; do cat "$folder/once" >>"$folder/text"; done
head -c 1048576 "$folder/text" | { iconv -c -f UTF-8 -t UTF-8 2>/dev/null || true; } >"$folder/small"

dict=${GONGBAO_JIEBA_DICT:-/usr/lib/python3/dist-packages/jieba/dict.txt}
packages=$root/tests/benchmarks/packages
peers=(decode off on additions outline icu)
if [ -d "$packages/node_modules/@node-rs/jieba" ]; then
  peers+=(node-off node-on)
else
  echo "words.sh: @node-rs/jieba is not installed: npm --prefix tests/benchmarks/packages install"
fi
if /usr/bin/python3 -c 'import jieba' 2>/dev/null; then peers+=(python-off python-on); else echo "words.sh: python3-jieba is not installed"; fi
ini=$(find /etc/friso /usr/share/friso /usr/share/friso-dict -name friso.ini 2>/dev/null | head -n 1 || true)
if [ -n "$ini" ] && gcc -O2 "$root/tests/benchmarks/friso_words.c" -o "$folder/friso" -lfriso 2>"$folder/friso.log"; then
  peers+=(friso)
else
  echo "words.sh: friso is not installed: apt-get install libfriso-dev friso-dict"
fi

measure() {  # bytes seconds words
  case $1 in
    node-*) node "$packages/jieba.mjs" "$dict" "$folder/text" "${1#node-}" ;;
    python-*) TMPDIR=$folder /usr/bin/python3 -B "$root/tests/benchmarks/jieba_words.py" "$folder/small" "${1#python-}" ;;
    friso) "$folder/friso" "$ini" "$folder/small" ;;
    *) "$compare" "$1" "$folder/text" ;;
  esac
}
for round in $(seq "$rounds"); do
  for peer in "${peers[@]}"; do
    measure "$peer" | awk '{ printf "%.3f\n", $1 / $2 / 1e6 }' >>"$folder/$peer.rates"
  done
done
median() { sort -n "$folder/$1.rates" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

echo "median of $rounds rounds, MB a second of processor time:"
for peer in "${peers[@]}"; do printf '  %-12s %10.1f\n' "$peer" "$(median "$peer")"; done
ratio() {  # TEXT OF TO BAR
  [ -s "$folder/$2.rates" ] && [ -s "$folder/$3.rates" ] || return 0
  awk -v a="$(median "$2")" -v b="$(median "$3")" -v text="$1" -v bar="$4" \
    'BEGIN { printf "  %-62s %7.2f   (bar: %s)\n", text, a / b, bar }'
}
echo "ratios:"
ratio "words as jieba's, unknown off : @node-rs/jieba, off" off node-off "at least 7"
ratio "words as jieba's, unknown on  : @node-rs/jieba, on" on node-on "at least 5"
ratio "words as jieba's, unknown off : python3-jieba, off" off python-off "at least 50"
ratio "words as jieba's, unknown on  : python3-jieba, on" on python-on "-"
ratio "words as jieba's, unknown off : ICU" off icu "-"
ratio "words as jieba's, unknown off : friso, simple" off friso "-"
ratio "words with our additions      : @node-rs/jieba, off" additions node-off "-"
ratio "words as jieba's, unknown off : scalar decode (the limit)" off decode "-"
ratio "outline and sentences         : scalar decode" outline decode "at least 0.1"
read -r milliseconds megabytes < <("$compare" load)
echo "dictionary: $milliseconds ms to load (bar: 5), $megabytes MB resident (bar: 15)"
service=$build/tests/segmentation_service_benchmark
[ ! -x "$service" ] || "$service" "$folder/once"
