"""One version of an edit beside another, over the same claims: what is newly hit, released and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from codinglab.backtest.measures.amounts import fee_schedule
from codinglab.backtest.measures.database import MEMORY, connected, view
from codinglab.backtest.measures.measure import EVERYWHERE, Say, prepared, silent
from codinglab.backtest.measures.opened import Run, RunEdit
from codinglab.backtest.measures.scope import Scope
from codinglab.backtest.measures.table import COUNT, DAY, MONEY, SHARE, TEXT, Column, Table
from codinglab.claims.extract.duck import quoted
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

CHANGES = ("newly hit", "released", "kept")
EXAMPLES = 20
_DIMENSIONS = ("code", "provider", "month")
_CHANGE = Column("change", TEXT, "newly hit: by the second version only; released: by the first only; kept")
_MONEY = (
    Column("lines", COUNT, "lines at stake by them"),
    Column("charges", MONEY, "charges on those, dollars"),
    Column("allowed", MONEY, "allowed on those that have an amount, dollars; null where none has"),
    Column("without_amount", COUNT, "of those, lines without an amount"),
)
_STAKED = """
    SELECT {said}, count(*) AS lines, sum(charge) AS charges, sum(allowed) AS allowed, count(allowed) AS known
    FROM (SELECT DISTINCT {said}, claim_id, line, charge, allowed FROM changed_line) GROUP BY {said}"""
_SHOWN = "total(allowed, COALESCE(lines, 0), known) AS allowed, COALESCE(lines - known, 0) AS without_amount"

SIDES = Table(
    "version_sides",
    "The two versions: one row each.",
    (
        Column("side", COUNT, "1 or 2"),
        Column("edit", TEXT, "the edit's id"),
        Column("version", TEXT, "its version"),
        Column("digest", TEXT, "of its logic"),
        Column("hits", COUNT, "rows hit, each once"),
        Column("eligible", COUNT, "rows that it could judge"),
        Column(
            "unknown", COUNT, "rows that it could not judge: neither kept nor released means judged there"
        ),
        Column("rate", SHARE, "hits / eligible, of 1"),
        Column("low", SHARE, "lower end of its 95 % interval (Wilson)"),
        Column("high", SHARE, "upper end of it"),
    ),
    "SELECT 1 AS side, * FROM side_1 UNION ALL SELECT 2 AS side, * FROM side_2",
    "side",
)
CHANGED = Table(
    "version_changes",
    "What the second version does that the first did not: one row a change.",
    (
        _CHANGE,
        Column("hits", COUNT, "rows, each once"),
        Column("claims", COUNT, "their claims"),
        Column("patients", COUNT, "their patients"),
        Column("providers", COUNT, "their providers"),
        *_MONEY,
    ),
    f"""
    SELECT change, COALESCE(hits, 0) AS hits, COALESCE(claims, 0) AS claims, COALESCE(patients,
        0) AS patients,
        COALESCE(providers, 0) AS providers, COALESCE(lines, 0) AS lines, COALESCE(charges, 0) AS charges,
            {_SHOWN}
    FROM (VALUES {", ".join(f"('{one}')" for one in CHANGES)}) AS c(change)
        LEFT JOIN (SELECT change, count(*) AS hits, count(DISTINCT claim_id) AS claims,
            count(DISTINCT patient) AS patients, count(DISTINCT NULLIF(provider, '')) AS providers
            FROM changed GROUP BY change) USING (change)
        LEFT JOIN ({_STAKED.format(said="change")}) USING (change)""",
    "change",
)
BY_VALUE = Table(
    "version_by",
    "Changes by code, provider and month: one row a dimension, value and change.",
    (
        Column("dimension", TEXT, "code, provider or month"),
        Column("value", TEXT, "as the claims have it; a month as YYYY-MM"),
        _CHANGE,
        Column("hits", COUNT, "rows, each once"),
        *_MONEY,
    ),
    f"""
    WITH hits AS (SELECT dimension, value, change, count(*) AS hits FROM changed_value GROUP BY ALL),
    staked AS (
        SELECT dimension, value, change, count(*) AS lines, sum(charge) AS charges, sum(allowed) AS allowed,
            count(allowed) AS known
        FROM (SELECT DISTINCT dimension, value, change, claim_id, line, charge, allowed
            FROM changed_value v JOIN changed_line l USING (change, claim_id, spot)) GROUP BY ALL)
    SELECT dimension, value, change, hits, COALESCE(lines, 0) AS lines, COALESCE(charges, 0) AS charges,
        {_SHOWN}
    FROM hits LEFT JOIN staked USING (dimension, value, change)""",
    "dimension, value, change",
)
SAMPLE_ROWS = Table(
    "version_sample",
    f"Rows that changed, at most {EXAMPLES} a change, drawn with a fixed seed.",
    (
        _CHANGE,
        Column("claim", TEXT, "the id that the claim came with"),
        Column("judged", TEXT, "what is judged: line, diagnosis, procedure or claim, with its position"),
        Column("on", DAY, "the governing day"),
        Column("code", TEXT, "its code"),
        Column("provider", TEXT, "its provider"),
        Column("charges", MONEY, "charges on its lines at stake, dollars"),
        Column("allowed", MONEY, "allowed on them, dollars; null where there is no amount"),
    ),
    f"""
    SELECT change, name AS claim, CASE WHEN spot > 0 THEN judges || ' ' || spot ELSE 'claim' END AS judged,
        "on",
        code, provider, (SELECT sum(charge) FROM changed_line l WHERE l.change = c.change
            AND l.claim_id = c.claim_id AND l.spot = c.spot) AS charges,
        (SELECT sum(allowed) FROM changed_line l WHERE l.change = c.change
            AND l.claim_id = c.claim_id AND l.spot = c.spot) AS allowed
    FROM (SELECT *, row_number() OVER (PARTITION BY change ORDER BY hash(claim_id * 1000 + spot, 1), claim_id,
        spot) AS turn FROM changed) c WHERE turn <= {EXAMPLES} AND change <> 'kept'""",
    "change, claim, judged",
)
TABLES = (SIDES, CHANGED, BY_VALUE, SAMPLE_ROWS)


@dataclass(frozen=True)
class Comparison:
    """Two versions of an edit compared.

    Attributes:
        sides: the versions, with their runs.
        tables: by name, as `TABLES` describes them.
    """

    sides: tuple[tuple[Run, RunEdit], tuple[Run, RunEdit]]
    tables: dict[str, pa.Table]

    @property
    def same_logic(self) -> bool:
        """Whether both are one version: then every difference is of the run."""
        return self.sides[0][1].digest == self.sides[1][1].digest

    def write(self, folder: Path) -> None:
        """Write the tables as Parquet, each with its columns explained in its fields' metadata."""
        import pyarrow.parquet as pq

        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            pq.write_table(table, folder / f"{name}.parquet")


def compare(
    first: Run,
    first_edit: str,
    second: Run,
    second_edit: str,
    scope: Scope = EVERYWHERE,
    *,
    memory: str = MEMORY,
    say: Say = silent,
) -> Comparison:
    """Compare two versions of an edit: of two runs, or two edits of one run.

    Args:
        first: the run of the version before.
        first_edit: its id.
        second: the run of the version after.
        second_edit: its id.
        scope: what is measured.
        memory: the most that DuckDB may use.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: they ran over different claims, one did not run, they judge different things, or
            they are the same edit of the same run.
    """
    sides = ((first, first.edit(first_edit)), (second, second.edit(second_edit)))
    _refuse(*sides)
    with TemporaryDirectory(prefix="codinglab-versions-") as held:
        folder = Path(held)
        for number, (run, one) in enumerate(sides, start=1):
            say(f"version {number}: {one.id} {one.version}", (number - 1) / 2)
            _keep(run, one, scope, memory, folder, number)
        with connected(memory) as connection:
            for file in folder.glob("*.parquet"):
                view(connection, file.stem, [file])
            _lay_out(connection)
            tables = {table.name: table.read(connection) for table in TABLES}
    say("compared", 1.0)
    return Comparison(sides, tables)


def _refuse(first: tuple[Run, RunEdit], second: tuple[Run, RunEdit]) -> None:
    (run, one), (other_run, other) = first, second
    if run.extract.fingerprint != other_run.extract.fingerprint:
        msg = (
            f"{run.folder} ran over the extract {run.extract.fingerprint} ({run.extract.folder}), "
            f"{other_run.folder} over {other_run.extract.fingerprint} ({other_run.extract.folder}). Two "
            "versions "
            "can only be compared over the same claims: run both over one extract."
        )
        raise InvalidInputError(msg)
    if run.period != other_run.period:
        msg = (
            f"{run.folder} judged {run.period or 'all days'}, {other_run.folder} "
            f"{other_run.period or 'all days'}. "
            "Run both over the same days."
        )
        raise InvalidInputError(msg)
    if one.judges != other.judges:
        msg = f"{one.id} judges a {one.judges}, {other.id} a {other.judges}: their hits cannot be compared."
        raise InvalidInputError(msg)
    if run.folder.resolve() == other_run.folder.resolve() and one.id == other.id:
        msg = f"That is {one.id} of {run.folder} twice: name another run, or another edit of the run."
        raise InvalidInputError(msg)


def _keep(run: Run, one: RunEdit, scope: Scope, memory: str, folder: Path, number: int) -> None:
    """What the comparison needs of one side, as Parquet files."""
    alone = replace(run, edits=(one,))
    with prepared(alone, scope, schedule=fee_schedule(), memory=memory) as connection:
        for name, sql in (
            ("unit", "SELECT u.*, f.name FROM unit u LEFT JOIN claim_fact f USING (claim_id)"),
            ("stake", "SELECT claim_id, spot, line, charge, allowed FROM stake"),
            (
                "side",
                "SELECT *, rate(hits, eligible) AS rate, wilson_low(hits, eligible) AS low, "
                "wilson_high(hits, "
                "eligible) AS high FROM (SELECT edit, version, digest, (SELECT count(*) FROM unit) AS hits, "
                "(SELECT sum(rows) FROM eligible) AS eligible, COALESCE((SELECT sum(rows) FROM "
                "unknown_rows), 0) "
                "AS unknown FROM edit)",
            ),
        ):
            file = quoted(str(folder / f"{name}_{number}.parquet"))
            connection.execute(f"COPY ({sql}) TO {file} (FORMAT parquet)")


def _lay_out(connection: object) -> None:
    """The tables `changed` (a row a unit), `changed_line` (a unit and line) and `changed_value`."""
    run = connection.execute  # type: ignore[attr-defined]
    said = 'edit, judges, claim_type, claim_id, spot, "on", patient, provider, code, name, month'
    run(
        f"""CREATE TABLE changed AS
        SELECT {said}, CASE WHEN (claim_id, spot) IN (SELECT (claim_id, spot) FROM unit_1) THEN 'kept'
            ELSE 'newly hit' END AS change FROM unit_2
        UNION ALL
        SELECT {said}, 'released' AS change FROM unit_1 ANTI JOIN unit_2 USING (claim_id,
            spot)"""
    )
    run(
        "CREATE TABLE changed_line AS SELECT change, claim_id, spot, line, charge, allowed FROM changed "
        "JOIN ("
        "SELECT * FROM stake_2 UNION SELECT * FROM stake_1) USING (claim_id, spot)"
    )
    values = {"code": "code", "provider": "provider", "month": "strftime(month, '%Y-%m')"}
    parts = (
        f"SELECT change, claim_id, spot, '{name}' AS dimension, "
        f"COALESCE({values[name]}, '') AS value FROM changed"
        for name in _DIMENSIONS
    )
    run(f"CREATE TABLE changed_value AS {' UNION ALL '.join(parts)}")
