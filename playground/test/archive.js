/** Writes small web archives, as crawlers do. */

import { gzipSync } from "node:zlib";

function record(type, url, block) {
  const header = [
    "WARC/1.1",
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    "WARC-Date: 2026-03-04T05:06:07Z",
    `WARC-Record-ID: <urn:uuid:${crypto.randomUUID()}>`,
    `Content-Length: ${block.length}`,
  ];
  return Buffer.concat([Buffer.from(`${header.join("\r\n")}\r\n\r\n`), block, Buffer.from("\r\n\r\n")]);
}

function response(body, contentType, headers = []) {
  const head = ["HTTP/1.1 200 OK", `Content-Type: ${contentType}`, ...headers].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

const chunked = (body) =>
  Buffer.concat([body.subarray(0, 100), body.subarray(100)].flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]).concat(Buffer.from("0\r\n\r\n")));

/**
 * Returns an archive with a response for each page, in turn plain, chunked, compressed, and in ISO-8859-1 as only the header says.
 * An image and a request are in between.
 * @param {[url: string, html: string][]} pages
 */
export function archive(pages, { compressed = true } = {}) {
  const ways = [
    (html) => response(Buffer.from(html), "text/html; charset=utf-8"),
    (html) => response(chunked(Buffer.from(html)), "text/html", ["Transfer-Encoding: chunked"]),
    (html) => response(gzipSync(html), "text/html", ["Content-Encoding: gzip"]),
    (html) => response(Buffer.from(html, "latin1"), "text/html; charset=iso-8859-1"),
  ];
  const records = [
    record("warcinfo", "", Buffer.from("software: a test\r\n")),
    ...pages.flatMap(([url, html], index) => [
      record("request", url, Buffer.from("GET / HTTP/1.1\r\n\r\n")),
      record("response", `${url}.png`, response(Buffer.from([137, 80, 78, 71, 31, 139, 8, 0]), "image/png")),
      record("response", url, ways[index % ways.length](html)),
    ]),
  ];
  return Buffer.concat(compressed ? records.map((bytes) => gzipSync(bytes)) : records);
}
