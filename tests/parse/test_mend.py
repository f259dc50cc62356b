"""What libxml2 would misread of a page is mended before it reads it; all else stays as it is."""

import pytest

from pipeline.parse.page.mend import mend


@pytest.mark.parametrize(
    ("html", "mended"),
    [
        (b"<p>a</p></body></html><p>b", b"<p>a</p></none></none><p>b"),
        (b"<svg><p>a", b"<svg></svg><p>a"),
        (b"<svg><g></g></svg>a", b"<svg></svg>a"),
        (b"<svg/>a<p>b", b"<svg></svg>a<p>b"),
        (b"<svg viewBox='0 /> 1' />a", b"<svg></svg>a"),
        (b"<svg><svg/>x</svg>a", b"<svg></svg>a"),
        (b"<math><tr><center>a", b"<math></math><center>a"),
        (b"<table><td><svg></tr>a", b"<table><td><svg></svg></tr>a"),
        (b"<ul><li><svg></u>x</li>a", b"<ul><li><svg></svg></li>a"),
        (b"<svg>\n\n</svg>", b"<svg>\n\n</svg>"),
        (b"<svg>" + b"a" * 9, b"<svg></svg>"),
    ],
)
def test_a_drawing_ends_where_html5_ends_it(html, mended):
    assert mend(html) == mended


@pytest.mark.parametrize(
    "html",
    [
        b"<!-- <svg> --><p>a",
        b"<!-- </html> -- <svg> --!><p>a",
        b"<!--><p>a",
        b"<!-- <svg>",
        b"<script>'<svg>'</script><p>a",
        b"<style></html></style><p>a",
        b"<title></body></title><p>a",
        b'<div data-x="<svg></html>"><p>a',
        b"<div data-x='<svg>' data-y = \"</body>\"><p>a",
        b"<p class='<b>'><svg></svg>a",
        b"<div title='a > b' data-x=\"<svg>\"><p>a",
        b"<p <svg>a",
        b"a < b and c > d",
    ],
)
def test_what_only_looks_like_a_tag_stays(html):
    assert mend(html) == html
