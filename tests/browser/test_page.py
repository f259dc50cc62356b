"""What a reader does with the page."""

import csv
import io
import re
import shutil
import subprocess

import pytest

from tests.browser.conftest import Reader

ZHAOQING = "us-ca-cupertino.friendship.cn-zhaoqing"


def listed(ties):
    return [row["affiliation_id"] for row in ties if row["status"] == "listed"]


def test_it_asks_for_itself_alone_and_says_nothing(reader, published):
    reader.open()
    reader.page.wait_for_timeout(300)

    assert reader.requests == [(published / "index.html").as_uri()]
    assert reader.said == []


@pytest.mark.parametrize(
    "planted",
    [
        '<script src="https://elsewhere.example/x.js"></script>',
        '<img src="https://elsewhere.example/x.png" alt="">',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        "<script>fetch('https://elsewhere.example/')</script>",
        '<iframe src="https://elsewhere.example/"></iframe>',
        '<p onclick="1" style="color: red">',
    ],
)
def test_what_is_planted_in_it_is_refused_by_the_browser(reader, published, tmp_path, planted):
    page = (published / "index.html").read_text("utf-8")
    reader.file = tmp_path / "planted.html"
    reader.file.write_text(page.replace("<main>", f"<main>{planted}"), "utf-8")
    reader.open()
    reader.page.wait_for_timeout(200)

    # The driver tells of a request when it is refused, too.
    asked = [url for url in reader.requests if "elsewhere" in url]
    assert asked == [url for url, why in reader.refused if why == "csp"]
    assert "Content Security Policy" in " ".join(reader.said)


def test_lapsed_ties_are_one_click_away(reader, ties):
    reader.open()
    assert reader.rows() == listed(ties)

    reader.page.get_by_role("button", name="Show lapsed").click()

    assert reader.rows() == [row["affiliation_id"] for row in ties]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("san jose costa", ["us-ca-san-jose.sister.cr-san-jose"]),
        ("SAN JOSÉ, Costa Rica", ["us-ca-san-jose.sister.cr-san-jose"]),
        ("zhaoqing", [ZHAOQING]),
        ("Zhoaqing", [ZHAOQING]),  # as the page has it
        ("ｚｈａｏｑｉｎｇ", [ZHAOQING]),
        ("no such town", []),
    ],
)
def test_search_folds_accents_and_knows_the_words_of_the_page(reader, words, found):
    assert reader.open().search(words) == found


def test_sorting_says_so_and_puts_what_is_not_known_last(reader, ties):
    reader.open("#status=all")
    known = {row["affiliation_id"]: row["established"] for row in ties}
    header = reader.page.get_by_role("columnheader", name="Since")

    for direction in ("ascending", "descending"):
        reader.page.get_by_role("button", name="Since").click()
        dates = [known[row] for row in reader.rows()]
        dated = [date for date in dates if date]

        assert header.get_attribute("aria-sort") == direction
        assert dated == sorted(dated, reverse=direction == "descending")
        assert dates[len(dated) :] == [""] * (len(dates) - len(dated))
    assert reader.page.locator("[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("name", "value", "column"),
    [
        ("host", "us-ca-san-jose", "source_id"),
        ("kind", "friendship", "kind"),
        ("country", "TW", "partner_country_code"),
        ("status", "expired", "status"),
        ("review", "date-contradicted", "review"),
    ],
)
def test_each_filter_leaves_its_rows_and_stands_in_the_address(reader, ties, name, value, column):
    reader.open()
    reader.page.select_option("select[name=status]", "all")
    reader.page.select_option(f"select[name={name}]", value)
    there = [row["affiliation_id"] for row in ties if row[column] == value]

    assert reader.rows() == there != []
    assert f"{name}={value}" in reader.page.url
    again = reader.page.url.partition("#")[2]
    reader.page.goto("about:blank")
    assert reader.open(f"#{again}").rows() == there


def test_words_that_we_changed_can_be_picked_out(reader, published):
    with (published / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        changed = {row["affiliation_id"] for row in csv.DictReader(lines)}

    assert set(reader.open("#status=all&review=changed").rows()) == changed


def test_the_address_of_a_row_opens_its_proof_though_it_lapsed(reader):
    reader.open(f"#{ZHAOQING}")

    assert reader.proofs() == [ZHAOQING]
    proof = reader.page.locator(f"[id='{ZHAOQING}'] .proof")
    assert "Zhoaqing, People's Republic of China" in proof.inner_text()
    assert "misspelling: Two letters changed places" in proof.inner_text()
    assert proof.is_visible()


def test_a_proof_leads_to_the_kept_page_and_to_the_very_words_of_the_live_one(reader, ties):
    (row,) = [row for row in ties if row["affiliation_id"] == ZHAOQING]
    proof = reader.open(f"#{ZHAOQING}").page.locator(f"[id='{ZHAOQING}'] .proof")

    live = proof.get_by_role("link", name="live page")
    assert live.get_attribute("href") == row["source_url"]
    assert row["capture_sha256"][:12] in proof.inner_text()
    assert row["captured_on"] in proof.inner_text()
    kept = reader.page.locator("section[aria-labelledby=kept]")
    assert row["capture_sha256"] in kept.inner_text()
    proof.get_by_role("link", name="kept page").click()
    assert reader.page.url.endswith(f"/raw/{row['capture_path']}")
    assert row["name_as_stated"] in reader.page.content()


def test_opening_a_proof_keeps_the_filters_and_makes_an_address(reader):
    reader.open("#kind=sister")
    rows = reader.rows()
    reader.page.locator("#table").get_by_role("link", name="Toyokawa").click()

    assert reader.rows() == rows
    assert re.search(r"#us-ca-cupertino\.sister\.jp-toyokawa&kind=sister$", reader.page.url)
    assert reader.proofs() == ["us-ca-cupertino.sister.jp-toyokawa"]


def test_rows_lead_to_dots_and_dots_to_rows(reader, ties):
    (row,) = [row for row in ties if row["affiliation_id"] == ZHAOQING]
    reader.open(f"#{ZHAOQING}")
    dot = reader.page.locator(f"circle#d{row['partner_geoname_id']}")
    assert "on" in dot.get_attribute("class").split()

    reader.page.locator(f"[id='{ZHAOQING}'] .proof").get_by_role("link", name="map").click()
    assert reader.page.url.endswith(f"#d{row['partner_geoname_id']}")
    assert dot.is_visible()
    reader.page.locator(".map a", has=reader.page.locator("circle")).first.focus()
    reader.page.locator(".map a", has=dot).press("Enter")
    assert reader.proofs() == [ZHAOQING]


def test_every_dot_and_every_host_has_its_mark(reader, ties, published):
    reader.open()
    dots = reader.page.eval_on_selector_all("circle[id]", "all => all.map((one) => one.id)")

    assert sorted(dots) == sorted({f"d{row['partner_geoname_id']}" for row in ties})
    assert reader.page.locator(".map a rect").count() == len({row["source_id"] for row in ties})


def test_a_year_shows_the_ties_that_began_in_it(reader, ties):
    reader.open("#since=1992")

    there = [row["affiliation_id"] for row in ties if row["established"].startswith("1992")]
    assert reader.rows() == there != []
    reader.page.get_by_role("button", name="any year").click()
    assert len(reader.rows()) > len(there)


def test_saving_everything_gives_the_published_csv(reader, published, tmp_path):
    reader.open("#status=all")

    assert reader.save(tmp_path / "all.csv") == (published / "affiliations.csv").read_bytes()


def test_saving_gives_exactly_the_rows_in_view(reader, ties, tmp_path):
    reader.open("#kind=friendship&status=all&sort=-partner_city")
    saved = reader.save(tmp_path / "some.csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(saved, newline="")))
    by_id = {row["affiliation_id"]: row for row in ties}

    assert [row["affiliation_id"] for row in rows] == reader.rows()
    assert rows == [by_id[row] for row in reader.rows()]
    assert len(rows) == 11


@pytest.mark.parametrize("fragment", ["", "#status=all", f"#{ZHAOQING}"])
def test_nothing_runs_over_the_edge_of_a_small_telephone(browser, published, fragment):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = Reader(context, published / "index.html").open(fragment).page
    page.click("#open-all")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


def test_on_paper_every_proof_is_there(reader, ties, published, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.fail("no pdftotext: apt-get install poppler-utils")
    reader.open().page.pdf(path=tmp_path / "page.pdf", format="A4")
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, check=True
    )
    text = re.sub(r"\s+", "", done.stdout.decode("utf-8"))
    with (published / "statements.csv").open(encoding="utf-8", newline="") as lines:
        quotes = [row["quote"] for row in csv.DictReader(lines)]

    for quote in quotes:
        assert re.sub(r"\s+", "", quote) in text, quote
    assert "Downloadtheserows" not in text


def test_on_paper_stands_what_the_reader_picked(reader, tmp_path):
    reader.open("#kind=sister").page.pdf(path=tmp_path / "page.pdf", format="A4")
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, check=True
    )

    assert b"memorandum signed in 1963" in done.stdout
    assert b"Jilin, People" not in done.stdout.partition(b"How whole")[0]


def test_without_scripts_all_rows_and_proofs_are_there(browser, published, ties):
    context = browser.new_context(java_script_enabled=False)
    page = Reader(context, published / "index.html").open().page

    assert page.locator("#table tbody").count() == len(ties)
    for row in ties:
        proof = page.locator(f"[id='{row['affiliation_id']}'] .proof")
        assert proof.is_visible()
        live = proof.get_by_role("link", name="live page")
        assert live.get_attribute("href") == row["source_url"]
    assert not page.locator("#filters").is_visible()
    context.close()


def test_the_keyboard_alone_does_everything(reader, ties):
    page = reader.open().page
    press = page.keyboard.press
    focused = "document.activeElement.textContent.trim()"

    press("Tab")
    assert page.evaluate(focused) == "Skip to the ties"
    press("Enter")
    press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("taiwan")
    assert len(reader.rows()) == 6
    for name in ("host", "kind", "country", "status", "review"):
        press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    press("Shift+Tab")
    page.keyboard.type("lapsed")
    assert {row["status"] for row in ties if row["affiliation_id"] in reader.rows()} == {"expired"}
    press("Tab")
    for button in ("Clear filters", "Open all proofs", "Download these rows (CSV)"):
        press("Tab")
        assert page.evaluate(focused) == button
    for header in ("City", "Partner"):
        press("Tab")
        assert page.evaluate(focused) == header
    press("Enter")
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("Partner")
    for _ in range(5):
        press("Tab")
    assert page.evaluate(focused) == "Taipei"
    press("Tab")
    press("Enter")
    assert reader.proofs() == ["us-ca-cupertino.friendship.tw-taipei"]
    press("Tab")
    assert page.evaluate(focused) == "kept page"


def test_focus_can_be_seen_wherever_it_is(reader):
    page = reader.open().page
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_an_old_address_of_a_row_leads_to_its_citys_page(browser, large):
    with (large / "affiliations.csv").open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))
    context = browser.new_context()
    reader = Reader(context, large / "index.html").open(f"#{row['affiliation_id']}")
    reader.page.wait_for_url("**/cities/**")

    assert f"/cities/{row['source_id']}/index.html#{row['affiliation_id']}" in reader.page.url
    assert reader.proofs() == [row["affiliation_id"]]
    assert reader.said == []
    context.close()


def test_a_citys_page_saves_the_citys_csv(browser, large, tmp_path):
    folder = sorted((large / "cities").iterdir())[0]
    context = browser.new_context()
    reader = Reader(context, folder / "index.html").open("#status=all")

    assert reader.save(tmp_path / "city.csv") == (folder / "affiliations.csv").read_bytes()
    context.close()
