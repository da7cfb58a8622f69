"""Commands that install an official file, and that remove one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console, guidance_indexed, progress_bar, rebuilt
from codinglab.model import InvalidInputError
from codinglab.parse import as_day

app = typer.Typer()
SourceId = Annotated[str, typer.Argument(help="As `codinglab reference list` names it.")]
NoBuild = Annotated[bool, typer.Option("--no-build", help="Do not build the reference store again.")]


@app.command()
def install(
    source: SourceId,
    file: Annotated[Path | None, typer.Argument(help="The file as the publisher hands it out.")] = None,
    since: Annotated[str, typer.Option(help="The first day it holds, where the file does not say.")] = "",
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="You hold and accept the publisher's licence.")
    ] = False,
    download: Annotated[bool, typer.Option("--download", help="Fetch it from the publisher.")] = False,
    url: Annotated[str, typer.Option(help="With --download: where the file is.")] = "",
    through: Annotated[str, typer.Option(help="The last day of a local policy.")] = "",
    title: Annotated[str, typer.Option(help="What you call a local policy.")] = "",
    binds: Annotated[
        list[str] | None,
        typer.Option(help="A contractor or payer whom a local policy binds; may be repeated."),
    ] = None,
    no_build: NoBuild = False,
) -> None:
    """Install an edition of an official source from its file, or fetch it with --download."""
    from codinglab.reference.install.catalogue import find_source
    from codinglab.reference.install.download import address
    from codinglab.reference.install.download import download as fetch
    from codinglab.reference.install.install import accept
    from codinglab.reference.install.install import install as install_file
    from codinglab.reference.sources.passages import PASSAGES

    card = find_source(source)
    first = as_day(since) if since else None
    if (file is None) is not download or (url and not download):
        msg = (
            f"Name the file of {card.id}, or say --download (and --url). It is published on {card.page}: "
            f"codinglab reference install {card.id} FILE"
        )
        raise InvalidInputError(msg)
    accept(card, accept_licence)
    with tempfile.TemporaryDirectory() as folder, progress_bar(card.id) as say:
        path = file or fetch(card, address(card, url, first), Path(folder), say)
        release = install_file(
            card.id,
            path,
            first,
            accept_licence,
            say,
            through=as_day(through) if through else None,
            title=title,
            binds=tuple(binds or ()),
        )
    console.print(f"Installed: {release.source}, {release.edition}, {release.days}, {release.rows:,} rows")
    for remark in release.remarks:
        console.print(f"  {remark}")
    _build(card.compiled and not no_build)
    if PASSAGES in release.tables:
        guidance_indexed()


@app.command()
def remove(
    source: SourceId,
    name: Annotated[str, typer.Argument(help="The first day of the edition; all of them by default.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    no_build: NoBuild = False,
) -> None:
    """Remove an installed edition, or all editions of a source."""
    from codinglab.reference.install.catalogue import find_source
    from codinglab.reference.install.install import remove as remove_releases

    card = find_source(source)
    what = f"{card.id}, {f'the edition since {name}' if name else 'all editions'}"
    if not yes:
        typer.confirm(f"Remove {what}?", abort=True)
    for removed in remove_releases(card.id, name):
        console.print(f"Removed: {card.id}, the edition since {removed}")
    _build(card.compiled and not no_build)


def _build(wanted: bool) -> None:
    if not wanted:
        return
    rebuilt()
    console.print("The reference store is built again.")
