import { Article } from "./article.js";
import { Failure } from "./bindings.js";
import { ExtractError } from "./error.js";

let isReady = false;

export function setReady() {
  isReady = true;
}

/** Runs a function that calls the module, and throws its failures as errors. */
export function checked(call) {
  if (!isReady) {
    throw new ExtractError("not_initialized", "the WebAssembly module is not loaded: await init() first");
  }
  try {
    return call();
  } catch (failure) {
    throw failure instanceof Failure ? errorOf(failure) : failure;
  }
}

function errorOf(failure) {
  const { code, message, limit } = failure;
  const partial = failure.takePartial();
  failure.free();
  return new ExtractError(code, message, {
    limit: limit === undefined ? null : JSON.parse(limit),
    partial: partial === undefined ? null : new Article(partial),
  });
}
