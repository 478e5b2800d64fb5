#!/usr/bin/env bash
# The hostile inputs with larger files: a line of 500 MB, one of 100 MB in a table, a ZIP of 100 GB.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec /usr/bin/python3 "$root/tests/e2e/hostile_inputs_test.py" --long
