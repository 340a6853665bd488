//! Writes the JavaScript bindings of a compiled module: `maintext-bindgen MODULE.wasm FOLDER`.

use std::env;
use std::error::Error;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else { return Err("usage: maintext-bindgen MODULE.wasm FOLDER".into()) };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("bindings").typescript(false).reset_state_function(true).web(true)?;
    Ok(bindgen.generate(folder)?)
}
