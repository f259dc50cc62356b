"""A page that states nothing says why: by what it is, or by what it says of itself."""

import pytest

from pipeline.parse.page.decode import decode
from pipeline.parse.page.unusable import is_binary, is_mojibake, why_nothing

SHELL = "<html><head><title>{0}</title></head><body><h1>{1}</h1>{2}</body></html>"
LOGIN = "<form><label>Password <input type=password></label><button>Log in</button></form>"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("", "page-empty"),
        ("<html><body><!-- nothing --></body></html>", "page-empty"),
        (SHELL.format("Sign in", "Sister Cities staff", LOGIN), "page-login"),
        (SHELL.format("Page not found", "Error 404", "<p>Try Sister Cities."), "page-gone"),
        (SHELL.format("Seite nicht gefunden", "Oh", "<p>Nichts</p>"), "page-gone"),
        (SHELL.format("ページが見つかりません。", "", ""), "page-gone"),
        (SHELL.format("Página no encontrada", "", ""), "page-gone"),
        (SHELL.format("Just a moment...", "Checking your browser", ""), "page-challenge"),
        (SHELL.format("Are you a robot?", "Sister Cities", "<p>captcha</p>"), "page-challenge"),
        ("<meta http-equiv=refresh content='0; url=/ties'>Moved", "page-moved"),
        (SHELL.format("Budget", "Budget", "<p>Roads and bridges.</p>"), "page-unread"),
        (SHELL.format("Sign in", "Sister Cities", LOGIN + "<p>Roads." * 5000), "page-unread"),
    ],
)
def test_a_page_that_states_nothing_says_why(page, code):
    assert why_nothing(decode(page.encode()))[0] == code


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04", bytes(5000)])
def test_pictures_documents_and_archives_are_no_text(body):
    assert is_binary(body)


def test_letters_decoded_twice_are_noticed():
    assert is_mojibake("SÃ£o Paulo")
    assert not is_mojibake("São Paulo")
