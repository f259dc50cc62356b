"""``sister-cities scrape``: ask for the pages of raw/ and keep what is new."""

from __future__ import annotations

import getpass
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.cli.options import HERE, Workspace, collect_again, version
from pipeline.problems import broken


def scrape(
    place_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[PLACE_ID]...", help="Default: all sources.")
    ] = None,
    workspace: Workspace = HERE,
    contact: Annotated[
        str | None,
        typer.Option(
            envvar="SISTER_CITIES_CONTACT",
            help="Whom a web team can write to; sent with every request. "
            "[default: git's user.email, else login@machine]",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask also for pages visited less than a day ago.")
    ] = False,
    pause: Annotated[
        float, typer.Option(metavar="SECONDS", help="Between two requests to one host.")
    ] = 1.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked and when; ask nothing.")
    ] = False,
) -> None:
    """Ask for the pages of raw/ and keep what is new.

    A page visited less than a day ago is left alone, so a run that was stopped goes on where it
    was. Exit 3 when a page failed; the others are done all the same.
    """
    from pipeline.run import scrape as run
    from pipeline.store import Store

    collect_again()
    store = Store(workspace)
    store.check_there()
    limits = run.limits_with(pause)
    if dry_run:
        for each in run.foresee_scrape(store, place_ids or (), limits, again=again):
            print(terminal.plan_line(each))
        return
    contact = run.check_contact(contact or _own_contact(workspace))
    print(f"Asking with the contact {contact}.", file=sys.stderr)
    results = []
    with store.locked():
        store.recover()
        for visited in run.scrape(
            store,
            place_ids or (),
            version=version(),
            contact=contact,
            again=again,
            limits=limits,
            on_progress=terminal.Steps(),
        ):
            print(terminal.visit_line(visited), flush=True)
            results.append(visited)
    problems = terminal.summarise_scrape(results)
    if problems:
        terminal.print_problems(problems)
        raise typer.Exit(3)


def _own_contact(workspace: Path) -> str:
    """Who runs this: an honest answer for a web team, when no contact was given."""
    try:
        command = ["git", "-C", str(workspace), "config", "user.email"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout.strip()
    except OSError:
        pass
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (KeyError, OSError):
        raise broken("command-line/no-contact", "--contact") from None
