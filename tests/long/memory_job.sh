#!/usr/bin/env bash
# A job of 100,000 small files, walked and read by one process over SQLite: its memory when 10 %, 50 % and all of them
# are read. Flat: what the process holds itself (RssAnon) grows by less than a tenth and 16 MiB after the first 10 %.
#   tests/long/memory_job.sh [BUILD_FOLDER] [--files N]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${GONGBAO_BUILD_DIR:-$here/../../build-tests}
if [ $# -gt 0 ] && [[ $1 != --* ]]; then
  build=$1
  shift
fi
export GONGBAO_BIN_DIR=$build/bin GONGBAO_SOURCE_DIR=$here/../.. PYTHONDONTWRITEBYTECODE=1
PYTHONPATH=$here/../e2e exec /usr/bin/python3 "$here/memory_job.py" "$@"
