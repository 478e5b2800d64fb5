#!/usr/bin/env bash
# Installs what gongbao is built from: Debian 12 packages and, into deploy/packages, npm packages.
# Only what is missing is installed; nothing is asked. With root rights, or with sudo.
#   deploy/setup.sh           to build and run
#   deploy/setup.sh --tests   also what the tests use
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

tests=no
case "${1:-}" in
  '') ;;
  --tests) tests=yes ;;
  *) echo "setup: unknown argument $1 (usage: deploy/setup.sh [--tests])" >&2; exit 2 ;;
esac

packages=(
  ca-certificates
  # compilers and build tools
  build-essential cmake ninja-build pkg-config ccache
  # gRPC, protobuf, and the protos of Google that the API imports
  libgrpc++-dev protobuf-compiler-grpc protobuf-compiler libprotobuf-dev libprotoc-dev libabsl-dev
  golang-github-gogo-googleapis-dev grpc-proto
  # HTTP, JSON, URLs; hashes
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libssl-dev
  # stores and the cache
  libsqlite3-dev libpq-dev libhiredis-dev
  # text: encodings, archives, traditional characters
  libicu-dev libarchive-dev libopencc-dev opencc
  # the command line; the dictionary of words
  libcli11-dev python3 python3-jieba
)
test_packages=(
  postgresql-15 redis-server
  chromium fonts-noto-cjk
  libgtest-dev libgmock-dev libbenchmark-dev
)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# step TEXT COMMAND…: a line of progress; the command's own output only where it fails.
step() {
  local text=$1 log
  shift
  echo "setup: $text"
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    echo "setup: failed: $text" >&2
    exit 1
  fi
  rm -f "$log"
}

installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

wanted=("${packages[@]}")
if [ $tests = yes ]; then
  wanted+=("${test_packages[@]}")
  command -v kubectl >/dev/null || wanted+=(kubernetes-client)
fi
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y \
    -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@"
}

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "setup: packages are missing and there is neither root nor sudo: ${missing[*]}" >&2
    exit 1
  fi
  step "reading the lists of packages" apt_get update
  step "installing ${#missing[@]} packages: ${missing[*]}" \
    apt_get install --no-install-recommends "${missing[@]}"
fi

# npm packages: again only when the lock file changed, or the tests' are wanted and not there.
folder=$root/deploy/packages
stamp=$folder/node_modules/.gongbao-stamp
lock=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
have=$(cat "$stamp" 2>/dev/null || true)
if [ "$have" != "$lock tests" ] && { [ $tests = yes ] || [ "$have" != "$lock" ]; }; then
  omit=()
  [ $tests = yes ] || omit=(--omit=dev)
  step "installing npm packages" \
    env npm_config_cache="$root/build/npm-cache" npm_config_update_notifier=false \
    npm --prefix "$folder" ci "${omit[@]}"
  if [ $tests = yes ]; then echo "$lock tests" >"$stamp"; else echo "$lock" >"$stamp"; fi
fi
echo "setup: everything is there"
