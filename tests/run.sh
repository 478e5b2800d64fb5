#!/usr/bin/env bash
# Builds gongbao and passes every test: installs what is missing, starts its own PostgreSQL and Redis
# on free ports. Ends with "N passed, N failed" and a matching exit code.
#   tests/run.sh [--jobs N]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)
while [ $# -gt 0 ]; do
  case $1 in
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    *) echo "usage: tests/run.sh [--jobs N]" >&2; exit 2 ;;
  esac
  shift
done

build=$root/build-tests
if ! "$root/tests/build.sh" --jobs "$jobs"; then
  echo "0 passed, 1 failed"
  exit 1
fi

# A backend that is absent is a failure here, not a skip.
export GONGBAO_REQUIRE_BACKENDS=1
export CTEST_OUTPUT_ON_FAILURE=1
status=0
(cd "$build" && ctest --output-junit "$build/junit.xml" -j "$jobs") || status=$?

# What was left out, said aloud; then the closing line.
/usr/bin/python3 - "$build/junit.xml" <<'PYTHON' || status=1
import sys
import xml.etree.ElementTree as ElementTree

suite = ElementTree.parse(sys.argv[1]).getroot()
cases = suite.findall("testcase")
skipped = [case for case in cases if case.get("status") == "notrun" or case.find("skipped") is not None]
failed = [case for case in cases if case.get("status") == "fail" or case.find("failure") is not None]
for case in skipped:
    lines = (case.findtext("system-out") or "").strip().splitlines()
    print(f"tests: skipped: {case.get('name')}: {lines[-1] if lines else ''}")
print(f"{len(cases) - len(skipped) - len(failed)} passed, {len(failed)} failed")
sys.exit(1 if failed or not cases else 0)
PYTHON
exit "$status"
