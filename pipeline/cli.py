"""Door: the words of the command line, progress, the table at the end, exit codes.

0 done · 1 data refused · 2 our files, the command line or the machine · 3 scrape: some page
failed · 4 a bug. What takes long to import is imported inside the commands.
"""

from __future__ import annotations

import dataclasses
import gc
import getpass
import json
import os
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import terminal
from pipeline.problems import FilesBroken, PipelineError, Problem, broken

if TYPE_CHECKING:
    from pipeline.run.release import Built

app = typer.Typer(
    name="sister-cities",
    help="City pages in, open data of city ties out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Workspace = Annotated[
    Path,
    typer.Option("--workspace", metavar="DIR", help="The folder that holds raw/ and published/."),
]
Against = Annotated[
    str | None,
    typer.Option(
        metavar="RELEASE",
        help="The previous release: a folder, a git revision, or none to start the history anew. "
        "[default: published/ at HEAD, else on disk]",
    ),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept-removal",
        metavar="AFFILIATION_ID",
        help="Let a change of ours remove this published row. May be given again.",
    ),
]
HERE = Path()


def main() -> None:
    """Run the command line and leave with the right exit code."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        else:
            # Names of places must print in any locale.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What pandas and pandera make while they are imported lives to the end: looking for garbage
    # among it costs a tenth of a short run. Commands collect again once they have imported.
    gc.disable()
    try:
        # Not app(): typer would make "data refused" of a reader who has gone.
        command = typer.main.get_command(app)
        with command.make_context("sister-cities", sys.argv[1:]) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        sys.exit(end.exit_code)
    except PipelineError as error:
        terminal.print_problems(error.problems)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read us has gone, as `head` does; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (typer.Abort, KeyboardInterrupt):
        print("Stopped; what was done is kept.", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        where = str(error.filename or "the machine")
        said = f"{error.strerror or error}"
        terminal.print_problems([Problem("", "machine", where, said, "mend that, then run again")])
        sys.exit(2)
    except Exception as error:  # noqa: BLE001 - the last door: a bug is said to be one
        show = getattr(error, "show", None)
        if show is not None:  # typer's own: a slip on the command line
            show()
            sys.exit(2)
        traceback.print_exc()
        print("This is a bug of sister-cities: please report the lines above.", file=sys.stderr)
        sys.exit(4)


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.")
    ] = False,
) -> None:
    if show_version:
        print(_version())
        raise typer.Exit


@app.command()
def publish(workspace: Workspace = HERE, against: Against = None, accept: Accept = None) -> None:
    """Turn raw/ into a release in published/."""
    built = _build(workspace, against, accept, writing=True)
    terminal.print_summary(built)


@app.command()
def check(workspace: Workspace = HERE, against: Against = None, accept: Accept = None) -> None:
    """Do all that publish does but the writing.

    Exit 1 when the release would be refused.
    """
    built = _build(workspace, against, accept, writing=False)
    terminal.print_summary(built)


def _build(
    workspace: Path, against: str | None, accept: list[str] | None, *, writing: bool
) -> Built:
    from pipeline.run import release
    from pipeline.store import Store

    _collect_again()
    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        built = release.build(
            store,
            against=against,
            accepted=frozenset(accept or ()),
            track=terminal.progress,
            told=terminal.Steps(),
        )
        if writing:
            changed = store.publish(built.files)
            what = "written" if changed else "unchanged, nothing written"
        else:
            same = store.is_published(built.files)
            what = "unchanged" if same else "would be published; nothing written"
    print(f"Release {built.release.version}: {what}.")
    return built


@app.command()
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
    from pipeline.run import asking
    from pipeline.scrape import Limits
    from pipeline.store import Store

    _collect_again()
    store = Store(workspace)
    store.check_there()
    limits = Limits(pause_seconds=asking.kept_pause(pause))
    if dry_run:
        for each in asking.foreseen(store, place_ids or (), limits, again=again):
            print(terminal.foreseen(each))
        return
    contact = asking.sendable(contact or _own_contact(workspace))
    print(f"Asking with the contact {contact}.", file=sys.stderr)
    results = []
    with store.locked():
        store.recover()
        for visited in asking.scrape(
            store,
            place_ids or (),
            version=_version(),
            contact=contact,
            again=again,
            limits=limits,
            told=terminal.Steps(),
        ):
            print(terminal.visited(visited), flush=True)
            results.append(visited)
    problems = terminal.end_of_asking(results)
    if problems:
        terminal.print_problems(problems)
        raise typer.Exit(3)


@app.command()
def captures(workspace: Workspace = HERE) -> None:
    """List the captures that we hold, and verify every hash.

    Exit 2 when a file is not what its sidecar says.
    """
    from pipeline.store import Store

    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        held, problems = store.verified()
    for capture in held:
        print(terminal.held(capture))
    bodies = "capture" if len(held) == 1 else "captures"
    if problems:
        many = "problem" if len(problems) == 1 else "problems"
        print(f"{len(held)} {bodies} as they were taken, {len(problems)} {many}.")
        raise FilesBroken(problems)
    print(f"{len(held)} {bodies}, all as they were taken.")


@app.command()
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
    from pipeline.run.pages import asks_for, asks_of, parse_files, workspace_corrections
    from pipeline.store import Store, write_folder

    _collect_again()
    asks = [*asks_for(files or [], host, host_country), *(asks_of(pages) if pages else ())]
    if not asks:
        remedy = "give files, or --pages PAGES.csv"
        raise broken("command-line", "parse", "there is nothing to read", remedy)
    corrections = workspace_corrections(Store(workspace))
    unread, lines = [], []
    if explain:
        asks = [dataclasses.replace(ask, explains=True) for ask in asks]
    for told in parse_files(asks, corrections, workers):
        if "error" in told:
            remedy = "mend the name, or leave it out"
            unread.append(Problem("", "command-line", told["file"], told["error"], remedy))
        elif explain:
            lines += terminal.explanation(told)
        elif to is None:
            print(json.dumps(told, ensure_ascii=False))
        else:
            lines.append(json.dumps(told, ensure_ascii=False))
    if explain and to is None:
        print("\n".join(lines))
    elif to is not None:
        _refuse_no_file(to)
        text = "".join(f"{line}\n" for line in lines)
        write_folder(to.parent, {to.name: text.encode("utf-8", "backslashreplace")})
    if unread:
        raise FilesBroken(unread)


@app.command()
def suggest(
    workspace: Workspace = HERE,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write there, not to the terminal.")
    ] = None,
) -> None:
    """Print candidates and ready corrections for rows in review.

    Each line for raw/corrections.csv lacks only its reason.
    """
    from pipeline.run import release
    from pipeline.run.names import suggestions
    from pipeline.store import Store, write_folder

    _collect_again()
    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        built = release.build(store, track=terminal.progress, told=terminal.Steps())
    lines = []
    for each in suggestions(built):
        lines += ["", f"{each.affiliation_id}: {each.stated} ({each.review})"]
        lines += [f"  {told}" for told in each.told()]
        lines += each.lines or ["  no place to choose from: see problems.csv for what to decide"]
    text = "\n".join(lines[1:]) + "\n" if lines else "Nothing is in review.\n"
    if to is None:
        print(text, end="")
    else:
        _refuse_no_file(to)
        write_folder(to.parent, {to.name: text.encode("utf-8")})


@app.command()
def resolve(
    names: Annotated[
        Path, typer.Argument(metavar="NAMES.csv", help="Columns stated,country_stated.")
    ],
    to: Annotated[Path, typer.Option(metavar="OUT.csv", help="Where to write the answers.")],
    language: Annotated[
        str,
        typer.Option(metavar="CODE", help="Of the list (ISO 639-1), whose names stand in cases."),
    ] = "",
) -> None:
    """Resolve anyone's list of names to places and countries.

    The same rows in the same order, with name, region, country, codes, GeoNames id, coordinates,
    method, needs_review, reason and rule. A row with an empty name resolves its country alone.
    """
    from pipeline import reference
    from pipeline.places.resolve import COLUMNS as RESOLVED_COLUMNS
    from pipeline.run.names import resolve_rows
    from pipeline.store import read_table, write_table

    _collect_again()
    _refuse_no_file(to)
    columns, rows = read_table(names, ("stated", "country_stated"))
    if clash := sorted(set(columns) & set(RESOLVED_COLUMNS)):
        said = f"has the column {', '.join(clash)}, which resolve adds"
        raise broken("command-line", f"{names}: line 1", said, "rename or leave out the column")
    if language and language not in reference.languages():
        said = f"{language!r} is no language that we have tables of"
        known = ", ".join(sorted(reference.languages()))
        raise broken("command-line", "--language", said, f"give one of {known}, or none")
    spoken = (language,) if language else ()
    answered = resolve_rows((row for _, row in rows), terminal.Steps(), spoken)
    count, review = write_table(to, (*columns, *RESOLVED_COLUMNS), answered)
    print(f"{count} rows resolved, {review} of them for review: {to}")


@app.command()
def export(
    parquet: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a .parquet for each table there; needs pyarrow."),
    ] = None,
    sqlite: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write sister-cities.sqlite there.")
    ] = None,
    workspace: Workspace = HERE,
) -> None:
    """Write the release in published/ as Parquet or SQLite.

    Its files are verified first. Reads nothing else: a downloaded published/ is enough.
    """
    from pipeline.run.exporting import exported
    from pipeline.store import Store, write_folder

    _collect_again()
    store = Store(workspace)
    asked = {"parquet": parquet, "sqlite": sqlite}
    folders = {form: folder for form, folder in asked.items() if folder is not None}
    if not folders:
        remedy = "give --parquet DIR, --sqlite DIR or both"
        raise broken("command-line", "export", "is not told what to write", remedy)
    for form, folder in folders.items():
        store.refuse_within(f"--{form}", folder)
    published, made = exported(store, folders)
    named = ((folders[form] / name, body) for form in made for name, body in made[form].items())
    write_folder(HERE, {str(path): body for path, body in named})
    for form, folder in folders.items():
        print(f"Release {published.about.version}: {', '.join(made[form])} written to {folder}/.")


@app.command()
def schemas(
    to: Annotated[Path, typer.Option(metavar="DIR", help="Where to write them.")] = Path("schemas"),
) -> None:
    """Write the schemas of affiliations, with examples.

    One example is valid, the others have a fault each. Needs no workspace.
    """
    from pipeline.publish import schema_files
    from pipeline.store import write_folder

    files = schema_files()
    write_folder(to, files)
    print(f"{len(files)} files written to {to}/.")


def _refuse_no_file(to: Path) -> None:
    if not to.name or to.is_dir():
        said = "names no file to write"
        raise broken("command-line", f"--to {to}", said, "name a file")


def _collect_again() -> None:
    """Collect garbage from now on, and never among what has been imported."""
    gc.freeze()
    gc.enable()


def _version() -> str:
    import importlib.metadata

    return importlib.metadata.version("sister-cities")


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
        said, remedy = "is needed: nothing tells who runs this", "name an address to write to"
        raise broken("command-line", "--contact", said, remedy) from None
