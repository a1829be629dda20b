#!/usr/bin/env bash
# Installs what is missing, then checks everything: layout of the sources, the test suites, and the expectations
# in every notebook and example. Ends with 1 if anything failed, after running all of it.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/install.sh --tests

failed=()
step() {
  local name=$1
  shift
  echo "==> $name"
  "$@" || failed+=("$name")
}

# Release: the kernels are C, which a debug build leaves unoptimised.
echo "==> Building dls and its tests"
swift build -c release --build-tests
export DLS_BINARY
# What the tests compare is English, whatever the locale.
export DLS_LANG=en
DLS_BINARY="$(swift build -c release --show-bin-path)/dls"

step "Layout of the Swift sources" \
  swift format lint --strict --recursive --parallel Package.swift Sources Tests
# One after the other: recording, the allocator and random numbers belong to one thread.
step "Test suites" swift test -c release --skip-build --no-parallel
step "Layout of notebooks and examples" "$DLS_BINARY" fmt --check notebooks/*.dls scripts/*.dls scripts/bench/*.dls
step "Notebooks and examples" "$DLS_BINARY" test --quick notebooks scripts Tests/Contract

if [ "${#failed[@]}" -gt 0 ]; then
  printf '==> FAILED: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "==> All passed"
