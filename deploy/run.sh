#!/usr/bin/env bash
# From a bare Debian 12 to facts on the screen: installs what is missing, builds, starts gongbao in
# one process, reads the sample reports, shows what came out, and serves until Ctrl-C.
#   deploy/run.sh [--once] [--port N] [--data DIR]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

usage() {
  cat <<'TEXT'
usage: deploy/run.sh [--once] [--port N] [--data DIR]
  --once      end after printing the tables
  --port N    HTTP port (8080); gRPC takes the one after it
  --data DIR  folder for what is stored (gongbao-data in this checkout)
TEXT
}
once=no
port=8080
data=$root/gongbao-data
while [ $# -gt 0 ]; do
  case $1 in
    --once) once=yes ;;
    --port | --data)
      [ $# -ge 2 ] || { echo "run: $1 needs a value" >&2; exit 2; }
      if [ "$1" = --port ]; then port=$2; else data=$2; fi
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run: unknown argument $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -lt 1 ] || [ "$port" -gt 65534 ]; then
  echo "run: --port $port is not a port between 1 and 65534" >&2
  exit 2
fi

# GONGBAO_BUILD names a build to use as it is.
build=${GONGBAO_BUILD:-$root/build}
if [ -z "${GONGBAO_BUILD:-}" ]; then
  "$root/deploy/setup.sh"

  export CCACHE_DIR=${CCACHE_DIR:-$build/ccache}
  if [ ! -f "$build/build.ninja" ] || ! grep -q '^GONGBAO_TESTS:BOOL=OFF$' "$build/CMakeCache.txt"; then
    echo "run: configuring"
    log=$build/configure.log
    mkdir -p "$build"
    if ! (cd "$root" && cmake --preset release -DGONGBAO_TESTS=OFF) >"$log" 2>&1; then
      cat "$log" >&2
      exit 1
    fi
  fi
  echo "run: building (the first time takes some minutes)"
  if [ -t 1 ]; then
    NINJA_STATUS='[%f/%t] ' ninja -C "$build" gongbao
  else
    ninja --quiet -C "$build" gongbao
  fi
fi
gongbao=$build/bin/gongbao

server=
stop() {
  trap '' INT TERM HUP
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
}
trap stop EXIT
# A terminal sends Ctrl-C to the server as well, which then ends by itself.
trap 'exit 0' INT TERM HUP

# The server's first line says that it can be used.
exec 3< <(exec "$gongbao" serve --data "$data" --http "127.0.0.1:$port" \
  --grpc "127.0.0.1:$((port + 1))" --log-level warning)
server=$!
if ! read -r _ _ http _ grpc <&3; then
  status=0
  wait "$server" || status=$?
  server=
  exit "$status"
fi

echo "run: reading the sample reports"
"$gongbao" ingest --server "$grpc" "$root/tests/data/samples"

indicator=rural_resident_income
year=2023
town=云栖镇
ask() { "$gongbao" "$@" --server "$grpc"; }

printf '\nThe sample towns by %s in %s (gongbao rank):\n' "$indicator" "$year"
ask rank --indicator "$indicator" --in "$year" --level town
printf '\n%s over the years, target beside outcome (gongbao panel):\n' "$town"
ask panel --place "$town" --indicator "$indicator" --status actual --status target
printf '\nOne fact with the sentence that it came from (gongbao fact):\n'
fact=$(ask rank --indicator "$indicator" --in "$year" --level town --limit 1 --format csv 2>/dev/null |
  /usr/bin/python3 -c 'import csv, sys; print(next(csv.DictReader(sys.stdin))["fact"])')
ask fact "$fact"
printf '\nThe page: http://%s/   the API: gRPC at %s   the program: %s\n' "$http" "$grpc" "$gongbao"

if [ $once = no ]; then
  echo "Ctrl-C ends it; what is stored stays in $data"
  wait "$server" || true
  server=
fi
