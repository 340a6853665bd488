#!/usr/bin/env bash
# For each set: trains without it and measures on it. Sets of one origin are left out together: A,B.
# bash training/leave-one-out.sh OUT SET[,SET...]...
set -euo pipefail
if [ $# -lt 3 ]; then
    echo "usage: bash training/leave-one-out.sh OUT SET[,SET...] SET[,SET...]..." >&2
    exit 2
fi
out=$(realpath -m "$1")
shift
groups=()
for group in "$@"; do
    # Absolute, since the commands run in the project's folder.
    groups+=("$(realpath ${group//,/ } | paste -sd,)")
done
cd "$(dirname "$0")/.."

for left_out in "${groups[@]}"; do
    echo "without $(basename -a ${left_out//,/ } | paste -sd' ')"
    # Its pages give neither rows nor words.
    others=$(printf '%s\n' "${groups[@]}" | grep -vxF "$left_out" | tr ',' ' ')
    cargo run --quiet --release -p maintext-lab -- export --synthetic wcxb-dev --out "$out/pages" $others
    python3 training/train.py --pages "$out/pages" --out "$out/models" --final-only
    cargo run --quiet --release -p maintext-lab -- evaluate --model "$out/models/model-all.bin" ${left_out//,/ }
    rm -r "$out/pages" "$out/models"
done
