"""Draws the mean F1 of pages against their confidence.

    cargo run --release -p maintext-lab -- evaluate --folds OUT/models --jsonl OUT/pages.jsonl SET...
    python3 training/calibration.py OUT/pages.jsonl training/calibration.svg
"""

import json
import sys

# Tenths of the pages, by confidence.
GROUPS = 10
SIZE, MARGIN = 320, 44


def read(path):
    """Pairs of confidence and F1, sorted."""
    with open(path) as lines:
        pages = [json.loads(line) for line in lines]
    return sorted((page["confidence"], page["f1"]) for page in pages if "f1" in page)


def correlation(pairs):
    """Pearson's correlation."""
    n = len(pairs)
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    xy = sum((x - mx) * (y - my) for x, y in pairs)
    return xy / (sum((x - mx) ** 2 for x, _ in pairs) * sum((y - my) ** 2 for _, y in pairs)) ** 0.5


def position(x, y):
    """The position of a point in the drawing."""
    return MARGIN + x * SIZE, 10 + (1 - y) * SIZE


def draw(groups, note):
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + MARGIN + 20} {SIZE + 60}" '
           'font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="white"/>']
    for tick in range(6):
        value = tick / 5
        (x, bottom), (left, y) = position(value, 0), position(0, value)
        out.append(f'<path d="M{x} 10V{bottom}M{left} {y}H{MARGIN + SIZE}" stroke="#ddd"/>'
                   f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{value:.1f}</text>'
                   f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{value:.1f}</text>')
    out.append('<path d="M%g %gL%g %g" stroke="#888" stroke-dasharray="4"/>' % (position(0, 0) + position(1, 1)))
    points = [position(x, y) for x, y in groups]
    out.append('<polyline fill="none" stroke="#1a7f37" stroke-width="2" points="%s"/>' % " ".join("%g,%g" % p for p in points))
    out.extend('<circle cx="%g" cy="%g" r="3.5" fill="#1a7f37"/>' % p for p in points)
    out.append(f'<text x="{MARGIN + SIZE / 2}" y="{SIZE + 42}" text-anchor="middle">confidence ({note})</text>'
               f'<text transform="translate(12 {SIZE / 2}) rotate(-90)" text-anchor="middle">mean F1 of the pages</text></svg>')
    return "\n".join(out)


def main():
    pairs = read(sys.argv[1])
    size = len(pairs) / GROUPS
    groups = []
    for group in range(GROUPS):
        part = pairs[int(group * size):int((group + 1) * size)]
        groups.append(tuple(sum(values) / len(part) for values in zip(*part)))
        print("confidence %.3f: mean F1 %.3f (%d pages)" % (*groups[-1], len(part)))
    error = sum(abs(x - y) for x, y in groups) / GROUPS
    highest = pairs[int(0.4 * len(pairs)):]
    note = "%d pages in tenths, mean error %.3f, correlation %.2f" % (len(pairs), error, correlation(pairs))
    print(note + "; mean F1 of the 60 %% with the highest confidence: %.3f" % (sum(y for _, y in highest) / len(highest)))
    with open(sys.argv[2], "w") as out:
        out.write(draw(groups, note) + "\n")


if __name__ == "__main__":
    main()
