"""HTML as a strict reader takes it: a tree, or the fault that the rules of HTML forbid."""

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset({"input", "link", "meta"})
BLOCKS = frozenset(
    "details div dl figure footer form h1 h2 header main nav p pre section table ul".split()
)
# Whose end tag may be left out: before these start tags, and at the end of the parent.
# https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
ENDED_BY = {
    "p": BLOCKS,
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"tr"},
    "thead": {"tbody"},
    "tbody": {"tbody"},
    "option": {"option"},
}
NEVER_ENDS_P = {"a", "noscript"}
PARENTS = {
    "li": {"ul"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "td": {"tr"},
    "th": {"tr"},
    "tr": {"thead", "tbody"},
    "thead": {"table"},
    "tbody": {"table"},
    "caption": {"table"},
    "option": {"select"},
}
NO_TEXT = frozenset("dl head html select svg table tbody thead tr ul".split())
NO_BLOCK = frozenset("a b button code h1 h2 i label option p q small span summary".split())


class Fault(Exception):
    """What is wrong with a page, and where."""


def tree(page: str) -> Element:
    """The root of a page, each element with its attributes; raises Fault."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.root()


def text(element: Element) -> str:
    """All text in an element, with each run of white space as one space."""
    return " ".join("".join(element.itertext()).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []
        self.has_doctype = False

    def root(self) -> Element:
        self.expect(not self.open, f"never closed: {self.open}")
        self.expect(self.has_doctype, "no doctype")
        return self.builder.close()

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            raise Fault(f"{fault}, line {self.getpos()[0]}")

    def handle_decl(self, decl: str) -> None:
        self.has_doctype = decl == "doctype html" and not self.open

    def handle_comment(self, data: str) -> None:
        self.expect(False, f"a comment: {data}")

    unknown_decl = handle_pi = handle_comment

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for at in reversed(range(len(self.open))):
            if self.open[at] not in ENDED_BY:
                break
            if tag in ENDED_BY[self.open[at]]:
                self.close_down_to(at)
                break
        parent = self.open[-1] if self.open else ""
        self.expect(parent in PARENTS.get(tag, {parent}), f"<{tag}> in <{parent}>")
        self.expect(not (tag in BLOCKS and parent in NO_BLOCK), f"<{tag}> in <{parent}>")
        self.expect(len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice")
        bare = re.sub(r'="[^"]*"', "", self.get_starttag_text() or "")
        self.expect(not re.search(r"=[^\s>]*([\"'=<`]|/>)", bare), f"to be quoted: {bare}")
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.expect("svg" in self.open, f"<{tag}/> outside of a drawing")
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.expect(tag in self.open, f"</{tag}> of nothing")
        self.close_down_to(len(self.open) - self.open[::-1].index(tag))
        self.builder.end(self.open.pop())

    def close_down_to(self, length: int) -> None:
        """Close what is open beyond ``length``; all of it must be such as may be left open."""
        while len(self.open) > length:
            tag = self.open[-1]
            parent = self.open[-2] if len(self.open) > 1 else ""
            is_well = tag in ENDED_BY and not (tag == "p" and parent in NEVER_ENDS_P)
            self.expect(is_well, f"<{tag}> in <{parent}> is not closed")
            self.builder.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        where = self.open[-1] if self.open else "html"
        self.expect(where not in NO_TEXT or not data.strip(), f"text in <{where}>: {data.strip()}")
        if self.open:
            self.builder.data(data)
