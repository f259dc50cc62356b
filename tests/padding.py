"""Pages as large as real ones: a small page among menus, code and paragraphs about other things."""

import random
import re

WORDS = (
    "council budget planning permit library school park transport waste water housing culture "
    "sport health tourism office hours contact form fee district committee street support family"
).split()
_BODY = re.compile(rb"(.*<body[^>]*>)(.*)(</body>.*)", re.DOTALL | re.IGNORECASE)


def padded(page, *, seed, size=120_000, in_a_section=False):
    """``page`` with about ``size`` bytes of other matter around it; the same for the same seed."""
    draw = random.Random(seed)
    found = _BODY.match(page)
    head, body, end = found.groups() if found else (b"<html><body>", page, b"</body></html>")
    pieces = [_piece(draw) for _ in range(size // 1000)]
    half = len(pieces) // 2
    before, after = "".join(pieces[:half]).encode(), "".join(pieces[half:]).encode()
    if in_a_section:
        body = b"<section>" + body.replace(b"h1>", b"h2>") + b"</section>"
    return head + _menu(draw).encode() + b"<main>" + before + body + after + b"</main>" + end


def _sentence(draw, words=14):
    return " ".join(draw.choices(WORDS, k=words)).capitalize() + "."


def _menu(draw):
    links = "".join(
        f'<li><a href="/{n}" data-id="{n}">{" ".join(draw.choices(WORDS, k=2))}</a></li>\n'
        for n in range(60)
    )
    return f'<nav class="main-nav"><ul>{links}</ul></nav>'


def _piece(draw):
    """About a thousand characters of one sort."""
    sort = draw.random()
    if sort < 0.35:
        return "".join(
            f'<p class="text">{_sentence(draw)} {_sentence(draw)}</p>\n' for _ in range(5)
        )
    if sort < 0.6:
        return (
            '<div class="news">'
            + "".join(
                f'<div class="item"><h5><a href="/n/{n}">{_sentence(draw, 5)}</a></h5>'
                f"<time>{n + 1}.3.2026</time><p>{_sentence(draw)}</p></div>\n"
                for n in range(4)
            )
            + "</div>\n"
        )
    if sort < 0.8:
        code = "".join(
            f'var {draw.choice(WORDS)}{n}="{draw.getrandbits(200):x}";' for n in range(14)
        )
        return f"<script>{code}</script>\n"
    rows = "".join(
        "<tr>" + "".join(f"<td>{draw.choice(WORDS)}</td>" for _ in range(4)) + "</tr>\n"
        for _ in range(12)
    )
    return f'<table class="t"><tbody>{rows}</tbody></table>\n'
