#!/usr/bin/env bash
# Fuzzes lexer, parser, formatter and evaluator with libFuzzer under the address sanitizer, each for a share of
# SECONDS (default 60), beginning with the programs of the project. What it learns stays in .build/fuzzing/corpus; a
# text that crashes or hangs is kept in .build/fuzzing/found, and the script ends with 1. NICE=19 gives way to others.
# usage: fuzz.sh [SECONDS [HARNESS...]]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
harnesses=("${@:-lexer parser formatter evaluator}")
read -ra harnesses <<<"${harnesses[*]}"
work=$PWD/.build/fuzzing

export DLS_FUZZ=1
build=(-c release --scratch-path "$work/build" --sanitize=address -Xswiftc -sanitize=fuzzer --product fuzz)
swift build "${build[@]}"
fuzz="$(swift build "${build[@]}" --show-bin-path)/fuzz"

# No leak check: values that a program ties into a ring stay. No memory for sizes no test has time for.
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:max_allocation_size_mb=2048 SWIFT_BACKTRACE=enable=no
mkdir -p "$work/seeds" "$work/found" "$work/empty"
DLS_FUZZ_DICTIONARY=1 "$fuzz" >"$work/dictionary"

# The paragraphs of every program here are the seeds.
awk -v folder="$work/seeds" 'BEGIN { RS = "" } { file = folder "/" NR; print > file; close(file) }' \
  Tests/Contract/*.dls Tests/LanguageTests/Programs/*.dls notebooks/*.dls scripts/*.dls Tests/Fuzzing/Corpus/*.dls

failed=0
for harness in "${harnesses[@]}"; do
  mkdir -p "$work/corpus/$harness"
  log=$work/$harness.log
  echo "==> $harness for $((seconds / ${#harnesses[@]})) s"
  # In an empty folder, where the programs find no files.
  (cd "$work/empty" && DLS_FUZZ_TARGET=$harness nice -n "${NICE:-0}" "$fuzz" "$work/corpus/$harness" "$work/seeds" \
    -dict="$work/dictionary" -artifact_prefix="$work/found/$harness-" -max_len=2000 -timeout=20 \
    -rss_limit_mb=4096 -use_value_profile=1 -print_final_stats=1 -max_total_time="$((seconds / ${#harnesses[@]}))") \
    >"$log" 2>&1 || { failed=1; grep -aE "ERROR|SUMMARY|Fatal error|Test unit written" "$log" >&2 || tail -5 "$log" >&2; }
  grep -aE "number_of_executed_units" "$log" || true
  grep -aE "cov: " "$log" | tail -n 1 || true
done
exit "$failed"
