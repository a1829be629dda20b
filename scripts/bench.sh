#!/usr/bin/env bash
# Times dls, and PyTorch beside it where $PYTHON (default python3) has it: the same workloads, alternating runs,
# medians, two threads; then plain code beside CPython and Lua 5.4.
# Options: -n RUNS (default 3), -t THREADS (default 2), -p (plain code only), -q (short, to see that it works).
set -euo pipefail
cd "$(dirname "$0")/.."

runs=3 threads=2 quick=() plain_only=false
while getopts "n:t:pq" option; do
  case $option in
    n) runs=$OPTARG ;;
    t) threads=$OPTARG ;;
    p) plain_only=true ;;
    q) quick=(--quick) runs=1 ;;
    *) exit 2 ;;
  esac
done
python=${PYTHON:-python3}
data=${DLS_DATA:-/usr/share/datasets}/fashion-mnist

if [ -z "${DLS_BINARY:-}" ]; then
  swift build -c release --static-swift-stdlib --product dls
  DLS_BINARY="$(swift build -c release --static-swift-stdlib --show-bin-path)/dls"
fi
if $plain_only; then exec python3 scripts/bench/plain.py "$DLS_BINARY" "$runs"; fi
has_torch=true
"$python" -c 'import torch' 2>/dev/null || has_torch=false
$has_torch || echo "PyTorch is not there ($python): only dls is measured."

# A command's wall time in milliseconds, then its peak memory in MB, after its own output.
measured() {
  "$python" - "$@" <<'PYTHON'
import resource, subprocess, sys, time
start = time.perf_counter()
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
wall = 1000 * (time.perf_counter() - start)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(*(run.stdout.split() if run.returncode == 0 else ["failed"]), f"{wall:.6g}", f"{peak:.0f}")
PYTHON
}

# The median of the n-th column of the lines in a file.
median() {
  awk -v n="$2" '{print $n}' "$1" | sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}

row() {
  local name=$1 ours=$2 theirs=$3 better=$4 memory=$5 their_memory=$6 ratio=-
  if [[ $ours != failed && $theirs != failed && $theirs != - ]]; then
    ratio=$(awk -v a="$ours" -v b="$theirs" -v better="$better" \
      'BEGIN {r = better == "more" ? a / b : b / a; printf "%.2f", r}')
  fi
  printf '%-40s %12s %12s %8s %10s %10s\n' "$name" "$ours" "$theirs" "$ratio" "$memory" "$their_memory"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for run in $(seq "$runs"); do
  for work in cnn-train cnn-infer mlp-train recurrent-train xor-train scalar-autograd small-op startup; do
    if [ "$work" = startup ]; then
      measured "$DLS_BINARY" -e '1 + 1' >>"$folder/dls-$work"
    else
      measured "$DLS_BINARY" run "${quick[@]}" --threads "$threads" "scripts/bench/$work.dls" >>"$folder/dls-$work"
    fi
    if $has_torch; then
      measured "$python" scripts/bench/torch_workloads.py "$work" --threads "$threads" --data "$data" \
        >>"$folder/torch-$work"
    fi
  done
done

# Columns: what a program printed, its own peak for PyTorch, then wall time and peak.
value() {
  if [ -s "$folder/$1" ]; then median "$folder/$1" "$2"; else echo -; fi
}

printf '%-40s %12s %12s %8s %10s %10s\n' "($threads threads)" dls PyTorch "× as fast" "MB" "MB"
row "CNN training, images/s" "$(value dls-cnn-train 1)" "$(value torch-cnn-train 1)" more \
  "$(value dls-cnn-train 3)" "$(value torch-cnn-train 2)"
row "CNN inference, one image, µs" "$(value dls-cnn-infer 1)" "$(value torch-cnn-infer 1)" less \
  "$(value dls-cnn-infer 4)" "$(value torch-cnn-infer 3)"
row "CNN inference, 256 images, images/s" "$(value dls-cnn-infer 2)" "$(value torch-cnn-infer 2)" more \
  "$(value dls-cnn-infer 4)" "$(value torch-cnn-infer 3)"
row "MLP training, steps/s" "$(value dls-mlp-train 1)" "$(value torch-mlp-train 1)" more \
  "$(value dls-mlp-train 3)" "$(value torch-mlp-train 2)"
column=0
for name in "small LSTM" "large LSTM" "small GRU" "large GRU"; do
  column=$((column + 1))
  row "$name, training, steps/s" "$(value dls-recurrent-train $column)" "$(value torch-recurrent-train $column)" \
    more "$(value dls-recurrent-train 6)" "$(value torch-recurrent-train 5)"
done
row "XOR training, steps/s" "$(value dls-xor-train 1)" "$(value torch-xor-train 1)" more \
  "$(value dls-xor-train 3)" "$(value torch-xor-train 2)"
row "scalar gradients, evaluations/s" "$(value dls-scalar-autograd 1)" "$(value torch-scalar-autograd 1)" more \
  "$(value dls-scalar-autograd 3)" "$(value torch-scalar-autograd 2)"
small=(
  "x + b" "x + 1" "x * b" "x / 2" "x ^ 2" "tanh(x)" "maximum(x, b)" "where(c, x, b)" "softmax(x)" "x @ M" "x.T"
  "x.reshape" "x + x.sum(dim=0), each of 2")
for column in "${!small[@]}"; do
  row "${small[column]}, 4 elements, ns" "$(value dls-small-op $((column + 1)))" \
    "$(value torch-small-op $((column + 1)))" less "$(value dls-small-op $((${#small[@]} + 2)))" \
    "$(value torch-small-op $((${#small[@]} + 1)))"
done
row "start-up, ms" "$(value dls-startup 2)" "$(value torch-startup 2)" less \
  "$(value dls-startup 3)" "$(value torch-startup 3)"
echo
python3 scripts/bench/plain.py "$DLS_BINARY" "$runs"
