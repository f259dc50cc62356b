"""Door: the words of the command line, one file a command, and exit codes.

0 done · 1 data refused · 2 our files, the command line or the machine · 3 scrape: some page
failed · 4 a bug. What takes long to import is imported inside the commands.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from pipeline import terminal
from pipeline.cli.captures import captures
from pipeline.cli.export import export
from pipeline.cli.forget import forget
from pipeline.cli.index import index
from pipeline.cli.options import version
from pipeline.cli.parse import parse
from pipeline.cli.publish import check, publish
from pipeline.cli.resolve import resolve
from pipeline.cli.schemas import schemas
from pipeline.cli.scrape import scrape
from pipeline.cli.suggest import suggest
from pipeline.problems import PipelineError, problem

app = typer.Typer(
    name="sister-cities",
    help="City pages in, open data of city ties out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
# In the order in which the help lists them.
for _command in (
    *(publish, check, scrape, captures, forget, parse, suggest, resolve),
    *(export, schemas, index),
):
    app.command()(_command)


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
    except MemoryError:
        terminal.print_problems([problem("machine/memory", "the machine")])
        sys.exit(2)
    except OSError as error:
        where = str(error.filename or "the machine")
        said = error.strerror or error
        terminal.print_problems([problem("machine/any", where, said=said)])
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
        print(version())
        raise typer.Exit
