/** Runs extractions in a worker, one at a time. Of several that are asked for meanwhile, only the last is run. */
export class LatestExtractor {
  #worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  #running = null;
  #waiting = null;
  #id = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }) => this.#finish(data));
    this.#worker.addEventListener("error", (event) => this.#finish({ error: { code: "other", message: event.message || "the worker failed" } }));
  }

  /**
   * @param {{ page: string | Uint8Array, options: object, rendering: object }} job
   * @returns {Promise<object | null>} the outputs; null if a later job took the place of this one
   */
  run(job) {
    return new Promise((resolve, reject) => {
      this.#waiting?.resolve(null);
      this.#waiting = { job, resolve, reject };
      this.#next();
    });
  }

  #next() {
    if (this.#running !== null || this.#waiting === null) return;
    this.#running = this.#waiting;
    this.#waiting = null;
    this.#worker.postMessage({ id: ++this.#id, ...this.#running.job });
  }

  #finish({ result, error }) {
    const running = this.#running;
    this.#running = null;
    if (error === undefined) running?.resolve(result);
    else running?.reject(Object.assign(new Error(error.message), { code: error.code }));
    this.#next();
  }
}
