"""Import claims: from a source of any kind into a claim extract."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from codinglab.claims.extract.extract import Extract
from codinglab.claims.extract.writer import write_extract
from codinglab.claims.intake.open_source import read_claims
from codinglab.claims.intake.tally import Tally


def import_claims(
    source: Any,
    folder: Path | str,
    mapping: Any = None,
    *,
    table: str = "",
    claim_type: str = "",
    defaults: MappingOf[str, str] | None = None,
    encoding: str = "",
    replace: bool = False,
    tally: Tally | None = None,
    say: Callable[[str, float], None] = lambda _sentence, _share: None,
) -> Extract:
    """Import claims into a new claim extract.

    The source is looked at before a folder is made or replaced. Rows that cannot be taken are kept in
    `rejected.csv` of the folder, each with its reason, and counted in the extract's `rejected`.

    Args:
        source: a path (CSV, Parquet, a folder, a DuckDB database, X12 837, CMS RIF files, the lab's JSON), a
            pandas data frame, an Arrow table, a DuckDB relation, or a dict of tables by name.
        folder: where the extract is made.
        mapping: which column is which field: a TOML file, plain data, or a `Mapping`; told by the columns'
            names when it is not given.
        table: the table of a database.
        claim_type: of claims whose rows do not tell: professional, outpatient or inpatient.
        defaults: field -> what is taken where the source says nothing.
        encoding: of CSV, such as "latin-1", where no mapping says it.
        replace: whether an extract that is there may be replaced.
        tally: counts what is rejected, and why.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the source cannot be read, its columns do not tell what a claim needs, the folder
            holds something else, or no claim could be taken.
    """
    taken = {**(defaults or {}), **({"claim_type": claim_type} if claim_type else {})}
    tally = tally or Tally()
    folder = Path(folder)
    beside = next((one for one in folder.absolute().parents if one.is_dir()), None)
    name = str(source) if isinstance(source, str | Path) else type(source).__name__
    say("looking at the source", 0.0)
    with (
        _scratch(beside, folder.name) as scratch,
        closing(
            read_claims(
                source, mapping=mapping, table=table, defaults=taken, encoding=encoding, scratch=scratch
            )
        ) as batches,
    ):
        first = list(islice(batches, 1))
        watched = tally.watch(chain(first, batches))
        return write_extract(watched, folder, sources=[name], replace=replace, say=say)


@contextmanager
def _scratch(beside: Path | None, name: str) -> Iterator[Path | None]:
    """A folder for rows on their way, beside the extract; what a killed import left there goes first."""
    if beside is None:
        yield None
        return
    held = beside / f".{name}.importing"
    shutil.rmtree(held, ignore_errors=True)
    held.mkdir()
    try:
        yield held
    finally:
        shutil.rmtree(held, ignore_errors=True)
