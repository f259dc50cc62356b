"""A block knows on which line of the source each of its words stands."""

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline


def lines_of(html):
    return [
        (word, block.line_at(block.text.index(word)))
        for block in read_outline(decode(html.encode())).blocks
        for word in block.text.replace(",", "").split()
    ]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>\n\nBonn", [("Bonn", 3)]),
        ("<p>Bonn\nPune\n\nLyon", [("Bonn", 1), ("Pune", 2), ("Lyon", 4)]),
        ("<p>Bonn<!-- a\nb -->\n<b>Pune</b>", [("Bonn", 1), ("Pune", 3)]),
        ("<p>Bonn<!-- a\nb --> Pune", [("Bonn", 1), ("Pune", 2)]),
        ("<script>\n\n</script>Bonn", [("Bonn", 3)]),
        ("<p>Bonn <nav>\n<a>Home</a>\n</nav> Pune", [("Bonn", 1), ("Pune", 3)]),
        ("<li\n class=a\n>Bonn\n<li>Pune", [("Bonn", 3), ("Pune", 4)]),
        ("<p>Bonn</p></body>\n</html>\n<p>Pune", [("Bonn", 1), ("Pune", 3)]),
        ("<svg>\n<path/>\n<p>Bonn", [("Bonn", 3)]),
        ("<p a0 " + "\n".join(f"a{n}" for n in range(5000)) + ">Bonn", [("Bonn", 5000)]),
        (
            "<table><tr><td>Bonn<td>\n1980<tr>\n<td>Pune<td>1990",
            [("Bonn", 1), ("1980", 2), ("Pune", 3), ("1990", 3)],
        ),
        ("<p>Saint-<br>\nNazaire", [("Saint-Nazaire", 1)]),
        ("<pre>\nTies\n\n- Bonn", [("Ties", 2), ("Bonn", 4)]),
        ("Ties\n\n- Bonn\n- Pune", [("Ties", 1), ("Bonn", 3), ("Pune", 4)]),
        ("<p>e\u0301e\u0301\nBonn", [("éé", 1), ("Bonn", 2)]),
        ("<td><ul>\n<li>Bonn\n<li>Pune</ul>", [("Bonn", 2), ("Pune", 3)]),
    ],
)
def test_words_have_the_line_on_which_they_stand(html, lines):
    assert lines_of(html) == lines
