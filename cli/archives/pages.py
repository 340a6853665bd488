"""Pages of the tests and benchmarks of archives, made from numbers, each with its main text."""

WORDS = (
    "river harbour winter lantern ferry timber council market engineer bridge garden village storm railway mountain "
    "island captain teacher library season morning evening journey letter window kitchen forest valley meadow signal"
).split()


def sentence(seed: int) -> str:
    """A sentence that differs for each number."""
    words = [WORDS[(seed * 31 + at * (at + seed % 7 + 3)) % len(WORDS)] for at in range(9 + seed % 8)]
    return f"In year {seed}, the {' and the '.join(words[:2])}, which {words[2]} people knew well, {' '.join(words[3:])}."


def paragraphs(number: int) -> list[str]:
    """The main text of a page."""
    return [" ".join(sentence(number * 97 + part * 7 + at) for at in range(4)) for part in range(5 + number % 4)]


def page(number: int, letters: str = "") -> str:
    """A page with menus around its main text. `letters` stand at the end of each paragraph."""
    menu = "".join(f"<li><a href='/section/{at}'>Section {at}</a></li>" for at in range(30))
    teasers = "".join(
        f"<div class='teaser'><h3><a href='/story/{at}'>{sentence(at)[:40]}</a></h3><p>{sentence(at + 1)[:60]} ...</p></div>"
        for at in range(number % 5, number % 5 + 12)
    )
    text = "\n".join(f"<p>{paragraph}{letters}</p>" for paragraph in paragraphs(number))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Story {number} - The Courier</title>"
        f"<script>var state = {{'page': {number}, 'items': {list(range(300))}}};</script>"
        f"<style>{'.teaser { margin: 0 1px } ' * 60}</style></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>Story {number}</h1>\n{text}\n</article></main>"
        f"<aside><h2>More stories</h2>{teasers}</aside><footer><p>© The Courier. All rights reserved.</p></footer></body></html>"
    )
