#!/usr/bin/env bash
# Builds the npm package in wasm/pkg/. `wasm/build.sh --fast` leaves out wasm-opt, which takes half a minute.
set -euo pipefail
cd "$(dirname "$0")"

# What Rust compiles to by default, and SIMD. `--all-features` would let wasm-opt write what engines do not know yet.
features=(--enable-{simd,bulk-memory,bulk-memory-opt,nontrapping-float-to-int,sign-ext,mutable-globals,reference-types,multivalue})
target=wasm32-unknown-unknown
options=(--locked --profile wasm --target "$target")

# Prints the folder of Debian's cargo, which brings the sources of the standard library (rustc-web, cargo-web, rust-web-src).
debian_cargo() {
    local folder
    for folder in /usr/lib/rust-web*/bin /usr/lib/rust-*/bin /usr/bin; do
        if [ -x "$folder/cargo" ] && [ -d "$("$folder/rustc" --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
            echo "$folder"
            return
        fi
    done
    return 1
}

export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+simd128"
if [ -d "$(rustc --print target-libdir --target "$target")" ] || rustup target add "$target"; then
    cargo build "${options[@]}"
elif folder=$(debian_cargo) && linker=$(compgen -c wasm-ld | sort | tail -1) && [ -n "$linker" ]; then
    PATH="$folder:$PATH" RUSTC="$folder/rustc" RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker \
        "$folder/cargo" build "${options[@]}" -Z build-std=std,panic_abort
else
    echo "this toolchain has no target $target: run rustup target add $target, or install Debian's rustc-web, cargo-web," \
        "rust-web-src and lld" >&2
    exit 1
fi
module=${CARGO_TARGET_DIR:-../target}/$target/wasm/maintext_wasm.wasm
env -u RUSTFLAGS cargo run --quiet --locked --manifest-path bindgen/Cargo.toml -- "$module" build

if [ "${1:-}" != --fast ]; then
    [ -d node_modules/binaryen ] || { echo "node_modules is missing: run npm ci in wasm/ first, or build with --fast" >&2; exit 1; }
    npx wasm-opt -O3 "${features[@]}" build/bindings_bg.wasm -o build/bindings_bg.wasm
fi
rm -rf pkg
mkdir pkg
cp js/*.js js/*.d.ts js/package.json build/bindings.js build/bindings_bg.wasm README.md ../LICENSE pkg/
if [ -d node_modules/json-schema-to-typescript ]; then
    node types.js pkg/schema.d.ts
else
    echo "wasm/pkg: no TypeScript types of the JSON schemas, since node_modules is missing"
fi
echo "wasm/pkg: $(gzip -9 -c pkg/bindings_bg.wasm | wc -c) bytes of WebAssembly, gzipped"
