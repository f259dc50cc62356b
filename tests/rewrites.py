"""Rewrites of a page that change no meaning: whoever looks at it in a browser sees the same.

Each takes the text of a page and returns that of another one, or its bytes.
"""

import html
import re
import unicodedata
from collections.abc import Callable

Rewrite = Callable[[str], str | bytes]
REWRITES: dict[str, Rewrite] = {}

# What is no visible text: comments, scripts, styles, what keeps its white space, tags.
_MARKUP = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(script|style|pre|textarea|title|svg|select|template|noscript|iframe|xmp)\b"
    r".*?(?:</\2\s*>|\Z)|<[/!?]?[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"(&(?:#\d+|#x[0-9a-f]+|\w+);?)", re.IGNORECASE)
_BLOCKS = (
    "address|article|aside|blockquote|body|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|html"
    "|li|main|nav|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK_TAG = rf"</?(?:{_BLOCKS})\b[^<>]*>"
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr"
_BODY = re.compile(r"<body\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)


def rewrite(function: Rewrite) -> Rewrite:
    """Enter a rewrite by the name of its function."""
    REWRITES[function.__name__.replace("_", " ")] = function
    return function


def in_text(page: str, change: Callable[[str], str]) -> str:
    """Return ``page`` with its visible text changed, character references left alone."""
    if "<" not in page:
        return change(page)
    pieces, at = [], 0
    for match in _MARKUP.finditer(page):
        pieces += [_but_references(page[at : match.start()], change), match.group()]
        at = match.end()
    return "".join([*pieces, _but_references(page[at:], change)])


def _but_references(text: str, change: Callable[[str], str]) -> str:
    return "".join(
        part if number % 2 else change(part) for number, part in enumerate(_REFERENCE.split(text))
    )


def in_tags(page: str, change: Callable[[str], str]) -> str:
    """Return ``page`` with its tags changed."""

    def changed(match: re.Match[str]) -> str:
        said = match.group()
        return said if said.startswith(("<!", "<?")) or match.group(2) else change(said)

    return _MARKUP.sub(changed, page)


def _is_text(page: str) -> bool:
    return not re.search(r"<[a-z!/]", page, re.IGNORECASE)


def _behind_body(page: str, words: str) -> str:
    if _is_text(page):
        return page
    body = _BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + words + page[at:]


# letters


@rewrite
def decomposed_accents(page: str) -> str:
    return unicodedata.normalize("NFD", page)


@rewrite
def composed_accents(page: str) -> str:
    return unicodedata.normalize("NFC", page)


@rewrite
def letters_without_compatible_forms(page: str) -> str:
    def plain(text: str) -> str:
        return "".join(
            unicodedata.normalize("NFKC", each) if each.isalpha() and not _is_wide(each) else each
            for each in text
        )

    return in_text(page, plain)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WFH"


@rewrite
def decimal_references(page: str) -> str:
    return in_text(page, lambda text: re.sub(r"[^\W\d_]", lambda m: f"&#{ord(m.group())};", text))


@rewrite
def hexadecimal_references(page: str) -> str:
    return in_text(page, lambda text: re.sub(r"\w", lambda m: f"&#x{ord(m.group()):X};", text))


@rewrite
def references_of_what_is_not_ascii(page: str) -> str:
    return in_text(page, lambda text: text.encode("ascii", "xmlcharrefreplace").decode())


@rewrite
def named_references(page: str) -> str:
    named = html.entities.codepoint2name
    return in_text(
        page,
        lambda text: re.sub(
            r"[\u00a0-\u017f]",
            lambda m: f"&{named[ord(m.group())]};" if ord(m.group()) in named else m.group(),
            text,
        ),
    )


# white space


def _spaces(space: str) -> Rewrite:
    return lambda page: in_text(page, lambda text: re.sub(r"(?<=\S) (?=\S)", space, text))


for _name, _space in {
    "spaces that do not break": "\u00a0",
    "references to spaces that do not break": "&nbsp;",
    "thin spaces": "\u2009",
    "ideographic spaces": "\u3000",
    "tabs": "\t",
    "two spaces": "  ",
    "lines": "\n",
    "carriage returns": "\r\n",
}.items():
    REWRITES[f"{_name} for spaces"] = _spaces(_space)


@rewrite
def a_space_before_each_comma(page: str) -> str:
    return in_text(page, lambda text: re.sub(r"(?<=[^\W\d]),(?= )", " ,", text))


@rewrite
def no_space_behind_a_comma(page: str) -> str:
    return in_text(page, lambda text: re.sub(r"(?<=[^\W\d]), (?=[^\W\d])", ",", text))


@rewrite
def spaces_inside_brackets(page: str) -> str:
    def apart(text: str) -> str:
        return re.sub(r"(?<=\()(?=\w)", " ", re.sub(r"(?<=\w)(?=\))", " ", text))

    return in_text(page, apart)


@rewrite
def no_space_before_a_bracket(page: str) -> str:
    return in_text(page, lambda text: re.sub(r"(?<=[^\W\d]{3}) \((?=\w)", "(", text))


# signs that are not seen


def _at_edges(sign: str) -> Rewrite:
    return lambda page: in_text(
        page, lambda text: re.sub(r"(?<=[^\W\d_])(?=[ ,.;:()])|(?<=[ (])(?=[^\W\d_])", sign, text)
    )


for _name, _sign in {
    "zero width spaces": "\u200b",
    "word joiners": "\u2060",
    "byte order marks": "\ufeff",
    "left-to-right marks": "\u200e",
    "references to zero width spaces": "&#8203;",
    "soft hyphens": "\u00ad",
}.items():
    REWRITES[f"{_name} at the edges of words"] = _at_edges(_sign)


def _within(sign: str) -> Rewrite:
    # Letters alone, of scripts that are written with spaces.
    return lambda page: in_text(
        page,
        lambda text: re.sub(r"(?<=[a-z\u00df-\u024f]{4})(?=[a-z\u00df-\u024f]{3})", sign, text),
    )


for _name, _sign in {"soft hyphens": "\u00ad", "shy references": "&shy;", "wbr": "<wbr>"}.items():
    REWRITES[f"{_name} within words"] = lambda page, sign=_sign: (
        page if sign.startswith("<") and _is_text(page) else _within(sign)(page)
    )


# tags


@rewrite
def tags_in_capitals(page: str) -> str:
    return in_tags(page, lambda tag: re.sub(r"^</?[a-zA-Z0-9]+", lambda m: m.group().upper(), tag))


@rewrite
def one_more_attribute(page: str) -> str:
    return in_tags(page, lambda tag: re.sub(r"^(<[a-zA-Z][a-zA-Z0-9]*)", r'\1 data-x="a > b"', tag))


@rewrite
def spaces_in_tags(page: str) -> str:
    return in_tags(page, lambda tag: re.sub(r"^(</?[a-zA-Z][a-zA-Z0-9]*)", "\\1 \n", tag))


@rewrite
def other_quotes(page: str) -> str:
    return in_tags(
        page, lambda tag: re.sub(r"=\"([^\"'&<>]*)\"", r"='\1'", tag) if "'" not in tag else tag
    )


@rewrite
def void_tags_closed(page: str) -> str:
    return in_tags(page, lambda tag: re.sub(rf"(?i)^(<(?:{_VOID})\b[^>/]*)>$", r"\1 />", tag))


@rewrite
def void_tags_not_closed(page: str) -> str:
    return in_tags(page, lambda tag: re.sub(rf"(?i)^(<(?:{_VOID})\b[^>]*?)\s*/>$", r"\1>", tag))


@rewrite
def end_tags_left_out(page: str) -> str:
    """Those that HTML5 lets out: the next tag of their kind, or their parent's end, ends them."""
    for tag in ("li", "dt", "dd", "td", "th", "tr", "option"):
        page = re.sub(
            rf"(?i)</{tag}\s*>(?=\s*</?(?:li|dt|dd|td|th|tr|ul|ol|dl|table|tbody)\b)", "", page
        )
    return page


@rewrite
def comments_between_tags(page: str) -> str:
    return re.sub(
        r"(?i)(</(?:li|p|div|td|tr|h[1-6])>)", r"\1<!-- Sister city: Atlantis > -->", page
    )


@rewrite
def comments_within_text(page: str) -> str:
    if _is_text(page):
        return page
    return in_text(page, lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", "<!-- x --> ", text))


@rewrite
def spans_around_text(page: str) -> str:
    if _is_text(page):
        return page
    return in_text(
        page, lambda text: f"<span class=x>{text}</span>" if re.search(r"\w", text) else text
    )


@rewrite
def spans_around_words(page: str) -> str:
    if _is_text(page):
        return page
    return in_text(page, lambda text: re.sub(r"([^\W\d_]{4,})", r"<span>\1</span>", text))


@rewrite
def minified(page: str) -> str:
    if re.search(r"(?i)<(?:pre|textarea|script)\b", page):
        return page
    return re.sub(
        rf"(?i)\s+(?={_BLOCK_TAG})|(?<=>)(?:(?<={'</li>'})|(?<=</p>)|(?<=</tr>))\s+", "", page
    )


@rewrite
def pretty_printed(page: str) -> str:
    if re.search(r"(?i)<(?:pre|textarea)\b", page):
        return page
    return re.sub(rf"(?i)({_BLOCK_TAG})", "\n    \\1\n      ", page)


@rewrite
def wrapped_in_ten_boxes(page: str) -> str:
    if _is_text(page):
        return page
    return _behind_body(page, "<div>" * 10)


# the page as a whole


@rewrite
def the_end_of_html_early(page: str) -> str:
    return _after_first_block(page, "</body></html>")


@rewrite
def the_end_of_body_early(page: str) -> str:
    return _after_first_block(page, "</body>")


def _after_first_block(page: str, words: str) -> str:
    body = _BODY.search(page)
    block = re.compile(r"(?i)</(?:p|h[1-6]|ul|table)>").search(page, body.end() if body else 0)
    return page[: block.end()] + words + page[block.end() :] if block else page


@rewrite
def a_document_in_front(page: str) -> str:
    if _is_text(page):
        return page
    return "<html><head></head><body></body></html>" + page


@rewrite
def words_behind_the_end(page: str) -> str:
    return page if _is_text(page) else page + "\n<!-- cached --></body></html>\n"


@rewrite
def an_image_without_end_in_front(page: str) -> str:
    return _behind_body(page, '<svg viewBox="0 0 1 1"><path d="M0 0"><div></div>')


@rewrite
def a_cookie_banner_in_front(page: str) -> str:
    words = (
        "We use cookies to make this site better. <button>Accept all</button> <a href=/c>More</a>"
    )
    return _behind_body(page, f'<div class="cookie-banner" role="dialog"><p>{words}</p></div>')


@rewrite
def a_menu_twice(page: str) -> str:
    menu = "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("Home", "Council", "News", "Contact"))
    nav = f"<nav><ul>{menu}</ul></nav>"
    return _behind_body(page, nav + nav)


@rewrite
def scripts_and_styles_with_words(page: str) -> str:
    words = '"<p>Our sister city is Atlantis, France (1957)</p>"'
    return _behind_body(
        page, f"<script>var x = {words};</script><style>p::after {{ content: {words} }}</style>"
    )


@rewrite
def what_is_hidden(page: str) -> str:
    tie = "<h2>Sister cities</h2><ul><li>Kobe, Japan (1957)</li></ul>"
    return _behind_body(
        page,
        f'<div hidden>{tie}</div><div style="display:none">{tie}</div><template>{tie}</template>',
    )


@rewrite
def lines_that_end_as_on_windows(page: str) -> str:
    return page.replace("\r\n", "\n").replace("\n", "\r\n")


@rewrite
def another_doctype(page: str) -> str:
    if _is_text(page):
        return page
    page = re.sub(r"(?is)^\s*(?:<\?xml[^>]*>)?\s*<!doctype[^>]*>", "", page)
    return (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">' + page
    )


# encodings, truly declared


@rewrite
def utf_16(page: str) -> bytes:
    return b"\xff\xfe" + page.encode("utf-16-le", "replace")


@rewrite
def utf_16_of_the_other_end(page: str) -> bytes:
    return b"\xfe\xff" + page.encode("utf-16-be", "replace")


@rewrite
def utf_8_with_its_mark(page: str) -> bytes:
    return b"\xef\xbb\xbf" + page.encode("utf-8", "replace")


def _declared(charset: str) -> Rewrite:
    def encoded(page: str) -> str | bytes:
        if _is_text(page):
            return page
        page = re.sub(r"(?i)<meta\b[^>]*charset[^>]*>", "", page)
        page = re.sub(r"(?is)^\s*<\?xml[^>]*>", "", page)
        page = f'<meta charset="{charset}">' + page
        return page.encode(charset, "xmlcharrefreplace")

    return encoded


for _charset in ("windows-1252", "gb18030", "shift_jis", "windows-1251"):
    REWRITES[f"{_charset}, declared"] = _declared(_charset)
