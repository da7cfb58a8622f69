"""The command that groups all inpatient claims of an extract."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codinglab.lab.commands.shared import console, progress_bar
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract
    from codinglab.group.extract import Tally

app = typer.Typer()
_SHOWN = 20


class GroupEngine(StrEnum):
    """Where claims are grouped: on this machine, or by the workers of Spark."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@app.command()
def group(
    extract: Annotated[Path, typer.Argument(help="The folder of a claim extract.")],
    out: Annotated[Path, typer.Argument(help="The Parquet file to write; with Spark, a folder of them.")],
    engine: Annotated[
        GroupEngine, typer.Option(help="This machine (duckdb), or Spark.")
    ] = GroupEngine.DUCKDB,
    workers: Annotated[int, typer.Option(min=1, help="Processes that group, on this machine.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Group every inpatient claim of an extract: MS-DRG, MDC, severity, version and weight, a row a claim."""
    from codinglab.claims.extract import open_extract

    if out.exists() and not force:
        msg = f"{out} is there already. Name another file, or replace it with --force."
        raise InvalidInputError(msg)
    opened = open_extract(extract)
    tally = _on_spark(opened, out) if engine is GroupEngine.SPARK else _here(opened, out, workers)
    console.print(*told(tally), sep="\n", soft_wrap=True)
    console.print(f"Written to {out}.")


def told(tally: Tally) -> Iterator[str]:
    """The counts in words: the most frequent DRGs, then what was not grouped, by reason."""
    if not tally.claims:
        yield "The extract has no inpatient claims, and only those have an MS-DRG."
        return
    from codinglab.reference.msdrg import drg_title

    yield f"{tally.grouped.total():,} of {tally.claims:,} inpatient claims grouped."
    for drg, count in most_first(tally.grouped)[:_SHOWN]:
        yield f"  {drg}  {count:>9,}  {count / tally.claims:6.1%}  {drg_title(drg)}".rstrip()
    if (more := len(tally.grouped) - _SHOWN) > 0:
        yield f"  and {more:,} other MS-DRGs"
    if tally.not_evaluated:
        yield f"{tally.not_evaluated.total():,} not evaluated:"
    for reason, count in most_first(tally.not_evaluated):
        yield f"  {count:>9,}  {reason}"


def most_first(counted: Counter[str]) -> list[tuple[str, int]]:
    """What was counted, the most frequent first, then by name.

    >>> most_first(Counter({"871": 2, "189": 2, "470": 5}))
    [('470', 5), ('189', 2), ('871', 2)]
    """
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _here(opened: Extract, out: Path, workers: int) -> Tally:
    from codinglab.group.extract import Tally, group_extract

    if out.is_dir():
        msg = f"{out} is a folder. Name a file, such as {out / 'drgs.parquet'}."
        raise InvalidInputError(msg)
    with progress_bar("grouping") as say:
        return group_extract(opened, out, workers=workers, say=say) or Tally()


def _on_spark(opened: Extract, out: Path) -> Tally:
    from codinglab.group.cluster import group_on_spark, tally_of

    with _session() as session:
        _clear(out)
        group_on_spark(session, opened).write.parquet(str(out))
        return tally_of(session.read.parquet(str(out)))


def _clear(out: Path) -> None:
    """Take away what Spark wrote before; nothing else is a folder of Parquet files only."""
    if not out.is_dir():
        out.unlink(missing_ok=True)
        return
    if foreign := [path.name for path in out.iterdir() if not _is_of_spark(path.name)]:
        msg = f"{out} holds other things than a grouping ({', '.join(sorted(foreign)[:3])}); name another."
        raise InvalidInputError(msg)
    shutil.rmtree(out)


def _is_of_spark(name: str) -> bool:
    return name.strip(".").startswith(("part-", "_SUCCESS"))


@contextmanager
def _session() -> Iterator[Any]:
    try:
        from codinglab.claims.spark import end_session, local_session

        session = local_session()
    except ImportError:
        msg = "Spark is not installed. Install it, with Java 17, by: pip install codinglab[spark]"
        raise InvalidInputError(msg) from None
    try:
        yield session
    finally:
        end_session(session)
