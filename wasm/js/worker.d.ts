import type { Article, ArticleRecord, Options, Page } from "./index.js";

/** The properties of an article that a worker can send. */
export type Output = Exclude<
  { [K in keyof Article]: Article[K] extends (...args: never[]) => unknown ? never : K }[keyof Article],
  never
>;

export type Outputs<K extends Output | "json"> = { [P in K]: P extends keyof Article ? Article[P] : ArticleRecord };

export interface ExtractWorker {
  /** Extracts a page and returns these properties of its article; by default the title, the text and the metadata. */
  extract(page: Page, options?: Options): Promise<Outputs<"title" | "text" | "metadata">>;
  extract<K extends Output | "json">(page: Page, options: Options, outputs: K[]): Promise<Outputs<K>>;
  /** Ends the worker. What it has not yet answered fails. */
  terminate(): void;
}

/**
 * Starts a worker: a module worker in browsers and Deno, a thread in Node. `worker` is one that runs
 * `maintext/worker-script`, if a bundler needs it to be made elsewhere.
 */
export declare function createWorker(worker?: Worker): ExtractWorker;
