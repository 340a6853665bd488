"""A page that the tests share."""

import pytest

PARAGRAPHS = [
    "The pier at Lower Wick is open again, ten weeks after a storm tore two hundred metres of planking from it, and boats "
    "leave every hour. The café at its end has new windows.",
    "Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting the deck, and they "
    "raised the lamps by a metre, since the old ones stood under water at every spring tide.",
    "The council paid four fifths of the cost and borrowed the rest. Tickets will not become dearer before next spring, it "
    "said, and fishermen may use the pier free of charge on Sundays.",
]


def make_page(number: int = 0) -> str:
    """Returns a news page with a menu, a story, a comment and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!doctype html><html lang=en><head><title>The pier opens {number} - The Courier</title>
<meta property=article:published_time content=2025-03-09><meta name=author content="Jane Doe">
<link rel=canonical href=https://courier.example/pier/{number}></head>
<body><nav><a href=/>Home</a> <a href=/news>News</a> <a href=/sport>Sport</a></nav>
<article><h1>The pier opens {number}</h1>{body}<h2>Times</h2>
<p>Boats leave from <a href=/quay>the quay</a> at nine, and the last one returns at six. Number {number} is the largest.</p>
</article><ol class=comments><li class=comment><b class=author>John Roe</b><time datetime=2025-03-10>yesterday</time>
<p>And fish, do not forget the fish!</p></li></ol>
<footer>© The Courier <a href=/terms>Terms</a></footer></body></html>"""


@pytest.fixture(scope="session")
def page() -> str:
    return make_page()
