"""Text as a page may hold it, for tests of what must hold for any."""

from hypothesis import strategies as st

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

# A cell is never empty, and cannot hold half of a pair: it was written as UTF-8 before.
TEXTS = st.one_of(
    st.sampled_from(WORST),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
    st.lists(st.sampled_from([*"`*_{}[]()<>#+-.!|~&:@=\\\"'$^% \n\t1a"]), min_size=1).map("".join),
)
