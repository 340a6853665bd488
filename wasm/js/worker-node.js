import { Worker } from "node:worker_threads";
import { createWorker as create } from "./worker.js";

/** Starts a thread of Node that extracts pages. */
export function createWorker() {
  const thread = new Worker(new URL("./worker-node-script.js", import.meta.url));
  // An idle worker does not keep the process alive; a page that is being extracted does.
  thread.unref();
  let pending = 0;
  return create({
    postMessage: (message) => {
      thread.postMessage(message);
      pending += 1;
      thread.ref();
    },
    terminate: () => void thread.terminate(),
    addEventListener: (name, listen) =>
      thread.on(name, (value) => {
        if (name === "message" && --pending === 0) thread.unref();
        listen(name === "message" ? { data: value } : value);
      }),
  });
}
