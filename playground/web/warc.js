/** Reads the HTML responses of a WARC file (ISO 28500), which may be compressed record by record. */

const CRLF = [13, 10];
const GZIP = [0x1f, 0x8b, 0x08];

const startsWith = (bytes, wanted, at = 0) => wanted.every((byte, index) => bytes[at + index] === byte);

export const isGzip = (bytes) => startsWith(bytes, GZIP);

/** Decompresses one gzip member. */
async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Decompresses all members of a gzip file. A browser decompresses single members and does not say where one ends, so each place
 * where another one may start is tried.
 * @param {Uint8Array} bytes
 */
export async function gunzip(bytes) {
  const starts = [0];
  for (let at = bytes.indexOf(GZIP[0], 1); at !== -1; at = bytes.indexOf(GZIP[0], at + 1)) {
    if (startsWith(bytes, GZIP, at)) starts.push(at);
  }
  starts.push(bytes.length);
  const members = [];
  for (let first = 0; first < starts.length - 1; ) {
    let [next, member] = [first + 1, null];
    for (; member === null; next++) {
      const isLast = next === starts.length - 1;
      member = await inflate(bytes.subarray(starts[first], starts[next])).catch((error) => {
        if (isLast) throw new Error(`the gzip file is damaged: ${error.message || "it does not end"}`);
        return null;
      });
    }
    members.push(member);
    first = next - 1;
  }
  return new Uint8Array(await new Blob(members).arrayBuffer());
}

/** The end of the lines of a header and the start of what follows. */
function headerEnd(bytes, from) {
  for (let at = bytes.indexOf(10, from); at !== -1; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10) return [at, at + 2];
    if (startsWith(bytes, CRLF, at + 1)) return [at, at + 3];
  }
  return null;
}

function headers(bytes, from, to) {
  const [first, ...lines] = new TextDecoder("latin1").decode(bytes.subarray(from, to)).split(/\r?\n/);
  const fields = lines.map((line) => line.match(/^([^:]+):\s*(.*?)\s*$/)).filter((match) => match !== null);
  return { first, fields: new Map(fields.map(([, name, value]) => [name.toLowerCase(), value])) };
}

export const isWarc = (bytes) => new TextDecoder("latin1").decode(bytes.subarray(0, 5)) === "WARC/";

/** Puts the chunks of a body together. */
function unchunked(bytes) {
  const parts = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return null;
    const size = Number.parseInt(new TextDecoder("latin1").decode(bytes.subarray(at, end)), 16);
    if (Number.isNaN(size)) return null;
    if (size === 0) break;
    parts.push(bytes.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + CRLF.length;
  }
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => (joined.set(part, offset), offset + part.length), 0);
  return joined;
}

/** The page of a response record; null if it is none. */
async function pageOf(record, block) {
  const end = headerEnd(block, 0);
  if (end === null) return null;
  const http = headers(block, 0, end[0]);
  const contentType = http.fields.get("content-type") ?? "";
  if (!/^(text\/html|application\/xhtml)/i.test(contentType)) return null;
  let body = block.subarray(end[1]);
  if (/chunked/i.test(http.fields.get("transfer-encoding") ?? "")) body = unchunked(body) ?? body;
  if (isGzip(body)) body = await gunzip(body);
  return { url: record.fields.get("warc-target-uri")?.replace(/^<|>$/g, "") ?? "", contentType, page: body };
}

/**
 * @param {Uint8Array} bytes of a WARC file, decompressed
 * @returns {Promise<{ url: string, contentType: string, page: Uint8Array }[]>}
 */
export async function pagesOfWarc(bytes) {
  const pages = [];
  let at = 0;
  while (at < bytes.length) {
    while (bytes[at] === 13 || bytes[at] === 10) at++;
    const end = headerEnd(bytes, at);
    if (end === null) break;
    const record = headers(bytes, at, end[0]);
    const length = Number(record.fields.get("content-length"));
    if (!record.first.startsWith("WARC/") || !(length >= 0)) break;
    const block = bytes.subarray(end[1], end[1] + length);
    if (record.fields.get("warc-type") === "response") {
      const page = await pageOf(record, block);
      if (page !== null) pages.push(page);
    }
    at = end[1] + length;
  }
  return pages;
}
