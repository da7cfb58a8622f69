"""The commands of a false-positive review: draw a sample, and say what its verdicts tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codinglab.lab.commands.shared import AsJson, console

if TYPE_CHECKING:
    from rich.table import Table

    from codinglab.backtest.allocation import Allocation
    from codinglab.backtest.review_tables import Row

app = typer.Typer()
Run = Annotated[Path, typer.Argument(help="The back-test's folder.")]
EditId = Annotated[str, typer.Argument(metavar="EDIT", help="The edit's id, family/name.")]


@app.command()
def sample(
    run: Run,
    edit: EditId,
    size: Annotated[int, typer.Option(help="How many hits to draw.")] = 50,
    by: Annotated[
        str,
        typer.Option(
            help="Columns of the strata: month, provider, specialty, contractor, code, type, charge."
        ),
    ] = "",
    allocation: Annotated[str, typer.Option(help="proportional, equal or neyman.")] = "proportional",
    prior: Annotated[
        list[str] | None,
        typer.Option(help="For neyman: the precision expected, STRATUM=0.9; may be given again."),
    ] = None,
    minimum: Annotated[int, typer.Option(help="Fewest a stratum.")] = 2,
    unit: Annotated[str, typer.Option(help="line, or claim: no claim is drawn twice.")] = "line",
    seed: Annotated[int, typer.Option(help="The same seed draws the same sample.")] = 1,
    non_hits: Annotated[int, typer.Option(help="How many rows judged and not hit to draw.")] = 0,
    since: Annotated[str, typer.Option("--from", help="The first day to draw from, YYYY-MM-DD.")] = "",
    through: Annotated[str, typer.Option("--through", help="The last day, YYYY-MM-DD.")] = "",
    standing: Annotated[
        list[str] | None,
        typer.Option(
            help="An edit that stands already: what it hits saves nothing more; may be given again."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw a stratified sample of an edit's hits for review, and of rows that it did not hit."""
    from codinglab.backtest.opened import open_backtest
    from codinglab.backtest.sample import Wanted, draw_sample
    from codinglab.backtest.sampled import write_sample
    from codinglab.parse import as_day, dump_json

    wanted = Wanted(
        size=size,
        by=_listed(by),
        allocation=_allocation(allocation),
        minimum=minimum,
        prior=dict(_prior(one) for one in prior or ()),
        unit=unit,
        seed=seed,
        non_hits=non_hits,
        since=as_day(since) if since else None,
        through=as_day(through) if through else None,
        standing=tuple(standing or ()),
    )
    drawn = draw_sample(open_backtest(run), edit, wanted)
    path = write_sample(run, drawn)
    if as_json:
        print(dump_json(drawn))
        return
    for name, part in (("hits", drawn.hits), ("not hit", drawn.non_hits)):
        if part is not None:
            console.print(f"{name}: {len(part.units):,} of {part.population:,} drawn")
            for one in part.strata:
                console.print(f"  {one.name}: {one.sampled:,} of {one.population:,}")
    console.print(f"Written: {path}")


@app.command()
def precision(
    run: Run,
    edit: EditId,
    overturn: Annotated[float, typer.Option(help="The share of denials reversed on appeal, 0 to 1.")] = 0.0,
    sustain: Annotated[float, typer.Option(help="The share of the savings that lasts, 0 to 1.")] = 1.0,
    export: Annotated[bool, typer.Option("--export", help="Write the tables as CSV and Parquet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what all reviews of a sample tell: precision, misses, savings, overpayment, agreement.

    With --json: `strata` (a row a stratum, and one of all, weighted), `told` (sentences), `troubles`.
    """
    from codinglab.backtest.opened import open_backtest
    from codinglab.backtest.review_tables import stratum_rows
    from codinglab.backtest.sampled import read_sample
    from codinglab.backtest.verdicts import counted_verdicts, read_reviews
    from codinglab.lab.hit_review.results import Assumed, sentences
    from codinglab.lab.hit_review.results import export as write
    from codinglab.model import InvalidInputError

    folder = open_backtest(run).folder
    drawn = read_sample(folder, edit)
    reviews, troubles = read_reviews(folder, drawn)
    if not any(review.verdicts for review in reviews):
        raise InvalidInputError("\n".join([f"No verdict on {edit} was given in {run} yet.", *troubles]))
    rows = stratum_rows(drawn, counted_verdicts(reviews))
    told = sentences(drawn, reviews, Assumed(overturn, sustain))
    if as_json:
        print(json.dumps({"strata": rows, "told": told, "troubles": troubles}, indent=2))
    else:
        console.print(*troubles, *_tables(rows), *told, sep="\n")
    if export:
        for path in write(folder, drawn, reviews, "all"):
            console.print(f"Written: {path}")


def _tables(rows: list[Row]) -> list[Table]:
    """A table for the hits, and one for the rows not hit."""
    from rich.table import Table

    from codinglab.lab.hit_review.results import COLUMNS

    names = [name for name in COLUMNS if name != "of"]
    tables: dict[str, Table] = {}
    for row in rows:
        title = str(row["of"])
        if title not in tables:
            tables[title] = Table(title=title, title_justify="left")
            for name in names:
                tables[title].add_column(COLUMNS[name], no_wrap=name == "stratum")
        tables[title].add_row(*(_shown(row[name]) for name in names))
    return list(tables.values())


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _allocation(word: str) -> Allocation:
    from codinglab.backtest.allocation import Allocation
    from codinglab.model import InvalidInputError

    try:
        return Allocation(word)
    except ValueError:
        msg = f"The allocation '{word}' is not known. There are: {', '.join(Allocation)}."
        raise InvalidInputError(msg) from None


def _prior(written: str) -> tuple[str, float]:
    from codinglab.model import InvalidInputError

    name, _, share = written.rpartition("=")
    try:
        return name, float(share)
    except ValueError:
        msg = f"--prior '{written}' is not understood: write it as STRATUM=0.9."
        raise InvalidInputError(msg) from None


def _shown(value: str | int | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.1%}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else value
