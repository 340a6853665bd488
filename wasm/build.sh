#!/usr/bin/env bash
# Builds the npm package in wasm/pkg/. `wasm/build.sh --fast` skips wasm-opt, which takes half a minute.
set -euo pipefail
cd "$(dirname "$0")"

# What Rust compiles to by default, and SIMD. `--all-features` would let wasm-opt write what engines do not know yet.
features=(--enable-{simd,bulk-memory,bulk-memory-opt,nontrapping-float-to-int,sign-ext,mutable-globals,reference-types,multivalue})

target=wasm32-unknown-unknown
export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+simd128"
cargo build --locked --profile wasm --target "$target" --manifest-path Cargo.toml
module=${CARGO_TARGET_DIR:-../target}/$target/wasm/maintext_wasm.wasm
env -u RUSTFLAGS cargo run --quiet --locked --manifest-path bindgen/Cargo.toml -- "$module" build

if [ "${1:-}" != --fast ] && [ -d node_modules/binaryen ]; then
    npx wasm-opt -O3 "${features[@]}" build/bindings_bg.wasm -o build/bindings_bg.wasm
fi

rm -rf pkg
mkdir pkg
cp js/*.js js/*.d.ts build/bindings.js build/bindings.d.ts build/bindings_bg.wasm pkg/
cp package.json README.md ../LICENSE pkg/
echo "wasm/pkg: $(gzip -9 -c pkg/bindings_bg.wasm | wc -c) bytes of WebAssembly, gzipped"
