"""Text as a page's source has it, HTML or plain, to the text of blocks and its lines."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.parse.records import HEADING, ITEM, TEXT, Block

BOLD, LINKED = 1, 2  # flags of a piece
Piece = tuple[str, int, int]  # text of the source, the line it begins on, its flags
GAP: Piece = (" ", 0, 0)  # parts what stands before it from what comes after it
# A block's text, folded and NFC; its marks, as Block has them; how many characters of bold it
# begins with; how many stand in links. A plain tuple, as there are many.
Gathered = tuple[str, tuple[tuple[int, int], ...], int, int]

# How a page breaks long words, turns what stands by itself and chooses the form of a sign; a joiner
# is kept after a letter of writing that needs it.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
    r"|(?<![\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff])[\u200c\u200d]"
)
_ENDS_IN_HYPHEN = re.compile(r"[^\W\d_][-\u2010]$")
# What goes on after it: a capital, or a small word with a hyphen of its own ("Aix-/en-Provence").
_GOES_ON = re.compile(r"\s*(?:[^\W\d_a-z\u00df-\u00f6\u00f8-\u00ff]|[^\W\d_]{1,6}[-\u2010])")


def gather(pieces: Sequence[Piece]) -> Gathered | None:
    """Return the text of ``pieces`` in order, or None when they hold no words.

    White space is folded to single spaces. A line that ends in a hyphen within a name goes on.

    >>> gather([("Saint-\\n", 1, 0), ("  Nazaire,  France", 2, 0)])
    ('Saint-Nazaire, France', ((0, 1), (6, 2)), 0, 0)
    """
    if len(pieces) == 1 and (found := _of_one_piece(*pieces[0])) != _UNEVEN:  # as most blocks are
        return found or None
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = bold = linked = at_line = 0
    is_apart = is_next_line = was_linked = False
    for text, first, flags in pieces:
        for line, part in enumerate(text.split("\n"), first):
            if line > first:
                is_apart = is_next_line = True
            if not part.isascii():
                part = unicodedata.normalize("NFC", _UNSEEN.sub("", part))
            words = " ".join(part.split())
            if not words:
                is_apart = is_apart or part != ""
                continue
            is_apart = length > 0 and (is_apart or part[0].isspace())
            if is_apart and not (is_next_line and goes_on(parts[-1], words)):
                words = " " + words
            is_linked = flags >= LINKED
            linked += (len(words) - (words[0] == " " and not was_linked)) * is_linked
            was_linked = is_linked
            if line != at_line:
                marks.append((length + (words[0] == " "), line))
                at_line = line
            if flags & BOLD and bold == length:
                bold += len(words)
            parts.append(words)
            length += len(words)
            is_apart, is_next_line = part[-1].isspace(), False
    if not length:
        return None
    text = "".join(parts)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        # An accent apart from its letter: the offsets after it are off by one, which is no matter.
        text = unicodedata.normalize("NFC", text)
        marks = [(min(offset, len(text) - 1), line) for offset, line in marks]
        bold, linked = min(bold, len(text)), min(linked, len(text))
    if _may_be_odd(text) and _ODD_SPACE.search(text):
        return _with_even_spaces(text, marks, bold, linked)
    return text, tuple(marks), bold, linked


_PAIRS = (" ,", "( ", " )", "[ ", " ]")
_TIGHT_COMMA = re.compile(r",\S")
_TIGHT_BRACKET = re.compile(r"\((?<=[^\W\d_]\()")


def _may_be_odd(text: str) -> bool:
    """Whether ``_ODD_SPACE`` may find anything: to look for its signs alone costs a fifth."""
    if "," not in text and "(" not in text and ")" not in text and "]" not in text:
        return False
    if any(pair in text for pair in _PAIRS):
        return True
    return bool(_TIGHT_COMMA.search(text) or _TIGHT_BRACKET.search(text))


_UNEVEN: Gathered = ("", ((-1, -1),), 0, 0)  # what has to be folded


def _of_one_piece(text: str, line: int, flags: int) -> Gathered | tuple[()]:
    """What ``gather`` returns of a piece that is as it should be; nothing of one without words."""
    words = text.strip()
    if not words:
        return ()
    # White space but for a space, and what has no width, is not printable.
    is_even = words.isprintable() and "  " not in words and not _may_be_odd(words)
    if not is_even or not unicodedata.is_normalized("NFC", words):
        return _UNEVEN
    if len(words) < len(text):
        line += text.count("\n", 0, text.find(words))
    length = len(words)
    return words, ((0, line),), length * (flags & BOLD), length * (flags >= LINKED)


# A comma with a space before it, or none behind it, but for those within a number; spaces within
# brackets, and none before one that begins with a capital or a digit.
_ODD_SPACE = re.compile(
    r"\s+,|(?<=[^\s\d,]),(?=[^\W_])|(?<=\d),(?=[^\W\d_])"
    r"|(?<=(?<!\d)\d),(?=\d{4}(?!\d))|(?<=(?<!\d)\d\d),(?=\d{4}(?!\d))"
    r"|(?<=[(\[])\s+|\s+(?=[)\]])|(?<=[^\W\d_]{3})\((?=[A-Z\u00c0-\u00de\d])"
)


def _with_even_spaces(
    text: str, marks: Sequence[tuple[int, int]], bold: int, linked: int
) -> Gathered:
    """The same with a space behind each comma, and none before it or within brackets."""
    parts: list[str] = []
    moved: list[tuple[int, int]] = []  # from where on offsets move, and by how much
    at = shift = 0
    for found in _ODD_SPACE.finditer(text):
        is_apart = text[found.end() : found.end() + 1].isspace() or found.end() == len(text)
        comma = "," if is_apart else ", "
        instead = {",": comma, "(": " ("}.get(found.group().strip(), "")
        parts += [text[at : found.start()], instead]
        shift += len(parts[-1]) - len(found.group())
        moved.append((found.end(), shift))
        at = found.end()
    text = "".join([*parts, text[at:]])

    def new(offset: int) -> int:
        place = bisect.bisect_right(moved, (offset, len(text))) - 1
        return min(len(text), offset + (moved[place][1] if place >= 0 else 0))

    return text, tuple((new(offset), line) for offset, line in marks), new(bold), new(linked)


def folded(text: str) -> str:
    """Return ``text`` as a block would have it: ``folded(" Char\u00adkiw ")`` is "Charkiw"."""
    found = gather([(text, 1, 0)])
    return found[0] if found else ""


def goes_on(before: str, after: str) -> bool:
    """Return whether ``before`` ends in the hyphen of a name that goes on in ``after``.

    >>> goes_on("Saint-", "Nazaire"), goes_on("Partner-", "und Freunde")
    (True, False)
    """
    return bool(_ENDS_IN_HYPHEN.search(before.rstrip()[-2:]) and _GOES_ON.match(after))


_BULLET = re.compile(r"\s*(?:[•‣▪●◦∙·○■*–—-]|\d{1,3}[.)])\s+(?=\S)")
_ENDS_A_SENTENCE = re.compile(r"[.:;,!?…]['\"’”)\]]*$")
_LONGEST_HEADING = 100  # characters; a longer line is text, whatever its end
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t|\s?[.·]{4,}\s?)\S")  # of a table typed by hand
Line = tuple[int, str]  # its number and its words


def outline_text(text: str, first: int = 1) -> list[Block]:
    """Return the blocks of plain ``text``, whose first line is ``first``, in order.

    A line that begins with a bullet or a number is an item, items that follow one another are
    one list. A line alone between blank lines that ends no sentence is a heading, of one level
    for all, as plain text shows none. Lines that were wrapped are joined again.
    """
    blocks: list[Block] = []
    list_id = 0
    for sort, lines in groupby(enumerate(text.split("\n"), first), key=_sort_of):
        if sort == ITEM:
            list_id += not (blocks and blocks[-1].role == ITEM)
            for number, line in lines:
                if found := gather([(_BULLET.sub("", line, count=1), number, 0)]):
                    blocks.append(Block(ITEM, 0, *found[:2], list_id))
        elif sort == TEXT:
            runs = list(_unwrapped(list(lines)))
            for run in runs:
                if found := gather([(line + "\n", number, 0) for number, line in run]):
                    is_long = len(found[0]) > _LONGEST_HEADING or len(runs) + len(run) > 2
                    is_text = is_long or _ENDS_A_SENTENCE.search(found[0])
                    role, level = (TEXT, 0) if is_text else (HEADING, 2)
                    blocks.append(Block(role, level, *found[:2]))
    return blocks


def _sort_of(line: Line) -> str:
    """What a line of plain text is: ITEM, TEXT or "", a blank one."""
    return ITEM if _BULLET.match(line[1]) else TEXT if line[1].strip() else ""


def _unwrapped(paragraph: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines that were one before wrapping.

    A line was wrapped where it ends with a comma, or the next one's first word would not have
    fitted into the paragraph's width; no line of columns was.
    """
    width = max(len(line.rstrip()) for _, line in paragraph)
    run: list[Line] = []
    for number, line in paragraph:
        before = run[-1][1].rstrip() if run else ""
        fits = len(before) + 1 + len(line.split()[0]) <= width
        is_end = (fits or _COLUMNS.search(line.strip())) and not before.endswith((",", ";"))
        if run and is_end:
            yield run
            run = []
        run.append((number, line))
    yield run
