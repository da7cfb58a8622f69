"""Claims in from CMS's research identifiable files (RIF): synthetic Medicare claims, Synthea's export.

    from codinglab.claims.intake.rif import read_rif

    for batch in read_rif(Path("synthetic-medicare")):
        ...

A folder gives the claims of all claim files in it (carrier, equipment, inpatient, outpatient, skilled
nursing, home health, hospice); pharmacy files hold no such claims. Birth dates and sexes come from the
beneficiary files, else from the claim file's own columns. A claim that cannot be read is one rejection, at
its first row at fault; a row that cannot be read at all is one too; what a file does not say is told in a
rejection without a claim and without a row. Files are staged in a database in the temporary folder, so
memory is bounded.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.claims.extract.duck import tune
from codinglab.claims.intake.batch import Batch, Rejection
from codinglab.claims.intake.rif_checks import find_faults, remarks
from codinglab.claims.intake.rif_layout import INSTITUTIONAL, RifFile, in_utf8, rif_files
from codinglab.claims.intake.rif_relations import find_people, make_claims, relations
from codinglab.claims.intake.rif_stage import set_up, stage_people, stage_rejections, stage_rows
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import duckdb

CLAIMS_A_BATCH = 20_000
MEMORY = "1GB"
_REJECTIONS_A_BATCH = 5_000


def read_rif(path: Path, *, memory: str = MEMORY) -> Iterator[Batch]:
    """Read the claims of a folder, or of one claim file with the beneficiary files beside it.

    Args:
        path: the folder or the file.
        memory: what DuckDB may use, such as "1GB"; beyond it, it goes to disk.

    Raises:
        InvalidInputError: there is no claim file, or nothing says when a beneficiary was born.
    """
    import duckdb

    claims, people = rif_files(path)
    if not people and not any(file.has(INSTITUTIONAL["birth"]) for file in claims):
        msg = (
            f"Nothing says when the beneficiaries of {path} were born: put the beneficiary files "
            "(beneficiary_2026.csv) beside the claims, or name a file with the column DOB_DT."
        )
        raise InvalidInputError(msg)
    size = sum(file.path.stat().st_size for file in claims) or 1
    before = 0
    with (
        tempfile.TemporaryDirectory(prefix="codinglab-rif-") as held,
        duckdb.connect(str(Path(held) / "staged.duckdb")) as connection,
    ):
        tune(connection, memory, Path(held), ordered=True)
        set_up(connection)
        try:
            stage_people(connection, [in_utf8(file, Path(held)) for file in people])
            for file in claims:
                share = file.path.stat().st_size / size
                yield from _read(connection, in_utf8(file, Path(held)), before / size, share)
                before += file.path.stat().st_size
        except (duckdb.Error, OSError) as error:
            msg = f"{path} cannot be read: {str(error).splitlines()[0]}"
            raise InvalidInputError(msg) from None


def _read(connection: duckdb.DuckDBPyConnection, file: RifFile, done: float, share: float) -> Iterator[Batch]:
    source = file.path.name
    stage_rows(connection, file)
    find_people(connection, institutional=file.institutional)
    find_faults(connection, file)
    count = make_claims(connection, source)
    stage_rejections(connection, file)
    told = [
        Rejection(source, "the whole file", "", field, "", reason)
        for field, reason in remarks(connection, file)
    ]
    yield Batch({}, tuple(told), done)
    yield from (Batch({}, some, done) for some in _rejections(connection, source))
    for start in range(0, count, CLAIMS_A_BATCH):
        stop = min(count, start + CLAIMS_A_BATCH)
        yield Batch(relations(connection, start, stop), (), min(1.0, done + share * stop / count))


def _rejections(connection: duckdb.DuckDBPyConnection, source: str) -> Iterator[tuple[Rejection, ...]]:
    found = connection.cursor().execute(
        "SELECT n, claim, field, value, reason, line FROM rejections ORDER BY n, claim"
    )
    while some := found.fetchmany(_REJECTIONS_A_BATCH):
        yield tuple(
            Rejection(source, f"row {number:,}", claim, field, value, reason, line)
            for number, claim, field, value, reason, line in some
        )
