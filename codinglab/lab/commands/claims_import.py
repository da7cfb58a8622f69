"""Commands about claims in number: bring them in, map their columns, show what an extract holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import beside, console, progress_bar
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract
    from codinglab.claims.intake.tally import Tally

app = typer.Typer(
    no_args_is_help=True, help="Claims in number: import them into an extract, and look at one."
)

_SOURCE = "CSV, Parquet, a folder of them, a DuckDB database, X12 837, CMS RIF files, or the lab's JSON."
OfTable = Annotated[str, typer.Option("--table", help="The table, of a DuckDB database.")]
OfType = Annotated[
    str,
    typer.Option("--type", help="The type of claims that do not tell: professional, outpatient, inpatient."),
]
Encoding = Annotated[str, typer.Option("--encoding", help="Of CSV that is not UTF-8, such as latin-1.")]


@app.command(name="import")
def import_(
    source: Annotated[Path, typer.Argument(help=_SOURCE)],
    extract: Annotated[Path, typer.Argument(help="The folder to make.")],
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="A mapping file; write one with: codinglab claims mapping SOURCE."),
    ] = None,
    table: OfTable = "",
    claim_type: OfType = "",
    encoding: Encoding = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the extract that is there.")] = False,
) -> None:
    """Import claims of any number into an extract; what is rejected is counted, told and kept."""
    from codinglab.claims.extract.rejected import REJECTED
    from codinglab.claims.importing import import_claims
    from codinglab.claims.intake.open_source import kind_of
    from codinglab.claims.intake.tally import Tally

    if map_ is None and kind_of(source) == "columns":
        _show_suggestion(source, table, claim_type, encoding)
    tally = Tally()
    try:
        with progress_bar(f"reading {source.name}") as say:
            made = import_claims(
                source,
                extract,
                map_,
                table=table,
                claim_type=claim_type,
                encoding=encoding,
                replace=force,
                tally=tally,
                say=say,
            )
    except InvalidInputError:
        _report(tally, extract / REJECTED)
        raise
    console.print(
        f"{made.count('claim'):,} claims with {made.count('line'):,} lines are in {extract}, "
        f"in {_partitions(made)}.",
        soft_wrap=True,
    )
    _report(tally, extract / REJECTED, made.rejected - tally.rows)


@app.command()
def mapping(
    source: Annotated[Path, typer.Argument(help="CSV, Parquet, a folder of them, or a DuckDB database.")],
    table: OfTable = "",
    claim_type: OfType = "",
    encoding: Encoding = "",
) -> None:
    """Print the mapping that the columns' names suggest, as a TOML file to change and to import with."""
    from codinglab.claims.intake.columns.mapping_text import mapping_text
    from codinglab.claims.intake.open_source import kind_of, suggestion

    if (kind := kind_of(source)) not in ("columns", "rif"):
        msg = f"{source} needs no mapping: its format ({kind}) says what each field is."
        raise InvalidInputError(msg)
    defaults = {"claim_type": claim_type} if claim_type else {}
    found = suggestion(source, table=table, defaults=defaults, encoding=encoding)
    text = mapping_text(found.mapping, source=str(source), unmapped=found.unmapped, faults=found.faults)
    print(text, end="")
    for fault in found.faults:
        beside.print(f"Still missing: {fault}", soft_wrap=True)


@app.command()
def show(extract: Annotated[Path, typer.Argument(help="The folder of an extract.")]) -> None:
    """Show what an extract holds: claims by type and month, partitions, rejected rows, sources."""
    from codinglab.claims.extract import open_extract
    from codinglab.claims.extract.rejected import REJECTED
    from codinglab.claims.summary import summary

    opened = open_extract(extract)
    found = summary(opened)
    kinds = Table("type", "claims", "lines", "patients", "providers", "from", "through", title=str(extract))
    for one in found.types:
        numbers = (one.claims, one.lines, one.patients, one.providers)
        kinds.add_row(one.claim_type, *(f"{number:,}" for number in numbers), str(one.first), str(one.last))
    console.print(kinds)
    names = [one.claim_type for one in found.types]
    by_month: dict[str, dict[str, int]] = {}
    for month, kind, count in found.months:
        by_month.setdefault(month, {})[kind] = count
    months = Table("month", *names, title="claims by month of the governing day")
    for month, counts in by_month.items():
        months.add_row(month, *(f"{counts.get(name, 0):,}" for name in names))
    console.print(months)
    console.print(f"{_partitions(opened)}, fingerprint {opened.fingerprint}", soft_wrap=True)
    console.print(f"made of: {', '.join(opened.sources) or 'unknown'}", soft_wrap=True)
    rejected = f"{opened.rejected:,} rows were rejected"
    console.print(
        f"{rejected}; see {extract / REJECTED}" if opened.rejected else "no row was rejected", soft_wrap=True
    )


def _show_suggestion(source: Path, table: str, claim_type: str, encoding: str) -> None:
    """Print what the columns were taken for."""
    from codinglab.claims.intake.open_source import suggestion

    defaults = {"claim_type": claim_type} if claim_type else {}
    found = suggestion(source, table=table, defaults=defaults, encoding=encoding)
    for one in found.mapping.tables:
        shown = Table(
            "field", "column", "written as", title=f"a row of {one.name or source.name} is a {one.rows}"
        )
        for name in one.columns:
            columns = one.columns_of(name)
            told = (
                columns[0] if len(columns) == 1 else f"{columns[0]} … {columns[-1]} ({len(columns)} columns)"
            )
            shown.add_row(name, told, one.dates.get(name, ""))
        console.print(shown)
    for name, columns in found.unmapped.items():
        if columns:
            where = f" of {name}" if name else ""
            console.print(f"Not mapped{where}: {', '.join(columns)}", soft_wrap=True)
    console.print(
        "Told by the columns' names; to change it: codinglab claims mapping SOURCE > my.toml, then --map."
    )


def _report(tally: Tally, path: Path, repeated: int = 0) -> None:
    """Print rejected rows by field and reason."""
    if not tally.rows and not repeated:
        return
    table = Table("field", "reason", "rows", "first", title=f"REJECTED: {tally.rows + repeated:,} rows")
    for field, reason, count, example in tally.most_common():
        table.add_row(field, reason, f"{count:,}", example)
    if repeated:
        table.add_row("claim_id", "an earlier claim of the source has this id", f"{repeated:,}", "")
    console.print(table)
    if path.exists():
        console.print(f"Every rejected row, with its reason, is in {path}.", soft_wrap=True)


def _partitions(extract: Extract) -> str:
    number = len(extract.partitions)
    return f"{number:,} partition" + ("" if number == 1 else "s")
