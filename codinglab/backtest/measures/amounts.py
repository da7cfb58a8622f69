"""What the lines of the claims that were hit were, or would be, allowed, and where the figure is from.

A line's amount is what the extract's `payment` says was allowed. Where it says nothing, or 0 on a line that
the payer denied, it is the Medicare physician fee schedule's of the day, when a whole one is installed and
the claim is professional: relative values (facility or non-facility by place of service) times conversion
factor times units, all geographic indices 1, before any reduction for several procedures, sides, or
assistants. Otherwise there is no amount, with the reason: never 0.
Source: Medicare Claims Processing Manual (100-04) ch. 12 sections 20 and 20.4.2 (places of service).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FACILITY_PLACES = tuple("02 19 21 22 23 24 26 31 34 41 42 51 52 53 56 61".split())
PRICED = ("A", "R", "T")
"""Status indicators with which the fee schedule pays by its relative values."""
_NEEDED = (
    "code",
    "modifier",
    "status",
    "work_rvu",
    "nonfacility_pe_rvu",
    "facility_pe_rvu",
    "malpractice_rvu",
    "conversion_factor",
    "since",
    "through",
)

_FACT = """
CREATE TABLE fact AS
WITH mine AS (SELECT DISTINCT claim_id, claim_type FROM hit),
paid AS (
    SELECT claim_id, COALESCE(line, 0) AS line, sum(allowed) AS allowed, sum(paid) AS paid,
        bool_or(COALESCE(denied_by, '') <> '') AS denied
    FROM payment SEMI JOIN mine USING (claim_id) GROUP BY claim_id, COALESCE(line, 0)),
lined AS (
    SELECT l.claim_id, l.claim_type, l.line, l.code, l.units, l.charge, l.place_of_service, l."on",
        COALESCE(m.part, '') AS part
    FROM line l SEMI JOIN mine USING (claim_id)
        LEFT JOIN (
            SELECT claim_id, line, min(modifier) AS part FROM modifier SEMI JOIN mine USING (claim_id)
            WHERE modifier IN ('26', 'TC') GROUP BY claim_id, line) m USING (claim_id, line)),
priced AS (
    SELECT l.*, f.status, f.since IS NOT NULL AS listed,
        (COALESCE(f.work_rvu, 0) + COALESCE(f.malpractice_rvu, 0)
            + CASE WHEN l.place_of_service IN ({places}) THEN f.facility_pe_rvu ELSE f.nonfacility_pe_rvu END)
            * f.conversion_factor * l.units AS amount
    FROM lined l LEFT JOIN fee_schedule f ON f.code = l.code AND f.modifier = l.part AND f.since <= l."on"
        AND (f.through IS NULL OR l."on" <= f.through)),
every AS (
    SELECT claim_id, claim_type, line, charge, status, listed, amount FROM priced
    UNION ALL
    SELECT mine.claim_id, mine.claim_type, 0, NULL, NULL, NULL, NULL FROM mine
    WHERE claim_id NOT IN (SELECT claim_id FROM lined)
        OR claim_id IN (SELECT claim_id FROM paid WHERE line = 0))
SELECT e.claim_id, e.line, e.charge, p.paid, p.denied,
    CASE WHEN settled THEN p.allowed WHEN scheduled THEN e.amount END AS allowed,
    CASE WHEN settled THEN 'payment' WHEN scheduled THEN 'fee schedule' END AS source,
    CASE WHEN settled OR scheduled THEN NULL
        WHEN e.line = 0 THEN 'the extract says nothing of what the claim was allowed'
        WHEN e.claim_type <> 'professional'
            THEN 'no payment in the extract, and the fee schedule is of professional claims'
        WHEN NOT {installed} THEN 'no payment in the extract, and no fee schedule with relative values is '
            || 'installed; install it with: codinglab reference install mpfs'
        WHEN NOT listed THEN 'no payment in the extract, and the code is not in the fee schedule of its day'
        ELSE 'no payment in the extract, and the fee schedule has no price (status '
            || COALESCE(e.status, '') || ')'
    END AS lack
FROM (
    SELECT *, claim_type = 'professional' AND status IN ({priced}) AND amount IS NOT NULL AS scheduled
    FROM every) e
    LEFT JOIN (
        SELECT *, allowed IS NOT NULL AND NOT (denied AND allowed = 0) AS settled FROM paid) p
    USING (claim_id, line)"""


def fee_schedule() -> pa.Table | None:
    """The rows of the fee schedule that is installed, with relative values; None when none is."""
    from codinglab.reference.rule_tables import rule_table

    found = rule_table("mpfs_indicator")
    if found is None or not set(_NEEDED) <= set(found.rows.column_names):
        return None
    return found.rows.select(list(_NEEDED))


def write_amounts(connection: duckdb.DuckDBPyConnection, schedule: pa.Table | None) -> None:
    """The table `fact`: claim_id, line, charge, paid, denied, allowed, source, lack.

    Args:
        connection: with the tables of `base.write_hits`.
        schedule: as `fee_schedule` gives it.
    """
    if schedule is None:
        numbers = [name for name in _NEEDED if name.endswith(("rvu", "factor"))]
        kinds = dict.fromkeys(numbers, "DOUBLE") | {"since": "DATE", "through": "DATE"}
        columns = ", ".join(f"{name} {kinds.get(name, 'TEXT')}" for name in _NEEDED)
        connection.execute(f"CREATE TABLE fee_schedule ({columns})")
    else:
        connection.register("incoming", schedule)
        connection.execute("CREATE TABLE fee_schedule AS SELECT * FROM incoming")
        connection.unregister("incoming")
    connection.execute(
        _FACT.format(
            places=", ".join(f"'{place}'" for place in FACILITY_PLACES),
            priced=", ".join(f"'{status}'" for status in PRICED),
            installed="true" if schedule is not None else "false",
        )
    )
