import type * as schema from "./schema.js";

export type { Comment, Metadata } from "./schema.js";
/** The article as `schema/article.schema.json` describes it, with offsets in bytes of UTF-8 and in characters. */
export type ArticleRecord = schema.Article;

type WithoutOffsets<T> = Omit<T, "start" | "end" | "char_start" | "char_end">;

/** A run of text between the tags of block-level elements, kept or dropped. */
export type Block = WithoutOffsets<schema.Block> & {
  /** Its number among all blocks of the page. */
  index: number;
  /** Its text, with white space normalized. */
  text: string;
  /** The name of the nearest block-level element; null in a page without markup. */
  tag: string | null;
  /**
   * The CSS path of that element in the page as a browser shows it, shadow roots included, such as
   * `html > body > p:nth-child(1)`; empty in a page without markup.
   */
  path: string;
  /** Whether the block is part of the main text. */
  kept: boolean;
  /** Whether the page hides it, for example in a tab. */
  hidden: boolean;
  /** `article.text.slice(start, end)` is the block; null if it was dropped. */
  start: number | null;
  end: number | null;
};

/** How much a feature moved the logit of a block's score. */
export interface Contribution {
  /** The name of the feature. */
  feature: string;
  /** The feature's value for the block. */
  value: number | null;
  /** In logits: above 0 for the block, below 0 against it. */
  contribution: number;
}

/** A link in the main text. */
export type Link = WithoutOffsets<schema.Link> & {
  /** `article.text.slice(start, end)` is the link's text. */
  start: number;
  end: number;
};

/** An image of the main text. */
export interface Image {
  url: string;
  alt: string;
  caption: string | null;
  /** Whether the page's metadata name it as the main image. */
  is_main: boolean;
}

/** A part of the main text, for a retrieval index. */
export type Chunk = WithoutOffsets<Omit<schema.Chunk, "links">> & {
  /** `article.text.slice(start, end)` is the chunk's text. */
  start: number;
  end: number;
  links: Link[];
};

/** What a caller knows about a page, and the options of the extraction. */
export interface Options {
  /** The address of the page. Relative links are resolved against it. */
  url?: string | URL;
  /** The label of the page's charset, if another source than the page names it. For bytes only. */
  charset?: string;
  /** The `Content-Type` header of the response. For bytes only. */
  contentType?: string;
  /** Whether the page is text without markup, such as a WET record. Default: false. */
  plain?: boolean;
  /** Whether files of other formats, such as feeds and scripts, are rejected. Default: true. */
  sniffing?: boolean;
  /** Keeps more (above 0) or less (below 0): added to the logit of each block. Default: 0. */
  preference?: number;
  /** Whether the text may come from JSON-LD, `<noscript>` or embedded state. Default: true. */
  fallbackText?: boolean;
  /** Whether the best block is returned if no block is main text. Default: false. */
  bestGuess?: boolean;
  /** Whether the comments of readers below a story stay in the text. Default: false. */
  comments?: boolean;
  /** The elements that contain the main text, as a CSS selector. */
  contentSelector?: string;
  /** The elements that are not main text, as CSS selectors. */
  excludedSelector?: string | string[];
  /** Maximum bytes of the page. */
  maxBytes?: number;
  /** Maximum number of nodes of the page. */
  maxNodes?: number;
  /** Maximum nesting depth of the page. */
  maxDepth?: number;
  /** Maximum bytes of each output. */
  maxOutputBytes?: number;
  /** Maximum time of the extraction and all outputs, in milliseconds. */
  maxTime?: number;
}

/** Why the blocks of a page were kept or dropped, as the view of the playground reads it. */
export interface Explanation {
  title: string | null;
  confidence: number;
  /** The score from which on blocks are kept unless a rule decides otherwise; null if scores do not decide. */
  threshold: number | null;
  metadata: schema.Metadata;
  html: string;
  /** Names of evidence, and descriptions of features. */
  evidence: [name: string, description: string][];
  blocks: ExplainedBlock[];
}

export interface ExplainedBlock {
  text: string;
  kind: schema.Block["kind"];
  tag: string | null;
  path: string;
  score: number;
  kept: boolean;
  hidden: boolean;
  /** The step that decided, such as `score` or `title`. */
  decision: string;
  words: number;
  linkDensity: number;
  /** Other blocks with the same tag path. */
  alike: number;
  /** Position in the names, value of the feature, and what it adds to the logit of the score; the strongest first. */
  evidence: [name: number, value: number | null, logit: number][];
  /** What all other evidence adds. */
  rest: number;
}

/** The main content of a page. Outputs are written when they are first asked for. */
export declare class Article {
  protected constructor();
  /** The page's title without the site's name. */
  readonly title: string | null;
  /** The main text: an empty line between blocks. */
  readonly text: string;
  readonly markdown: string;
  /** The main content as safe HTML, which can be inserted into a page as it is. */
  readonly html: string;
  readonly metadata: schema.Metadata;
  /** The page's one date: when it was published, or else when it was last changed. */
  readonly date: string | null;
  /** The comments below a story. */
  readonly comments: schema.Comment[];
  /** All blocks of the page, kept and dropped. */
  readonly blocks: Block[];
  readonly links: Link[];
  readonly images: Image[];
  /** The F1 to expect of the text's words: 0 to 1. */
  readonly confidence: number;
  /** Whether the page has main text. */
  readonly isArticle: boolean;
  /** Where the text was taken from: `page` is what a reader sees. */
  readonly source: schema.Article["source"];
  /** The encoding of a page given as bytes. */
  readonly charset: string | null;
  /** The limit that an output exceeded, so that it was cut. */
  readonly exceededLimit: ExceededLimit | null;
  toText(options?: { links?: boolean; images?: boolean; tsvTables?: boolean; comments?: boolean }): string;
  toMarkdown(options?: { links?: boolean; images?: boolean; frontMatter?: boolean }): string;
  toHtml(options?: { links?: boolean; images?: boolean }): string;
  /** Parts of the text of at most `maxChars` characters (default: 2000); `overlap` blocks are repeated (default: 0). */
  chunks(options?: { maxChars?: number; overlap?: number }): Chunk[];
  /** What the score of a block is made of, the strongest first: the contributions add up to its logit. */
  contributions(block: Block | number): Contribution[];
  /** Every block with the reasons for keeping or dropping it. This takes several times as long as the extraction. */
  readonly explanation: Explanation;
  /** The Markdown of a block; null if it was dropped. */
  blockMarkdown(block: Block | number): string | null;
  toJSON(): ArticleRecord;
  toString(): string;
  /** Frees the memory of the article at once. Otherwise the garbage collector does it. */
  free(): void;
}

/** An article whose blocks lead back to the elements of a document. */
export declare class DocumentArticle extends Article {
  /**
   * Returns the nearest block-level element of a block; null if the document has changed since, if the HTML of the document
   * gives another tree than the document has, or if the text is from data of the page that it does not show.
   */
  element(block: Block | number): Element | null;
}

/** A limit of the options, its value and what was found; times are in milliseconds. */
export interface ExceededLimit {
  option: "maxBytes" | "maxNodes" | "maxDepth" | "maxOutputBytes" | "maxTime" | null;
  limit: number;
  found: number;
}

export type ErrorCode =
  | "compressed"
  | "not_html"
  | "text_file"
  | "limit"
  | "selector"
  | "invalid_option"
  | "not_initialized"
  | "freed"
  | "out_of_memory"
  | "worker"
  | "other";

/** The reason why a page or an option was rejected. */
export declare class ExtractError extends Error {
  readonly name: "ExtractError";
  readonly code: ErrorCode;
  /** The limit that the page exceeded. */
  readonly limit: ExceededLimit | null;
  /** The article of what was read before a limit was exceeded. */
  readonly partial: Article | null;
}

/** A page: text, or bytes whose encoding is found. */
export type Page = string | Uint8Array | ArrayBuffer | ArrayBufferView;

/**
 * Loads the module; by default from its file beside this one, streamed while it is compiled. Wait for it before the first
 * extraction in a browser. Node and Deno need no call.
 */
export declare function init(source?: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module): Promise<void>;
/** Loads the module from bytes or a compiled module. */
export declare function initSync(module: BufferSource | WebAssembly.Module): void;
/** Extracts the main content of a page. Throws an {@link ExtractError}. */
export declare function extract(page: Page, options?: Options): Article;
/**
 * Extracts the main content of a document as the browser shows it, with its shadow roots. `url` is that of the document by
 * default.
 */
export declare function extractDocument(document: Document, options?: Options): DocumentArticle;
/** Returns whether a page has main text, in a fraction of the time of an extraction. */
export declare function isArticle(page: Page, options?: Options): boolean;
/** Returns the main text of lines without markup. */
export declare function cleanText(text: Page, options?: Omit<Options, "plain">): string;
