"""Checks on the claims of a bucket that need more than one row: days, repeats, rows without a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.claims.intake.columns.mapping import Mapping
from codinglab.claims.intake.columns.stage import Staged

if TYPE_CHECKING:
    import duckdb

_DAYS = (
    (
        "claim_type",
        "r_claim_type",
        "claim_type IS NULL AND r_claim_type IS NULL",
        "'neither a claim type nor a known bill type tells what the claim is (bill type ' "
        "|| coalesce(r_bill_type, 'none') || ')'",
    ),
    (
        "from_date",
        "r_from_date",
        "from_date IS NULL AND id NOT IN (SELECT id FROM fault)",
        "'empty; the first day of the claim must be known'",
    ),
    (
        "through_date",
        "through_date",
        "through_date < from_date",
        "'before the first day of the claim, ' || from_date",
    ),
    (
        "birth_date",
        "birth_date",
        "birth_date > through_date",
        "'after the last day of the claim, ' || through_date",
    ),
    (
        "admission_date",
        "admission_date",
        "admission_date > through_date",
        "'after the last day of the claim, ' || through_date",
    ),
)
_LINE_DAYS = (
    ("since", "r_since", "since IS NULL", "'empty; the line needs its day, as its claim spans several'"),
    ("through", "through", "through < since", "'before the first day of the line, ' || since"),
    (
        "since",
        "since",
        "claim_type <> 'inpatient' AND NOT since BETWEEN from_date AND through_date",
        "'outside the claim, ' || from_date || ' to ' || through_date",
    ),
)


def check(connection: duckdb.DuckDBPyConnection, mapping: Mapping, staged: Staged, there: set[str]) -> None:
    """Add to `fault` what is wrong between rows.

    Args:
        connection: holds `c`, `ll`, `dx`, `px`, `cc` and `fault`.
        mapping: of the columns.
        staged: what the first pass found.
        there: the staged tables that have rows.
    """
    main = mapping.main.rows
    for field, value, wrong, reason in _DAYS:
        _add(connection, main, "c", field, f"{value}::VARCHAR", wrong, reason)
    for field, value, wrong, reason in _LINE_DAYS:
        _add(connection, "line", "ll", field, f"{value}::VARCHAR", wrong, reason)
    lines = mapping.table("line")
    if lines is not None and "line" in lines.columns:
        _repeated(connection, "line", "l", "line", "line", "line")
    for name, rows in (("dx", "diagnosis"), ("px", "procedure")):
        table = mapping.table(rows)
        if table is not None and "position" in table.columns:
            _repeated(connection, rows, name, "position", "position", "position")
    for table in mapping.tables:
        if table is not mapping.main and table.rows in there:
            _add(
                connection,
                table.rows,
                f"(SELECT spot, id FROM {table.rows} WHERE id <> '' AND id NOT IN (SELECT id FROM c))",
                "claim_id",
                "id",
                "true",
                "'the table of claims has no such claim'",
            )
    _add(
        connection,
        main,
        "nothing",
        "",
        "''",
        "id IN (SELECT id FROM l) OR id IN (SELECT id FROM nothing GROUP BY id HAVING count(*) > 1)",
        "'the row holds no line, and its claim has other rows'",
    )
    _of_broken_rows(connection, main, staged)
    if mapping.drop_replaced and "original" in mapping.main.columns:
        _replaced(connection, main)


def _add(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    table: str,
    field: str,
    value: str,
    wrong: str,
    reason: str,
) -> None:
    connection.execute(
        f"INSERT INTO fault SELECT '{rows}', spot, id, '{field}', coalesce({value}, ''), {reason} "
        f"FROM {table} WHERE coalesce({wrong}, false)"
    )


def _repeated(
    connection: duckdb.DuckDBPyConnection, rows: str, table: str, column: str, field: str, what: str
) -> None:
    connection.execute(
        f"INSERT INTO fault SELECT '{rows}', max(spot), id, '{field}', {column}::VARCHAR, "
        f"'the claim has {what} ' || {column} || ' ' || count(*) || ' times' "
        f"FROM {table} WHERE {column} IS NOT NULL AND id <> '' GROUP BY id, {column} HAVING count(*) > 1"
    )


def _of_broken_rows(connection: duckdb.DuckDBPyConnection, rows: str, staged: Staged) -> None:
    """Claims that a row which could not be read may be of."""
    if not staged.broken:
        return
    import pyarrow as pa

    connection.register("torn", pa.table({"id": list(staged.broken), "place": list(staged.broken.values())}))
    connection.execute(
        f"INSERT INTO fault SELECT '{rows}', h.spot, id, '', '', "
        "'the claim is rejected whole: ' || torn.place || ' of it cannot be read' FROM h JOIN torn USING (id)"
    )
    connection.unregister("torn")


def _replaced(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Claims that a later claim replaced or voided, and the voids themselves."""
    connection.execute(
        f"INSERT INTO fault SELECT '{rows}', any_value(c.spot), c.id, 'original', any_value(by_claim), "
        "CASE WHEN max(later.frequency) = '8' THEN 'voided' ELSE 'replaced' END || ' by claim ' "
        "|| any_value(by_claim) "
        "FROM c JOIN later ON later.id = c.id AND later.by_claim <> c.id GROUP BY c.id"
    )
    connection.execute(
        f"INSERT INTO fault SELECT '{rows}', spot, id, 'frequency', '8', "
        "'voids claim ' || coalesce(r_original, '(not said which)') || ' and holds no service of its own' "
        "FROM c WHERE frequency = '8'"
    )
