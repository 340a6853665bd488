#!/usr/bin/env bash
# Exports, trains and measures: bash training/run.sh OUT SET...
set -euo pipefail
if [ $# -lt 2 ]; then
    echo "usage: bash training/run.sh OUT SET..." >&2
    exit 2
fi
out=$(realpath -m "$1")
shift
sets=$(realpath "$@")
cd "$(dirname "$0")/.."

cargo run --release -p maintext-lab -- export --synthetic wcxb-dev --out "$out/pages" $sets
cargo run --release -p maintext-lab -- export --synthetic wcxb-dev --plain --vocabulary "$out/pages" --out "$out/lines" $sets
python3 training/train.py --pages "$out/pages" --lines "$out/lines" --out "$out/models"
cargo run --release -p maintext-lab -- evaluate --folds "$out/models" $sets
cargo run --release -p maintext-lab -- evaluate --folds "$out/models" --plain $sets
