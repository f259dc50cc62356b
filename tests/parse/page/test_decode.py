"""Bytes are read by what they are declared to be, unless that cannot be."""

import pytest

from pipeline.parse.page.decode import decode


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("Köln".encode(), "", "Köln"),
        ("Köln".encode("latin-1"), "utf-8", "Köln"),
        ("Köln".encode("utf-16"), "", "Köln"),
        ("<meta charset=x-sjis>姉妹都市①".encode("cp932"), "", "<meta charset=x-sjis>姉妹都市①"),
        ("자매도시 똠".encode("cp949"), "euc-kr", "자매도시 똠"),
        ("姐妹城市".encode("gb18030"), "gb2312", "姐妹城市"),
        ("İzmir".encode("cp1254"), "iso-8859-9", "İzmir"),
        (b"<meta charset=utf-16><p>Bonn.", "", "<meta charset=utf-16><p>Bonn."),
        (b"Bonn\r\nPune\rLyon\fKobe", "", "Bonn\nPune\nLyon Kobe"),
    ],
)
def test_the_text_of_a_page_is_found_whatever_is_declared(body, declared, text):
    decoded = decode(body, declared)

    assert decoded.text == text
    assert decoded.utf8 == text.encode()
    assert not decoded.is_damaged
