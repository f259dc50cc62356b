"""Door: what a person sees: progress, the table at the end of a run, problems.

Plain text where no terminal looks on, so that logs and pipes stay readable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.problems import Problem

if TYPE_CHECKING:
    from pipeline.run.build_release import Built
    from pipeline.run.parse_pages import ParsedPage
    from pipeline.run.plan_scrape import Planned, Visited


def progress(items: Sequence[Any], what: str) -> Iterable[Any]:
    """Return ``items`` again, with a bar while they pass, where somebody looks on."""
    if not sys.stderr.isatty() or len(items) < 20:
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, what, console=Console(stderr=True), transient=True)


class Steps:
    """Tells of the steps of one long work: by a bar on a terminal, by a line a step elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._step = ""

    def __call__(self, step: str, share: float) -> None:
        """Show ``step``, and that ``share`` of the whole, 0 to 1, is done."""
        if not sys.stderr.isatty():
            if step != self._step:
                print(f"{step} ...", file=sys.stderr)
            self._step = step
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(step, total=1.0)
            self._bar.start()
        self._bar.update(self._task, description=step, completed=share)
        if share >= 1:
            self._bar.stop()


def visit_line(page: Visited) -> str:
    """Return the line that tells what came of one page."""
    number = f"{page.number}/{page.of}  " if page.of else ""
    detail = f" ({printable(page.detail)})" if page.detail else ""
    return f"{number}{page.place_id}/{page.page_id}: {page.result}{detail}"


def summarise_scrape(pages: Sequence[Visited]) -> list[Problem]:
    """Print how many pages were asked; return a problem for each that failed."""
    asked = [page for page in pages if page.is_asked]
    failed = [page for page in pages if not page.is_good]
    what = "page" if len(asked) == 1 else "pages"
    alone = sum(page.is_left_alone for page in pages)
    left = f", {alone} left alone" if alone else ""
    print(f"{len(asked)} {what} asked, {len(failed)} failed{left}.")
    return [page.problem() for page in failed]


def plan_line(each: Planned | Visited) -> str:
    """Return the line that tells of one request to come, or of a page that will not be asked."""
    from pipeline.run.plan_scrape import Visited

    if isinstance(each, Visited):
        return visit_line(each)
    what = f"  {each.what}" if each.what else ""
    how = f" ({each.how})" if each.how else ""
    return f"+{each.seconds:.0f} s  {each.url}{what}{how}"


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem with its remedy, to standard error."""
    for each in problems:
        print(printable(str(each)), file=sys.stderr)


def print_summary(built: Built) -> None:
    """Print what came in, what went out, and what wants a look."""
    tables = built.release.tables
    short = [row for row in built.release.rows("coverage") if row["verdict"] in ("short", "over")]
    _print_table(
        [
            ("in", "sources", len(built.histories)),
            ("in", "captures", len(tables["captures"])),
            ("in", "statements", len(tables["statements"])),
            ("out", "affiliations", len(tables["affiliations"])),
            ("out", "corrections in the ledger", len(tables["corrections"])),
            ("out", "changes since the first release", len(tables["changes"])),
            ("look", "affiliations in review", int(tables["affiliations"]["review"].notna().sum())),
            ("look", "problems", len(built.problems)),
        ]
    )
    for row in short:
        claimed, listed = row["claimed_count"], row["listed_count"]
        print(
            f"LOOK: {row['source_id']} claims {claimed} {row['kind']} ties "
            f"and lists {listed} ({row['verdict']})."
        )
    if built.problems:
        print("\nWhat wants a look (published/problems.csv):")
        for each in built.problems:
            print(f"  {printable(str(each))}")


def _print_table(rows: Sequence[tuple[str, str, int]]) -> None:
    if not sys.stdout.isatty():
        for where, what, count in rows:
            print(f"{where:5} {what:32} {count:6}")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("", "what", "count")
    table.columns[2].justify = "right"
    for where, what, count in rows:
        table.add_row(where, what, f"{count}")
    Console().print(table)


_LONGEST_SHOWN = 240  # characters of a block; it stands in the page whole


def explanation_lines(page: ParsedPage, scale: str) -> list[str]:
    """Return the lines that show how a page was read: each block, and below it what came of it.

    scale: from which score a candidate is a tie.
    """
    host = page.host or "unknown: give --host, or every tie is taken for the page's own"
    lines = [printable(page.file), f"host: {printable(host)}", f"scores: {scale}"]
    if not page.explained:
        lines.append("no block of text was found in it")
    for each in page.explained:
        text = each.text[:_LONGEST_SHOWN] + ("..." if len(each.text) > _LONGEST_SHOWN else "")
        lines.append(f"L{each.line:<5} {each.role:<10} {printable(text)}")
        lines += [f"{'':17} = {printable(said)}" for said in each.said]
    lines += [f"{each.code}: {printable(each.message)}" for each in page.problems]
    ties, claims = len(page.ties), len(page.claims)
    lines.append(f"{ties} tie{'s' * (ties != 1)}, {claims} claim{'s' * (claims != 1)}")
    return lines


def printable(text: str) -> str:
    """Return ``text`` without signs that could steer a terminal: page text is hostile."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)
