"""What a person decided on a cell that the page leaves empty is published, and said."""

import pytest


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [("established", "1836", "wrong-date"), ("status", "ended", "wrong-status")],
)
def test_a_decision_on_an_empty_cell_stands_in_the_row_and_in_the_ledger(
    workspace, release, field, value, rule
):
    workspace.source()
    workspace.capture("<h2>Twin towns</h2><ul><li>Le Mans, France</li></ul>")
    workspace.corrections(f"x,no-port-alder,{field},Le Mans,,{value},{rule},Why,Proof,2026-01-01,")
    release()
    (row,), (told,) = workspace.rows("affiliations"), workspace.rows("corrections")

    assert row[field] == value
    assert (told["field"], told["as_stated"], told["published"]) == (field, "", value)
    assert (told["rule"], told["correction_id"], told["reason"]) == (rule, "x", "Why")
