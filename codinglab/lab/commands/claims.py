"""Commands about claims: read, validate, group, and the edits themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from codinglab.claims.json import read_claim, write_claim
from codinglab.lab.commands.shared import AsJson, console
from codinglab.model import Claim, Status
from codinglab.parse import json_schema

app = typer.Typer()
claim = typer.Typer(no_args_is_help=True, help="Claim files.")
edits = typer.Typer(no_args_is_help=True, help="The catalogue of edits.")
app.add_typer(claim, name="claim")
app.add_typer(edits, name="edits")


@app.command()
def validate(
    path: Path,
    own_edits: Annotated[
        Path | None, typer.Option("--edits", help="A folder of your own edits; its files are run as Python.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run every edit over a claim file; exit code 1 when the claim has a FAIL."""
    from codinglab.lab.print import report_table
    from codinglab.parse import dump_json
    from codinglab.validate import validate as run_edits
    from codinglab.validate.own import load

    if own_edits is not None:
        load(own_edits)
    report = run_edits(read_claim(path))
    if as_json:
        console.print_json(dump_json(report))
    else:
        console.print(*report_table(report), sep="\n")
    if report.status is Status.FAIL:
        raise typer.Exit(1)


@app.command()
def explain(edit_id: str) -> None:
    """Show an edit's page: the fault, why it matters, what to do, authority and examples."""
    from rich.markdown import Markdown

    from codinglab.validate import explain as page

    console.print(Markdown(page(edit_id)))


@app.command()
def group(path: Path, as_json: AsJson = False) -> None:
    """Group an inpatient claim file: MS-DRG, weight, and why, each reason shown by the grouper."""
    from codinglab.group import why
    from codinglab.lab.print import grouping_table
    from codinglab.parse import dump_json

    found = why(read_claim(path))
    if as_json:
        console.print_json(dump_json(found))
    else:
        console.print(*grouping_table(found), sep="\n")


@app.command(name="what-if")
def what_if(path: Path, as_json: AsJson = False) -> None:
    """An inpatient claim file with each diagnosis as principal, and with each other POA indicator."""
    from codinglab.lab.print import alternative_table
    from codinglab.parse import dump_json
    from codinglab.what_if import poa_changes, principals

    claim = read_claim(path)
    kinds = {"principal": principals(claim), "poa": poa_changes(claim)}
    if as_json:
        console.print_json(dump_json(kinds))
    else:
        console.print(*map(alternative_table, kinds.values()), sep="\n")


@edits.command()
def write() -> None:
    """Write the catalogue of edits, reference/EDITS.md, from the edits themselves."""
    from codinglab.reference.paths import REFERENCE
    from codinglab.validate.catalogue import render

    path = REFERENCE / "EDITS.md"
    path.write_text(render(), encoding="utf-8")
    console.print(f"Written: {path}")


@claim.command()
def show(path: Path) -> None:
    """Read a claim file and print it in its normal form."""
    console.print_json(write_claim(read_claim(path)))


@claim.command()
def schema() -> None:
    """Print the JSON Schema of the claim file, as published in reference/claim.schema.json."""
    print(json.dumps(json_schema(Claim), indent=2))
