// Gives a thread of Node the names of a Web Worker.

import { parentPort } from "node:worker_threads";
import "./node.js";

globalThis.self = {
  postMessage: (message) => parentPort.postMessage(message),
  addEventListener: (name, listen) => parentPort.on(name, (data) => listen({ data })),
};
await import("./worker-script.js");
