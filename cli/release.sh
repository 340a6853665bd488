#!/usr/bin/env bash
# Builds the program for a release: a stripped binary, static where the target is musl, with completions and the manual page, as an
# archive in target/release-archives/.
#
# Usage: cli/release.sh [TARGET...]
#
# Without targets, builds for the musl target of this machine if rustup has it, else for the machine itself.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
if [ $# -eq 0 ]; then
    musl=${host/-gnu/-musl}
    if rustc --print target-libdir --target "$musl" 2> /dev/null | xargs test -d && command -v musl-gcc > /dev/null; then
        set -- "$musl"
    else
        echo "no $musl target with musl-gcc here: building for $host, which is not static"
        set -- "$host"
    fi
fi
version=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"name":"maintext-cli","version":"\([^"]*\)".*/\1/')
export CARGO_PROFILE_RELEASE_LTO=fat CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_STRIP=true
for target in "$@"; do
    cargo build --locked --release -p maintext-cli --features parquet --target "$target"
    name=maintext-$version-$target
    folder=target/release-archives/$name
    rm -rf "$folder"
    mkdir -p "$folder"
    program=target/$target/release/maintext
    cp "$program" LICENSE README.md CHANGELOG.md "$folder/"
    # A program for another machine does not run here.
    if "$program" --version > /dev/null 2>&1; then
        for shell in bash zsh fish; do
            "$program" completions "$shell" > "$folder/maintext.$shell"
        done
        "$program" man > "$folder/maintext.1"
    fi
    tar --create --gzip --file "target/release-archives/$name.tar.gz" --directory target/release-archives "$name"
    echo "target/release-archives/$name.tar.gz: $(stat --format %s "$program") bytes, $(file --brief "$program" 2> /dev/null | cut -c 1-80)"
done
