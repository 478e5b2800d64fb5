#!/usr/bin/env bash
# 2,000 generated files, an ingest process killed with SIGKILL at 30 random moments: the facts at the end are those of
# an undisturbed run, byte for byte, nothing lost, nothing doubled.
#   tests/long/kill_ingest.sh [BUILD_FOLDER] [--files N] [--kills N] [--seed N]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${GONGBAO_BUILD_DIR:-$here/../../build-tests}
if [ $# -gt 0 ] && [[ $1 != --* ]]; then
  build=$1
  shift
fi
export GONGBAO_BIN_DIR=$build/bin GONGBAO_SOURCE_DIR=$here/../.. PYTHONDONTWRITEBYTECODE=1
PYTHONPATH=$here/../e2e exec /usr/bin/python3 "$here/kill_ingest.py" "$@"
