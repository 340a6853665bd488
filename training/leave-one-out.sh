#!/usr/bin/env bash
# For each set: trains without it and measures on it. bash training/leave-one-out.sh OUT SET...
set -euo pipefail
if [ $# -lt 3 ]; then
    echo "usage: bash training/leave-one-out.sh OUT SET SET..." >&2
    exit 2
fi
out=$(realpath -m "$1")
shift
sets=$(realpath "$@")
cd "$(dirname "$0")/.."

for left_out in $sets; do
    name=$(basename "$left_out")
    echo "without $name"
    # Its pages give neither rows nor words.
    others=$(printf '%s\n' $sets | grep -vx "$left_out")
    cargo run --quiet --release --example export -- --made wcxb-dev --out "$out/$name" $others
    python3 training/train.py --pages "$out/$name" --out "$out/$name/models" --final-only
    cargo run --quiet --release --example evaluate -- --model "$out/$name/models/model-all.bin" "$left_out"
    rm -r "$out/$name"
done
