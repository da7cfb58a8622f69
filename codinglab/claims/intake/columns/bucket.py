"""One bucket of claims: from staged text to relations and rejections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake.batch import Batch
from codinglab.claims.intake.columns import bucket_checks, bucket_heads
from codinglab.claims.intake.columns.claim_sql import lines_select, served
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
from codinglab.claims.intake.columns.stage import Staged
from codinglab.claims.intake.columns.values import Check, any_wrong, code_sql, faults

if TYPE_CHECKING:
    import duckdb

_DAY_ONE = "(DATE '0001-01-01')"


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
            "CREATE TEMP TABLE fault(rows VARCHAR, spot BIGINT, id VARCHAR, field VARCHAR, value VARCHAR, reason VARCHAR)"
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
            self._run(
                "CREATE TEMP TABLE l AS SELECT 0::BIGINT AS spot, ''::VARCHAR AS id, 0 AS line, ''::VARCHAR AS code, "
                "0 AS units, NULL::DATE AS since, NULL::DATE AS through, ''::VARCHAR AS place_of_service, "
                "''::VARCHAR AS revenue_code, 0.0::DOUBLE AS charge, NULL::DOUBLE AS allowed, NULL::DOUBLE AS paid, "
                "''::VARCHAR AS denied_by, ''::VARCHAR AS r_provider, ''::VARCHAR AS r_specialty, "
                "''::VARCHAR AS r_group, ''::VARCHAR AS r_since, ''::VARCHAR AS r_line WHERE false"
            )
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
        good = "ANTI JOIN bad USING (id)" if any_bad else ""
        ids = "c.id AS claim_id, c.claim_type"
        joined = f"JOIN (SELECT * FROM c {good}) AS c ON c.id = x.id"
        on = f"CASE WHEN c.claim_type = 'inpatient' THEN c.through_date ELSE {{}} END"
        first = on.format("c.from_date")
        own_names = self._lines is not None and any(
            one in self._lines.columns for one in ("provider", "specialty", "group")
        )
        key = served(own_names)
        age = "(year(d) - year(birth_date) - ((month(d), day(d)) < (month(birth_date), day(birth_date)))::INTEGER)"
        number = f"x.position"
        queries = {
            "claim": f'SELECT *, id AS claim_id, {age} AS age, {on.format("from_date")} AS "on", '
            f"from_date - {_DAY_ONE} + 1 AS first_day, through_date - {_DAY_ONE} + 1 AS last_day, "
            f"admission_date - {_DAY_ONE} + 1 AS admission_day "
            f"FROM (SELECT *, coalesce(admission_date, from_date) AS d FROM c {good}) AS c",
            "diagnosis": f'SELECT {ids}, {number}, x.code, x.poa, {first} AS "on" FROM dx AS x {joined}',
            "procedure": f'SELECT {ids}, {number}, x.code, x."date", {first} AS "on", '
            f'x."date" - {_DAY_ONE} + 1 AS day FROM px AS x {joined}',
            "line": f"SELECT {ids}, l.line, l.code, l.units, l.since, l.through, "
            f"l.since - {_DAY_ONE} + 1 AS first_day, l.through - {_DAY_ONE} + 1 AS last_day, l.place_of_service, "
            f"l.revenue_code, l.charge, c.contractor, c.patient || '|' || ({key}) AS key, "
            f'{on.format("l.since")} AS "on" FROM ll AS l {joined.replace("x.id", "l.id")}',
            "modifier": self._of_line("mod", "modifier", ids, joined),
            "pointer": self._of_line("ptr", "diagnosis", ids, joined),
            "condition": f"SELECT {ids}, x.code FROM (SELECT * FROM cc ORDER BY spot, position) AS x {joined}",
            "payment": "SELECT c.id AS claim_id, x.line, x.allowed, x.paid, x.denied_by "
            f"FROM ll AS x {joined} WHERE x.allowed IS NOT NULL OR x.paid IS NOT NULL OR x.denied_by <> ''",
            "note": "SELECT c.id AS claim_id, c.note_title AS title, c.note AS text "
            f"FROM (SELECT * FROM c {good}) AS c WHERE c.note <> ''",
        }
        return {name: self._fetched(name, sql) for name, sql in queries.items()}

    def _of_line(self, part: str, value: str, ids: str, joined: str) -> str:
        return (
            f"SELECT {ids}, x.line, x.position, x.{value} FROM (SELECT l.id, l.line, p.position, p.{value} "
            f"FROM {part} AS p JOIN l ON l.spot = p.spot) AS x {joined}"
        )

    def _fetched(self, name: str, sql: str) -> Any:
        schema = INTAKE_SCHEMAS[name]
        return self._connection.sql(sql).to_arrow_table().select(schema.names).cast(schema)
