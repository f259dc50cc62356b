"""``sister-cities parse``: print what single pages state."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.cli.options import HERE, Workspace, collect_again, refuse_no_file
from pipeline.problems import FilesBroken, broken, problem


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
    from pipeline.run.parse_pages import asks_for, asks_of, parse_files, workspace_corrections
    from pipeline.store import Store, write_folder

    collect_again()
    asks = [*asks_for(files or [], host, host_country), *(asks_of(pages) if pages else ())]
    if not asks:
        raise broken("command-line/parse-nothing", "parse")
    corrections = workspace_corrections(Store(workspace))
    unread, lines = [], []
    if explain:
        asks = [dataclasses.replace(ask, explains=True) for ask in asks]
    for told in parse_files(asks, corrections, workers):
        if "error" in told:
            unread.append(problem("command-line/file-unread", told["file"], said=told["error"]))
        elif explain:
            lines += terminal.explanation(told)
        elif to is None:
            print(json.dumps(told, ensure_ascii=False))
        else:
            lines.append(json.dumps(told, ensure_ascii=False))
    if explain and to is None:
        print("\n".join(lines))
    elif to is not None:
        refuse_no_file(to)
        text = "".join(f"{line}\n" for line in lines)
        write_folder(to.parent, {to.name: text.encode("utf-8", "backslashreplace")})
    if unread:
        raise FilesBroken(unread)
