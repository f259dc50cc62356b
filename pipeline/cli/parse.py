"""``sister-cities parse``: print what single pages state."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import terminal
from pipeline.cli.options import HERE, Workspace, collect_again, refuse_no_file
from pipeline.problems import FilesBroken, Problem, broken, problem

if TYPE_CHECKING:
    from pipeline.run.parse_pages import ParsedPage, Unopened


def parse(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="HTML or plain text.")
    ] = None,
    host: Annotated[str, typer.Option(help="The city whose page it is.")] = "",
    host_country: Annotated[str, typer.Option(help="Its country, a name or an ISO code.")] = "",
    pages: Annotated[
        Path | None,
        typer.Option(
            metavar="PAGES.csv",
            help="Read many: columns file,host_city,host_country; files as seen from this table.",
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="OUT.jsonl", help="Write there, not to the terminal.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to read with.")] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each block, and why it was read so.")
    ] = False,
    workspace: Workspace = HERE,
) -> None:
    """Print what pages state, one JSON object a page.

    Corrections of the workspace that hold for every source are applied to name and country.
    """
    from pipeline.run.parse_pages import (
        parse_files,
        requests_for,
        requests_in,
        workspace_corrections,
    )
    from pipeline.store import Store, write_folder

    collect_again()
    requests = [
        *requests_for(files or [], host, host_country),
        *(requests_in(pages) if pages else ()),
    ]
    if not requests:
        raise broken("command-line/parse-nothing", "parse")
    corrections = workspace_corrections(Store(workspace))
    if explain:
        requests = [dataclasses.replace(request, explains=True) for request in requests]
    unread: list[Problem] = []
    lines = _told(parse_files(requests, corrections, workers), unread, explain)
    if to is None:
        for line in lines:
            print(line)
    else:
        refuse_no_file(to)
        text = "".join(f"{line}\n" for line in lines)
        write_folder(to.parent, {to.name: text.encode("utf-8", "backslashreplace")})
    if unread:
        raise FilesBroken(unread)


def _told(
    pages: Iterable[ParsedPage | Unopened], unread: list[Problem], explain: bool
) -> Iterator[str]:
    """The lines that tell what pages state, as they are read; ``unread`` gets the others."""
    from pipeline.run.parse_pages import Unopened, as_json, scale

    for page in pages:
        if isinstance(page, Unopened):
            unread.append(problem("command-line/file-unread", page.file, said=page.why))
        elif explain:
            yield from terminal.explanation_lines(page, scale())
        else:
            yield json.dumps(as_json(page), ensure_ascii=False)
