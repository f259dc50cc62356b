"""Releases for spreadsheets: whole ones, with text that they would take for something else."""

from __future__ import annotations

from typing import Any

from pipeline.publish.release import Release
from pipeline.publish.schemas import example_record
from pipeline.tables import PUBLISHED
from tests.releases import release, tie


def whole_release(*ties: dict[str, Any], **publication: str) -> Release:
    """A release with a row in each table; ties: what each tie has instead of the example."""
    names = (f"gb-bristol.twin.zz-{number:03}" for number in range(len(ties)))
    rows = [tie(affiliation_id=name, **cells) for name, cells in zip(names, ties, strict=True)]
    made = release(ties=tuple(rows) or (tie(),), **publication)
    others = {
        model.table_name(): model.frame([example_record(model)])
        for model in PUBLISHED
        if model.table_name() != "affiliations"
    }
    return Release(made.version, made.created, {**made.tables, **others}, made.publication)


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
