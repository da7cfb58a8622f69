"""Commands about the reference store and what is installed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from codinglab.lab.commands import reference_diff, reference_install
from codinglab.lab.commands.shared import AsJson, console, rebuilt

if TYPE_CHECKING:
    from codinglab.reference.install.releases import Release

app = typer.Typer(no_args_is_help=True, help="The reference store and the official sources.")
for part in (reference_install, reference_diff):
    app.add_typer(part.app)


@app.command(name="list")
def list_sources(as_json: AsJson = False) -> None:
    """List the official sources, the editions installed, and what is built in from packages."""
    from codinglab.model import StoreError
    from codinglab.parse import dump
    from codinglab.reference.install.catalogue import sources
    from codinglab.reference.install.releases import sound_releases
    from codinglab.reference.store import open_store

    found, faults = sound_releases()
    installed = {
        source_id: tuple(release for release in found if release.source == source_id)
        for source_id in sources()
    }
    try:
        built_in = open_store().tables
    except StoreError as fault:
        built_in = {}
        console.print(str(fault), style="yellow") if not as_json else None
    if as_json:
        rows = [
            dump(source) | {"installed": [dump(release) for release in installed[source.id]]}
            for source in sources().values()
        ]
        print(json.dumps({"sources": rows, "built_in": built_in, "faults": faults}, indent=2))
        return
    table = Table("source", "edition", "days", "rows", "licence", title="Official sources")
    table.columns[0].no_wrap = True
    for source in sources().values():
        licence = "to accept" if source.click_through else ""
        table.add_row(source.id, *_edition(installed[source.id][:1]), licence)
        for release in installed[source.id][1:]:
            table.add_row("", *_edition((release,)), "")
    console.print(table)
    for sentence in faults:
        console.print(sentence, style="red")
    built = Table("table", "edition", "days", "rows", title="Built in from packages")
    for name, facts in built_in.items():
        days = f"{facts.get('since', '')} to {facts.get('through') or 'open'}"
        built.add_row(name, str(facts.get("edition", "")), days, f"{facts['rows']:,}")
    console.print(built)


def _edition(releases: tuple[Release, ...]) -> tuple[str, str, str]:
    if not releases:
        return "not installed", "", ""
    release = releases[0]
    name = f"{release.document}, {release.edition}" if release.document else release.edition
    return name, f"{release.since} to {release.through or 'the next'}", f"{release.rows:,}"


@app.command()
def build() -> None:
    """Build the reference store from the installed packages and releases, and compile the edits."""
    console.print(f"The reference store is in {rebuilt()}")


@app.command()
def verify() -> None:
    """Compare every table of the store and of what is installed with the hash recorded for it."""
    from codinglab.model import StoreError
    from codinglab.reference.install.releases import sound_releases
    from codinglab.reference.install.releases import verify as verify_release
    from codinglab.reference.store import open_store

    store = open_store()
    releases, unread = sound_releases()
    faults = list(unread)
    if damaged := store.verify():
        faults.append(f"Damaged tables: {', '.join(damaged)}. Rebuild with: python lab.py reference build")
    for release in releases:
        if damaged := verify_release(release):
            faults.append(
                f"Damaged: {release.source} {release.since}, {', '.join(damaged)}. Install it again: "
                f"codinglab reference install {release.source} FILE (it was {release.file})"
            )
    if faults:
        raise StoreError("\n".join(faults))
    count = len(store.tables) + sum(len(release.tables) for release in releases)
    console.print(f"{count} tables are as they were built or installed")
