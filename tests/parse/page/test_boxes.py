"""What belongs together in the markup has one box, and boxes of one row share a number."""

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline


def boxes_of(html):
    """The blocks of each box, by row; what stands in no box is a row of its own."""
    rows = {}
    for block in read_outline(decode(html.encode()), keep_all=True).blocks:
        rows.setdefault(block.boxes, {}).setdefault(block.box, []).append(block.text)
    return [[" / ".join(texts) for texts in boxes.values()] for boxes in rows.values()]


CARD = "<div class=card><h3>{0}</h3><p>{1}</p></div>"
BONN, PUNE = "Bonn / Germany", "Pune / India"


@pytest.mark.parametrize(
    ("what", "html", "rows"),
    [
        ("cards", CARD.format("Bonn", "Germany") + CARD.format("Pune", "India"), [[BONN, PUNE]]),
        (
            "cards in columns",
            "".join(
                f"<div>{CARD.format(*each)}</div>"
                for each in (("Bonn", "Germany"), ("Pune", "India"))
            ),
            [[BONN, PUNE]],
        ),
        (
            "links as cards",
            "<a href=1><h3>Bonn</h3><p>Germany</p></a><a href=2><h3>Pune</h3><p>India</p></a>",
            [[BONN, PUNE]],
        ),
        ("terms", "<dl><dt>Bonn<dd>Germany<dt>Pune<dd>India</dl>", [[BONN, PUNE]]),
        (
            "terms in divs",
            "<dl><div><dt>Bonn<dd>Germany</div><div><dt>Pune<dd>India</div></dl>",
            [[BONN, PUNE]],
        ),
        (
            "items of several lines",
            "<ul><li><div>Bonn</div><div>Germany</div><li><div>Pune</div><div>India</div></ul>",
            [[BONN, PUNE]],
        ),
        (
            "rows of divs",
            "<div><div>Bonn</div><div>Germany</div></div><div><div>Pune</div><div>India</div></div>",
            [[BONN, PUNE]],
        ),
        (
            "lines in paragraphs",
            "<p>Bonn<br>Germany</p><p>Pune<br>India</p>",
            [[BONN, PUNE]],
        ),
        ("one card is none", CARD.format("Bonn", "Germany"), [[BONN]]),
        ("single lines are none", "<p>Bonn</p><p>Pune</p>", [["Bonn / Pune"]]),
    ],
    ids=lambda value: value if isinstance(value, str) and " / " not in value else "",
)
def test_repeated_boxes_stay_records(what, html, rows):
    assert boxes_of(html) == rows


def test_the_innermost_box_counts():
    groups = "".join(
        f"<section><h2>{name}</h2>{CARD.format('Bonn', 'Germany')}{CARD.format('Pune', 'India')}"
        "</section>"
        for name in ("Sisters", "Friends")
    )

    assert boxes_of(groups)[1:] == [[BONN, PUNE], [BONN, PUNE]]


def test_a_list_under_a_heading_is_no_record():
    lists = "".join(
        f"<div><h2>{name}</h2><ul>{'<li>Bonn' * 9}</ul></div>" for name in ("Sisters", "Friends")
    )

    assert len(boxes_of(lists)) == 1
