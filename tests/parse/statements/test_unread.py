"""Doubts are few and the likeliest first; lines and digits that went nowhere are told."""

from pipeline.parse.judge import DOUBT, NO, TIE, Verdict
from pipeline.parse.statements.state import state
from pipeline.parse.statements.unread import doubts, unread_dates, unread_lines
from tests.parse.views import view_of


def judged(html, **verdicts):
    """A page with its verdicts by the candidates' names; NO for what is not given."""
    view = view_of(html)
    said = [Verdict(*verdicts.get(c.entry.name, (NO, -900)), ()) for c in view.candidates]
    ties = [c for c, v in zip(view.candidates, said, strict=True) if v.verdict == TIE]
    return view, said, ties, state(view, ties)[0]


def doubted(html, **verdicts):
    view, said, _, statements = judged(html, **verdicts)
    return [note.doubt.message for note in doubts(view.candidates, said, statements)]


LISTS = (
    "<h2>Sister cities</h2><ul><li>Kobe, Japan<li>Pune, India</ul><p>of guests</p>"
    "<ul><li>Bonn, Germany<li>Lyon, France</ul>"
)


def test_one_problem_of_a_page_names_what_is_in_doubt_the_likeliest_first():
    (message,) = doubted(LISTS, Bonn=(DOUBT, -120), Lyon=(DOUBT, -20), Kobe=(TIE, 200))

    assert message == "ties perhaps, not surely: 'Lyon, France', 'Bonn, Germany'"


def test_where_nothing_is_in_doubt_nothing_is_told():
    assert doubted(LISTS, Kobe=(TIE, 300)) == []
    assert doubted("<p>of roads</p>") == []


def test_once_a_person_looks_the_less_likely_are_named_too():
    (message,) = doubted(LISTS, Bonn=(DOUBT, -120), Lyon=(NO, -400), Kobe=(NO, -800))

    assert message == "ties perhaps, not surely: 'Bonn, Germany', 'Lyon, France'"


def test_what_the_page_states_elsewhere_is_no_doubt():
    view = view_of(LISTS + "<p>Kobe, Japan</p>")
    first = next(n for n, c in enumerate(view.candidates) if c.entry.name == "Kobe")
    said = [
        Verdict(TIE, 300, ()) if number == first else Verdict(DOUBT, -9, ())
        for number in range(len(view.candidates))
    ]
    statements, _ = state(view, [view.candidates[first]])

    told = doubts(view.candidates, said, statements)
    assert all("Kobe" not in note.doubt.message for note in told)


def lines(html, *ties):
    view, _, found, _ = judged(html, **dict.fromkeys(ties, (TIE, 300)))
    return [note.doubt.message for note in unread_lines(view, found)]


def test_a_line_without_any_name_in_a_list_of_ties_is_told():
    page = "<h2>Sister cities</h2><ul><li>Kobe, Japan<li>=1+1<li>Pune, India</ul>"

    assert lines(page, "Kobe", "Pune") == ["'=1+1': no tie was read in it"]
    assert lines(page, "Kobe") == []  # too few of the list are ties


def test_a_sign_a_part_of_the_world_and_a_header_are_no_lines_of_a_tie():
    page = (
        "<h2>Sister cities</h2><ul><li>Kobe, Japan<li>—<li>Asia</ul>"
        "<table><tr><td>no.<td>where<tr><td>Pune<td>India</table>"
    )

    assert lines(page, "Kobe", "Pune") == []


def dates(html, *ties):
    view, said, _, statements = judged(html, **dict.fromkeys(ties, (TIE, 300)))
    return [note.doubt.message for note in unread_dates(view, said, statements)]


def test_digits_of_a_line_or_row_that_went_into_no_column_are_told_once():
    page = (
        "<h2>Sister cities</h2><table><tr><th>Town<th>Country<th>Guests"
        "<tr><td>Kobe<td>Japan<td>by 15 May<tr><td>Pune<td>India<td></table>"
    )

    (message,) = dates(page, "Kobe", "Pune")
    assert message.startswith("'Kobe, Japan, by 15 May': '15 May'")


def test_a_date_that_was_read_is_none_to_tell():
    assert dates("<h2>Sister cities</h2><ul><li>Kobe, Japan (1957)</ul>", "Kobe") == []
