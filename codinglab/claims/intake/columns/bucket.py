"""One bucket of claims: from staged text to relations and rejections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake.batch import Batch
from codinglab.claims.intake.columns import bucket_checks, bucket_heads
from codinglab.claims.intake.columns.claim_sql import lines_select
from codinglab.claims.intake.columns.mapping import Mapping
from codinglab.claims.intake.columns.parts_sql import (
    CONDITION_CHECKS,
    EMPTY,
    MODIFIER_CHECKS,
    POINTED,
    POINTER_CHECKS,
    diagnosis_checks,
    listed,
    procedure_checks,
    row_checks,
    rows_of,
)
from codinglab.claims.intake.columns.refused import rejections
from codinglab.claims.intake.columns.relations_sql import relations
from codinglab.claims.intake.columns.stage import PER_LINE, Staged
from codinglab.claims.intake.columns.values import Check, any_wrong, code_sql, faults

if TYPE_CHECKING:
    import duckdb


_NO_LINES = ", ".join(
    [
        *("spot BIGINT", "id VARCHAR", "line INTEGER", "code VARCHAR", "units INTEGER", "since DATE"),
        *("through DATE", "place_of_service VARCHAR", "revenue_code VARCHAR", "charge DOUBLE"),
        *("allowed DOUBLE", "paid DOUBLE", "denied_by VARCHAR", "r_since VARCHAR", "r_line VARCHAR"),
        *(f"r_{name} VARCHAR" for name in PER_LINE),
    ]
)


class BucketReader:
    """Makes batches of the buckets that were staged."""

    def __init__(self, mapping: Mapping, staged: Staged, connection: duckdb.DuckDBPyConnection) -> None:
        self._mapping, self._staged, self._connection = mapping, staged, connection
        self._lines = mapping.table("line")
        self._main_rows = mapping.main.rows

    def batch(self, bucket: int, read: float) -> Batch:
        """The claims of a bucket and its rejected rows."""
        there = {
            name: held for name, one in self._staged.tables.items() if (held := one.read(bucket)) is not None
        }
        for name, held in there.items():
            self._connection.register(name, held)
        try:
            return self._batch(there, read)
        finally:
            for name in there:
                self._connection.unregister(name)
            self._drop_all()

    def _drop_all(self) -> None:
        made = self._connection.execute(
            "SELECT 'VIEW', view_name FROM duckdb_views() WHERE temporary AND NOT internal "
            "UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary"
        ).fetchall()
        for kind, name in made:
            self._run(f'DROP {kind} "{name}"')

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)

    def _batch(self, there: dict[str, Any], read: float) -> Batch:
        self._run(
            "CREATE TEMP TABLE fault"
            "(rows VARCHAR, spot BIGINT, id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)"
        )
        self._make_lines("line" in there)
        bucket_heads.make_claims(self._connection, self._mapping, "head" in there)
        self._make_parts(there)
        bucket_checks.check(self._connection, self._mapping, self._staged, set(there))
        bad = self._connection.execute("SELECT count(*) FROM fault").fetchone()
        if bad and bad[0]:
            self._run("CREATE TEMP TABLE bad AS SELECT DISTINCT id FROM fault")
            rejected = rejections(self._connection, self._mapping, self._staged, set(there))
        else:
            self._run("CREATE TEMP TABLE bad(id VARCHAR)")
            rejected = ()
        return Batch(self._relations(bool(bad and bad[0])), rejected, read)

    def _make_lines(self, there: bool) -> None:
        """The table `l`: lines as they are said, with their numbers."""
        if self._lines is None or not there:
            self._run(f"CREATE TEMP TABLE l({_NO_LINES})")
            self._run("CREATE TEMP VIEW nothing AS SELECT spot, id FROM l WHERE false")
            return
        select, checks = lines_select(self._lines, self._mapping)
        number = (
            "number" if "line" in self._lines.columns else "row_number() OVER (PARTITION BY id ORDER BY spot)"
        )
        self._run(f"CREATE TEMP TABLE said AS {select}")
        self._run(f"INSERT INTO fault {faults('said', 'line', checks)}")
        kind = "VIEW" if number == "number" else "TABLE"
        self._run(f'CREATE TEMP {kind} l AS SELECT *, {number}::INTEGER AS line FROM said WHERE NOT "empty"')
        self._run('CREATE TEMP VIEW nothing AS SELECT spot, id FROM said WHERE "empty"')

    def _make_parts(self, there: dict[str, Any]) -> None:
        """The tables `dx`, `px`, `cc`, `mod` and `ptr`."""
        main = self._mapping.main
        poa, checks = diagnosis_checks(
            *self._names("diagnosis", ("diagnoses", "poa"), ("code", "poa")), self._mapping
        )
        self._part(
            "dx",
            "diagnosis",
            "diagnoses",
            "poa",
            there,
            checks,
            f"{code_sql('r_code')} AS code, {poa} AS poa",
        )
        table = self._mapping.table("procedure")
        written = (table.dates.get("date") if table else main.dates.get("procedure_dates")) or "YYYY-MM-DD"
        names = self._names("procedure", ("procedures", "procedure_dates"), ("code", "date"))
        day, checks = procedure_checks(*names, written)
        dates = "date" if table else "procedure_dates"
        self._part(
            "px", "procedure", "procedures", dates, there, checks, f'upper(r_code) AS code, {day} AS "date"'
        )
        self._part("cc", "condition", "conditions", "", there, CONDITION_CHECKS, "upper(r_code) AS code")
        for name, field, checks, sql in (
            ("mod", "modifiers", MODIFIER_CHECKS, "upper(r_code) AS modifier"),
            ("ptr", "pointers", POINTER_CHECKS, f"{POINTED} AS diagnosis"),
        ):
            lines = self._lines
            mapped = lines is not None and field in lines.columns and "line" in there
            source = (
                listed(lines, "line", field, size=2 if field == "modifiers" else 0)
                if mapped and lines
                else EMPTY
            )
            self._values(name, source, "line", checks, sql)

    def _names(self, rows: str, lists: tuple[str, str], columns: tuple[str, str]) -> tuple[str, str]:
        return columns if self._mapping.table(rows) else lists

    def _part(
        self,
        name: str,
        rows: str,
        field: str,
        other: str,
        there: dict[str, Any],
        checks: tuple[Check, ...],
        sql: str,
    ) -> None:
        table, main = self._mapping.table(rows), self._mapping.main
        if table is not None and rows in there:
            self._values(name, rows_of(table, rows, other), rows, (*row_checks(table), *checks), sql)
        elif table is None and field in main.columns and "head" in there:
            self._values(name, listed(main, "h", field, other), self._main_rows, checks, sql)
        else:
            self._values(name, EMPTY, rows, (), sql)

    def _values(self, name: str, source: str, rows: str, checks: tuple[Check, ...], sql: str) -> None:
        self._run(
            f"CREATE TEMP TABLE {name} AS SELECT *, {sql}, {any_wrong(checks)} AS wrong FROM ({source})"
        )
        if checks:
            self._run(f"INSERT INTO fault {faults(name, rows, checks)}")

    def _relations(self, any_bad: bool) -> dict[str, Any]:
        by_line = self._lines is not None and any(one in self._lines.columns for one in PER_LINE)
        return {name: self._fetched(name, sql) for name, sql in relations(any_bad, by_line).items()}

    def _fetched(self, name: str, sql: str) -> Any:
        schema = INTAKE_SCHEMAS[name]
        return self._connection.sql(sql).to_arrow_table().select(schema.names).cast(schema)
