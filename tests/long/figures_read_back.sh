#!/usr/bin/env bash
# A million figures, printed in every way that clerks use, are read back exactly.
# Called by tests/long.sh, after a build with gcc in build-tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
GONGBAO_CASES=${GONGBAO_CASES:-1000000} build-tests/tests/test_extraction_property
