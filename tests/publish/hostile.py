"""Text as a page may hold it, for tests of what must hold for any."""

from hypothesis import strategies as st

# Many tricks in one text.
WORST = (
    "</title><script>alert(1)</script>",
    "&lt;b&gt; &amp; &#x202e; ]]>",
    "[click](http://x.example) ![](//x.example/p.png) <http://x.example> www.x.example a@x.example",
    "1. one\n2. two\n\n# three\n- four\n\n    five\n```\nsix",
    "``` `` `x` ``",
    "| a | b |\n|---|---|",
    "\\textbf{} } { \\input{x} % $1 # _a_ ~ ^",
    '": {x: &a *b !!python/object [',
    "\x00\x01\x08\x0b\x1b[2J\x7f\x85\x9f\u2028\u2029\ufffe\uffff\ufeff",
    "\u202eredlA troP\u2066\u2069\u200f",
    "عمان – القدس",
    "=HYPERLINK(1)",
    "- x",
    " ",
)

# One trick each; spreadsheets and browsers fall for most.
HOSTILE = (
    # formulas
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example")'),
    *("\t=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠x", "'=1+1", '"=1+1"', "{=1}"),
    # markup: of pages, and of the file itself
    *("<script>alert(1)</script>", "&lt;b&gt;", "]]>", "<t>", "<r>", "</r>", "<r></r>"),
    *("<r><t>forged</t></r>", "<r>&amp; no XML </r>", "<r>_x0041_</r>", "<is><t>x</t></is>"),
    *("_x0041_", "_x000D_", "_x005f_"),
    # links
    *("http://evil.example/", "mailto:x@evil.example", "internal:About!A1", "file:///c:/x"),
    # numbers, days, truths and errors
    *("NA", "N/A", "#N/A", "NULL", "None", "TRUE", "inf", "nan", "1e5", "007", "50%", "12:30"),
    *("1957", "1957-05", "1957-05-26", "3/4/1957", "'57", "$5", "(1)"),
    # what is not seen, or seen elsewhere
    *("Zhao\u202eqing", "Zhao\u200bqing", "\u2066x\u2069", "\ufeffx", "x\u2028y", "x\x85y"),
    *("x\x7f", "\u0301", "\ufffd", "\U0010ffff", " two  spaces ", "line\nfeed"),
    # honest, and easily spoilt
    *("San José", "Zhàoqìng", "豊川市", "عمان", "😀", "k" * 10_000),
)

# A cell is never empty, and cannot hold half of a pair: it was written as UTF-8 before.
TEXTS = st.one_of(
    st.sampled_from(WORST),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
    st.lists(st.sampled_from([*"`*_{}[]()<>#+-.!|~&:@=\\\"'$^% \n\t1a"]), min_size=1).map("".join),
)
