"""``sister-cities forget``: remove the body of a kept page, on request."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import HERE, Workspace, collect_again


def forget(
    place_id: Annotated[str, typer.Argument(help="The source, a folder below raw/.")],
    page_id: Annotated[str, typer.Argument(help="The page of the source.")],
    capture: Annotated[str, typer.Argument(help="The name of its file, such as 2025-09-11.")],
    reason: Annotated[
        str, typer.Option(help="Why, in a few words: the release says so. Needed.")
    ] = "",
    workspace: Workspace = HERE,
) -> None:
    """Remove the body of a kept page on request; its sidecar stays, with the reason.

    What the page stated stays published, without its sentences. Versions of the file that git
    holds are not touched.
    """
    from pipeline.run.days_to_come import today
    from pipeline.run.forget import forget as forget_capture
    from pipeline.store import Store

    collect_again()
    store = Store(workspace)
    store.check_there()
    with store.locked():
        store.recover()
        gone = forget_capture(store, place_id, page_id, capture, reason, today())
    print(f"raw/{gone.file}: removed; its sidecar says why. Publish, so that the release does too.")
