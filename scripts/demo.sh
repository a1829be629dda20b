#!/usr/bin/env bash
# From a clean machine to the lecture's CNN trained on Fashion-MNIST: installs what is missing, builds dls and
# renders notebooks/training.dls, with its figures, into out/. Safe to run again. Arguments go to `dls render`
# (`scripts/demo.sh --quick` trains on a part of the data).
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/install.sh

echo "==> Building dls"
swift build -c release --static-swift-stdlib --product dls
dls="$(swift build -c release --static-swift-stdlib --product dls --show-bin-path)/dls"

echo "==> Training the lecture's CNN: notebooks/training.dls"
"$dls" render "$@" notebooks/training.dls -o out --figures svg,pdf,png

echo "==> Done. The page: $PWD/out/training.html"
echo "    Next: $dls"
