"""The relations of claims, as SQL over staged RIF rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake.rif_layout import (
    INPATIENT_BILLS,
    INPATIENT_TYPES,
    NO_DENIAL,
    OUTPATIENT_TYPES,
)

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def _listed(some: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in some)


_POA = "CASE WHEN x.also IN ('Y', 'N', 'U', 'W') THEN x.also ELSE '' END"

_CLAIM_TYPE = f"""
    CASE WHEN type IN ({_listed(INPATIENT_TYPES)}) THEN 'inpatient'
        WHEN type IN ({_listed(OUTPATIENT_TYPES)}) THEN 'outpatient'
        WHEN bill_facility || bill_class IN ({_listed(INPATIENT_BILLS)}) THEN 'inpatient'
        WHEN bill_facility || bill_class IS NOT NULL THEN 'outpatient' END
"""

_LINES = f"""
    CREATE OR REPLACE TABLE lines AS
    SELECT c.ordinal, c.claim, c.claim_type, c.contractor,
        row_number() OVER (PARTITION BY c.ordinal ORDER BY try_cast(r.number AS BIGINT), r.n) AS line,
        coalesce(upper(r.code), '') AS code, try_cast(r.units AS DOUBLE) AS units,
        coalesce(day_of(r.since), c.from_date) AS since,
        CASE WHEN r.since IS NULL THEN c.through_date
            ELSE coalesce(day_of(r.through), day_of(r.since)) END AS through,
        coalesce(two_digits(r.place), '') AS place, coalesce(r.revenue, '') AS revenue,
        try_cast(r.charge AS DOUBLE) AS charge,
        c.patient || '|' || CASE
            WHEN c.claim_type <> 'professional' THEN coalesce(r.facility, c.claim)
            WHEN r.billed_by IS NOT NULL AND r.specialty IS NOT NULL THEN r.billed_by || '/' || r.specialty
            ELSE coalesce(r.provider, c.claim) END AS key,
        try_cast(r.allowed AS DOUBLE) AS allowed, try_cast(r.paid AS DOUBLE) AS paid,
        coalesce(r.not_paid, CASE WHEN r.decision NOT IN ({_listed(NO_DENIAL)})
            AND coalesce(try_cast(r.allowed AS DOUBLE), 0) <= 0 THEN r.decision END, '') AS denied_by,
        r.points_to,
        nullif(list_position([x.code FOR x IN c.diagnoses], code_of(r.points_to)), 0) AS pointer,
        r.modifiers, CASE WHEN c.claim_type = 'inpatient' THEN c.through_date
            ELSE coalesce(day_of(r.since), c.from_date) END AS "on"
    FROM rows AS r JOIN claims AS c USING (claim)
    WHERE r.n NOT IN (SELECT n FROM totals)
    ORDER BY c.ordinal, line
"""
_DAY_NUMBER = "CAST({day} - DATE '0001-01-01' + 1 AS INTEGER)"


def find_people(connection: duckdb.DuckDBPyConnection, *, institutional: bool) -> None:
    """Make `known` of `heads`: with the birth date (`born`), the sex as written, and the claim's type."""
    claim_type = _CLAIM_TYPE if institutional else "'professional'"
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE known AS
        SELECT heads.*, {claim_type} AS claim_type,
            coalesce(person.birth, heads.birth) AS born, coalesce(person.sex, heads.sex) AS told_sex
        FROM heads LEFT JOIN person USING (patient)
        """
    )


def make_claims(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    """Make `claims`, `totals` and `lines` of what has no fault; how many claims there are.

    The principal diagnosis comes first, and once; the others keep their order; causes follow unless they
    are among them. A row of revenue code 0001 is its claim's total, unless the claim has no other.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE claims AS
        WITH coded AS (
            SELECT *, code_of(principal) AS chief,
                [{{'code': code_of(x.code), 'poa': {_POA}}} FOR x IN diagnoses] AS told,
                [{{'code': code_of(x.code), 'poa': {_POA}}} FOR x IN causes] AS told_causes
            FROM known WHERE claim NOT IN (SELECT claim FROM faults)
        ), placed AS (
            SELECT *, coalesce(list_position([x.code FOR x IN told], chief), 0) AS spot FROM coded
        ), ordered AS (
            SELECT *, CASE WHEN chief IS NULL THEN told
                WHEN spot = 0 THEN [{{'code': chief, 'poa': ''}}] || told
                ELSE [told[spot]] || told[1 : spot - 1] || told[spot + 1 :] END AS own
            FROM placed
        ), complete AS (
            SELECT *, [x.code FOR x IN own] AS own_codes FROM ordered
        )
        SELECT row_number() OVER (ORDER BY n) - 1 AS ordinal, claim, claim_type, patient,
            sex_of(told_sex) AS sex, day_of(born) AS birth_date, day_of(first) AS from_date,
            day_of(last) AS through_date,
            CASE WHEN claim_type = 'inpatient' THEN day_of(admission) END AS admission_date,
            coalesce(two_digits(discharge), '') AS discharge_status,
            coalesce('0' || bill_facility || bill_class || bill_frequency, '') AS bill_type,
            coalesce(provider, '') AS provider, coalesce(specialty, '') AS specialty,
            coalesce(billed_by, '') AS "group", coalesce(facility, '') AS facility,
            coalesce(contractor, '') AS contractor, coalesce(code_of(admitting), '') AS admitting,
            own || [x FOR x IN told_causes IF NOT list_contains(own_codes, x.code)] AS diagnoses, procedures
        FROM complete ORDER BY n
        """
    )
    connection.execute(
        "CREATE OR REPLACE TABLE totals AS SELECT n FROM rows WHERE revenue = '0001' "
        "AND claim IN (SELECT claim FROM rows WHERE revenue <> '0001')"
    )
    connection.execute(_LINES)
    connection.execute("INSERT INTO taken SELECT claim, ? FROM heads", [source])
    return int(connection.execute("SELECT count(*) FROM claims").fetchall()[0][0])


def relations(connection: duckdb.DuckDBPyConnection, start: int, stop: int) -> dict[str, pa.Table]:
    """The relations of some claims, by their places among `claims`."""
    within = f"ordinal >= {start} AND ordinal < {stop}"
    on = "CASE WHEN claim_type = 'inpatient' THEN through_date ELSE from_date END"
    ids = "claim AS claim_id, claim_type"
    day = "coalesce(admission_date, from_date)"
    queries = {
        "claim": f"""
            SELECT {ids}, patient, sex, birth_date,
                year({day}) - year(birth_date) - CAST((month({day}), day({day})) <
                    (month(birth_date), day(birth_date)) AS INTEGER) AS age,
                from_date, through_date, admission_date, discharge_status, bill_type, provider, specialty,
                "group", facility, contractor, admitting, {on} AS "on", {_number("from_date")} AS first_day,
                {_number("through_date")} AS last_day, {_number("admission_date")} AS admission_day
            FROM claims WHERE {within} ORDER BY ordinal""",
        "diagnosis": f"""
            SELECT {ids}, position, item.code AS code, item.poa AS poa, "on" FROM (
                SELECT *, {on} AS "on", unnest(diagnoses) AS item,
                    unnest(range(1, len(diagnoses) + 1)) AS position
                FROM claims WHERE {within}) ORDER BY ordinal, position""",
        "procedure": f"""
            SELECT {ids}, position, code_of(item.code) AS code, day_of(item.also) AS date, "on",
                {_number("day_of(item.also)")} AS day FROM (
                SELECT *, {on} AS "on", unnest(procedures) AS item,
                    unnest(range(1, len(procedures) + 1)) AS position
                FROM claims WHERE {within}) ORDER BY ordinal, position""",
        "line": f"""
            SELECT {ids}, line, code, units, since, through, {_number("since")} AS first_day,
                {_number("through")} AS last_day, place AS place_of_service, revenue AS revenue_code, charge,
                contractor, key, "on"
            FROM lines WHERE {within} ORDER BY ordinal, line""",
        "modifier": f"""
            SELECT {ids}, line, position, upper(modifier) AS modifier FROM (
                SELECT *, unnest(modifiers) AS modifier, unnest(range(1, len(modifiers) + 1)) AS position
                FROM lines WHERE {within}) ORDER BY ordinal, line, position""",
        "pointer": f"""
            SELECT {ids}, line, 1 AS position, pointer AS diagnosis FROM lines
            WHERE {within} AND pointer IS NOT NULL ORDER BY ordinal, line""",
        "payment": f"""
            SELECT claim AS claim_id, line, allowed, paid, denied_by FROM lines
            WHERE {within} AND (allowed IS NOT NULL OR paid IS NOT NULL OR denied_by <> '')
            ORDER BY ordinal, line""",
    }
    tables: dict[str, Any] = {name: connection.sql(query).to_arrow_table() for name, query in queries.items()}
    return {name: table.cast(INTAKE_SCHEMAS[name]) for name, table in tables.items()}


def _number(day: str) -> str:
    return _DAY_NUMBER.format(day=day)
