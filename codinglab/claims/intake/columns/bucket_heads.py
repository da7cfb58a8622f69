"""The claims of a bucket: one head of each, whatever its rows repeat, and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.claims.extract.duck import quoted
from codinglab.claims.intake.columns.claim_sql import claims_select
from codinglab.claims.intake.columns.mapping import Mapping
from codinglab.claims.intake.columns.stage import PER_LINE, of_claim, physical
from codinglab.claims.intake.columns.values import faults, staged

if TYPE_CHECKING:
    import duckdb

_SPAN = "SELECT id, min(since) AS first, max(coalesce(through, since)) AS last FROM l GROUP BY id"
_KEPT = ", ".join(
    f"l.{name}"
    for name in (
        *("spot", "id", "line", "code", "units", "place_of_service", "revenue_code", "charge"),
        *("allowed", "paid", "denied_by", "r_provider", "r_specialty", "r_group", "r_since"),
    )
)


def make_claims(connection: duckdb.DuckDBPyConnection, mapping: Mapping, there: bool) -> None:
    """Make `h`, the head of each claim as text, `c`, the claims, and `ll`, their lines with all days.

    Args:
        connection: holds `head`, `l` and `fault`.
        mapping: of the columns.
        there: whether `head` is.
    """
    if not there:
        columns = ", ".join(
            f'NULL::VARCHAR AS "{name}"' for name in physical(mapping.main) if name != "claim_id"
        )
        connection.execute(
            f"CREATE TEMP VIEW head AS SELECT 0::BIGINT AS spot, ''::VARCHAR AS id, 0::UBIGINT AS h, "
            f"{columns} WHERE false"
        )
    _make_heads(connection, mapping)
    select, checks = claims_select(mapping.main, mapping)
    rows = mapping.main.rows
    connection.execute(f"CREATE TEMP TABLE said_claims AS {select}")
    connection.execute(f"INSERT INTO fault {faults('said_claims', rows, checks)}")
    if {"from_date", "through_date"} <= mapping.main.columns.keys():
        connection.execute(
            "CREATE TEMP VIEW c AS SELECT * REPLACE (coalesce(through_date, from_date) AS through_date) "
            "FROM said_claims"
        )
    else:
        connection.execute(
            "CREATE TEMP TABLE c AS SELECT s.* REPLACE (coalesce(s.from_date, v.first) AS from_date, "
            "coalesce(s.through_date, v.last, s.from_date, v.first) AS through_date) "
            f"FROM said_claims AS s LEFT JOIN ({_SPAN}) AS v USING (id)"
        )
    since = (
        "coalesce(l.since, CASE WHEN c.claim_type = 'inpatient' OR c.from_date = c.through_date "
        "THEN c.from_date END)"
    )
    connection.execute(
        f"CREATE TEMP TABLE ll AS SELECT {_KEPT}, {since} AS since, coalesce(l.through, {since}) AS through, "
        "c.claim_type, c.from_date, c.through_date FROM l JOIN c USING (id)"
    )


def _make_heads(connection: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Make `h`; faults where the rows of a claim say different things of it, or the claim stands twice."""
    found = connection.execute("SELECT count(*), count(DISTINCT id) FROM head").fetchone()
    if found is None or found[0] == found[1]:
        connection.execute("CREATE TEMP VIEW h AS SELECT * FROM head")
        return
    connection.execute(
        "CREATE TEMP TABLE variants AS SELECT id, min(spot) AS spot, count(DISTINCT h) AS n, "
        "count(*) AS rows FROM head GROUP BY id HAVING count(*) > 1"
    )
    differ = "false" if mapping.main.rows == "claim" else "n > 1"
    connection.execute(
        "CREATE TEMP TABLE h AS SELECT * FROM head WHERE spot NOT IN (SELECT head.spot FROM head "
        f"JOIN variants USING (id) WHERE head.spot <> variants.spot OR {differ})"
    )
    if mapping.main.rows == "claim":
        connection.execute(
            "INSERT INTO fault SELECT 'claim', head.spot, id, 'claim_id', id, "
            "'the claim stands on ' || rows || ' rows; a table of claims has one row a claim' "
            "FROM head JOIN variants USING (id) WHERE id <> ''"
        )
    elif connection.execute("SELECT count(*) FROM variants WHERE n > 1").fetchone() != (0,):
        _merge(connection, mapping)


def _merge(connection: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Add to `h` the claims whose rows differ: where some are blank, what the others say."""
    names = [name for name in physical(mapping.main) if name != "claim_id" and of_claim(mapping.main, name)]
    merged = ", ".join(
        f'arg_min("{name}", spot) AS "{name}"' if name in PER_LINE else f'max({staged(name)}) AS "{name}"'
        for name in names
    )
    connection.execute(
        "CREATE TEMP TABLE differing AS SELECT * FROM head WHERE id IN (SELECT id FROM variants WHERE n > 1)"
    )
    connection.execute(
        f"INSERT INTO h BY NAME SELECT min(spot) AS spot, id, min(h) AS h, {merged} "
        "FROM differing GROUP BY id"
    )
    for name in names:
        if name not in PER_LINE:
            text = staged(name)
            connection.execute(
                f"INSERT INTO fault SELECT 'line', min(spot), id, {quoted(name)}, max({text}), "
                f"'the rows of the claim differ in it: ' || min({text}) || ' and ' || max({text}) "
                f"FROM differing WHERE id <> '' GROUP BY id HAVING min({text}) <> max({text})"
            )
