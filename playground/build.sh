#!/usr/bin/env bash
# Puts the site together in playground/site/ and the extension in playground/site-extension/, from the files here, the view
# in view/web/ and the WebAssembly package, which wasm/build.sh has built. Any static server can serve the site.
set -euo pipefail
cd "$(dirname "$0")"
[ -f ../wasm/pkg/bindings_bg.wasm ] || { echo "wasm/pkg is missing: run wasm/build.sh first"; exit 1; }

rm -rf site site-extension
mkdir -p site/examples site/view site/maintext
cp web/* site/
cp ../view/web/*.js ../view/web/*.css site/view/
rm site/view/explain.js
cp ../wasm/pkg/*.js ../wasm/pkg/*.wasm site/maintext/
sed -n 's/^  \["\([a-z-]*\)", ".*"\],$/\1/p' web/examples.js | while read -r name; do
    cp "../tests/pages/$name/source.html" "site/examples/$name.html"
done
echo "playground/site: $(find site -type f | wc -l) files, $(du -sk site | cut -f1) kB"

mkdir -p site-extension/maintext
cp extension/* site-extension/
cp ../wasm/pkg/*.js ../wasm/pkg/*.wasm site-extension/maintext/
