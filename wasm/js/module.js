import { Article } from "./article.js";
import { Failure, __wbg_reset_state as restart } from "./bindings.js";
import { ExtractError } from "./error.js";

let isReady = false;
/** How often the module has begun anew. */
let restarts = 0;

export function setReady() {
  isReady = true;
}

/** Returns a value that changes when all articles are lost. */
export function generation() {
  return restarts;
}

/** Runs a function that calls the module, and throws its failures as errors. */
export function checked(call) {
  if (!isReady) {
    throw new ExtractError("not_initialized", "the WebAssembly module is not loaded: await init() first");
  }
  try {
    return call();
  } catch (failure) {
    if (failure instanceof Failure) throw errorOf(failure);
    if (failure instanceof WebAssembly.RuntimeError) throw crash(failure);
    throw failure;
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

/** The memory of a module that has trapped may be in any state, so the module begins anew. */
function crash(cause) {
  restart();
  restarts += 1;
  const message = "the page needs more memory than WebAssembly has; articles from before cannot be read any more";
  return new ExtractError("out_of_memory", message, { cause });
}
