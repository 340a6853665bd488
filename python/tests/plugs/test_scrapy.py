"""The item pipeline within a crawl of Scrapy over a local server."""

import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import make_page

import maintext

pytest.importorskip("scrapy")

SPIDER = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    async def start(self):
        for path in ["0", "1", "image", "none"]:
            yield scrapy.Request(f"http://127.0.0.1:{sys.argv[1]}/{path}")
    def parse(self, response):
        name = response.url.rsplit("/", 1)[1]
        yield {"name": name} if name == "none" else {"name": name, "url": response.url, "body": response.body}

process = CrawlerProcess({
    "ITEM_PIPELINES": {"maintext.integrations.scrapy.MaintextPipeline": 300},
    "MAINTEXT_FIELDS": {"text": "text", "headline": "title", "markdown": "markdown", "sure": "confidence"},
    "FEEDS": {sys.argv[2]: {"format": "jsonlines", "encoding": "utf8"}},
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "INFO",
})
process.crawl(Pages)
process.start()
"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        body = make_page(int(name)).encode() if name.isdigit() else b"\x89PNG\r\n\x1a\n" if name == "image" else b"<p>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_items_of_a_crawl_have_text_and_facts(tmp_path: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    out = tmp_path / "items.jsonl"
    command = [sys.executable, "-c", SPIDER, str(server.server_port), str(out)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    server.shutdown()
    assert run.returncode == 0, run.stderr
    items = {item["name"]: item for item in map(json.loads, out.read_text().splitlines())}
    url = f"http://127.0.0.1:{server.server_port}/1"
    article = maintext.extract(make_page(1), url=url)
    assert items["1"] == {
        "name": "1",
        "url": url,
        "text": article.text,
        "headline": "The pier opens 1",
        "markdown": article.markdown(),
        "sure": article.confidence,
    }
    assert set(items["image"]) == {"name", "url"} and items["none"] == {"name": "none"}
    for count in ("'maintext/extracted': 2", "'maintext/errors/NotHtmlError': 1", "'maintext/items_without_body': 1"):
        assert count in run.stderr
