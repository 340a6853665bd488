import { ExtractError } from "./error.js";

/** Extracts pages in a Web Worker. */
class ExtractWorker {
  #worker;
  #pending = new Map();
  #next = 0;

  constructor(worker) {
    this.#worker = worker;
    const settle = ({ data }) => this.#settle(data);
    worker.addEventListener("message", settle);
    worker.addEventListener("error", (event) => this.#fail("worker", event.message ?? "the worker has failed"));
  }

  /** Returns the `outputs` of a page: names of properties of an article. */
  extract(page, options = {}, outputs = ["title", "text", "metadata"]) {
    if (this.#worker === null) return Promise.reject(new ExtractError("worker", "the worker was terminated"));
    const id = this.#next++;
    const { url } = options;
    const plain = { ...options, ...(url !== undefined && { url: String(url) }) };
    return new Promise((resolve, reject) => {
      this.#worker.postMessage({ id, page, options: plain, outputs });
      this.#pending.set(id, { resolve, reject });
    });
  }

  /** Ends the worker. What it has not yet answered fails. */
  terminate() {
    this.#worker?.terminate();
    this.#fail("worker", "the worker was terminated");
  }

  #settle({ id, result, error }) {
    const { resolve, reject } = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) resolve(result);
    else reject(new ExtractError(error.code, error.message, error));
  }

  #fail(code, message) {
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(new ExtractError(code, message));
    this.#pending.clear();
  }
}

/** Starts a worker that has loaded the module. `worker` is one that runs `maintext/worker-script`, for bundlers of one's own. */
export function createWorker(worker = new Worker(new URL("./worker-script.js", import.meta.url), { type: "module" })) {
  return new ExtractWorker(worker);
}
