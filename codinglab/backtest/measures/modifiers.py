"""What a modifier would clear: the edit is asked again about hit lines, each with one modifier more.

Each line that is tried stands in a world of its own, a copy of all claims of its patient, so that nothing
but the one modifier on the one line is changed, and the claims of other days that the edit looks at are
there. A sample of the hits is tried (seeded, so that the same is drawn again), with the line as it is beside
it: where the edit does not fire on that either, nothing is concluded of the line. Whether the record bears
the modifier out, and what other edits say of it, is not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codinglab.backtest.measures.asked_again import edit_again
from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.table import COUNT, EDIT, SHARE, TEXT, YES_NO, Column, Table
from codinglab.claims.extract.duck import quoted
from codinglab.claims.tables import SCHEMAS
from codinglab.model import ClaimType
from codinglab.validate.code_pairs import ASSOCIATED
from codinglab.validate.engines.many_claims import ManyClaimsEngine

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from codinglab.reference.rule_tables import RuleTable
    from codinglab.validate.edit import Edit

CANDIDATES = (
    *("25", "57", "24", "27", "58", "78", "79", "91", "59", "XE", "XS", "XP", "XU", "RT", "LT", "50"),
    *("76", "77", "26", "TC", "GA", "GZ", "GY", "KX", "JW", "JZ"),
)
ANY = "any NCCI-associated"
SAMPLE = 100
_MOST_MODIFIERS, _MOST_LINES = 4, 2_000

MODIFIERS = Table(
    "modifiers",
    "What one modifier more on the line would clear, of a sample of hits: one row an edit and modifier.",
    (
        EDIT,
        Column("modifier", TEXT, f"the modifier added; '{ANY}': at least one of those tried"),
        Column("associated", YES_NO, "whether it is NCCI-associated (NCCI Policy Manual I.E)"),
        Column("hits", COUNT, "lines that the edit hit"),
        Column("tried", COUNT, "lines tried with it: drawn, with room for it, without it until now"),
        Column("cleared", COUNT, "of those, lines that the edit passes then"),
        Column("not_evaluated", COUNT, "of those, lines that it cannot judge then"),
        Column("share", SHARE, "cleared / tried, of 1"),
        Column("low", SHARE, "lower end of its 95 % interval (Wilson)"),
        Column("high", SHARE, "upper end of it"),
    ),
    """SELECT *, rate(cleared, tried) AS share, wilson_low(cleared, tried) AS low,
        wilson_high(cleared, tried) AS high FROM modifier_row""",
    "edit, modifier",
)


@dataclass(frozen=True, slots=True)
class _World:
    """A line with a modifier more ("" for none), in a world of its own."""

    line: int
    modifier: str


def write_modifiers(
    connection: duckdb.DuckDBPyConnection, run: Run, *, sample: int = SAMPLE, seed: int = 1
) -> Iterator[str]:
    """The table `modifier_row`, and a note in `guard_rail` for each edit that could not be asked again.

    Args:
        connection: with the tables of `measure.prepared` and `guard_rail`.
        run: the back-test; its edits are asked as they are now, if they still say what they said.
        sample: the most hit lines of an edit that are tried; none are with 0.
        seed: another seed draws other lines.

    Yields:
        The id of each edit before it is asked.
    """
    connection.execute(
        "CREATE TABLE modifier_row (edit TEXT, modifier TEXT, associated BOOLEAN, hits BIGINT, tried BIGINT, "
        "cleared BIGINT, not_evaluated BIGINT)"
    )
    hit = connection.execute(
        "SELECT edit, count(*) FROM unit WHERE judges = 'line' AND spot > 0 GROUP BY edit ORDER BY edit"
    ).fetchall()
    for edit_id, hits in hit if sample else ():
        yield edit_id
        found, lack = edit_again(run.edit(edit_id))
        if found is None:
            _note(connection, edit_id, f"No modifier was tried on its hits: {lack}.", hits)
            continue
        _draw(connection, edit_id, sample, seed)
        rows, lost = _asked(connection, *found)
        if lost:
            words = (
                f"{lost:,} of the hits drawn to try modifiers on did not fire when asked again (it may look "
                "at "
                "claims in Python); nothing is said of them."
            )
            _note(connection, edit_id, words, lost)
        if rows:
            connection.executemany(
                "INSERT INTO modifier_row VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(edit_id, name, name in ASSOCIATED or name == ANY, hits, *counts) for name, counts in rows],
            )


def _note(connection: duckdb.DuckDBPyConnection, edit_id: str, words: str, rows: int) -> None:
    connection.execute(
        "INSERT INTO guard_rail VALUES (?, 'modifiers not tried', 'note', ?, ?)", [edit_id, words, rows]
    )


def _draw(connection: duckdb.DuckDBPyConnection, edit_id: str, sample: int, seed: int) -> None:
    """The table `world`: a line drawn, once for each modifier and once as it is."""
    names = ", ".join(f"({number}, {quoted(name)})" for number, name in enumerate(("", *CANDIDATES)))
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE world AS
        WITH drawn AS (
            SELECT claim_id, spot AS line, claim_type, patient FROM unit WHERE edit = {quoted(edit_id)}
                AND spot > 0 ORDER BY hash(claim_id * 1000 + spot, {seed}), claim_id, spot LIMIT {sample}),
        known AS (
            SELECT drawn.*, row_number() OVER (ORDER BY claim_id, line) AS drawn_as,
                (SELECT count(*) FROM modifier m WHERE m.claim_id = drawn.claim_id AND m.line = drawn.line)
                    AS held
            FROM drawn),
        small AS (
            SELECT c.patient FROM claim c JOIN line l USING (claim_id)
            WHERE c.patient IN (SELECT patient FROM drawn) GROUP BY c.patient
                HAVING count(*) <= {_MOST_LINES})
        SELECT row_number() OVER (ORDER BY drawn_as, n) AS world, k.*, modifier
        FROM known k SEMI JOIN small USING (patient), (VALUES {names}) AS names(n, modifier)
        WHERE modifier = '' OR (held < {_MOST_MODIFIERS} AND NOT EXISTS (
            SELECT 1 FROM modifier m
            WHERE m.claim_id = k.claim_id AND m.line = k.line
                AND m.modifier = names.modifier))"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE world_claim AS SELECT w.world, c.claim_id FROM world w JOIN claim c "
        "ON c.patient = w.patient"
    )


def _asked(
    connection: duckdb.DuckDBPyConnection, one: Edit, tables: Mapping[str, RuleTable]
) -> tuple[list[tuple[str, tuple[int, int, int]]], int]:
    """For each modifier how many lines were tried, cleared and not evaluated; and how many were lost."""
    worlds = {
        number: (_World(drawn_as, modifier), f"{number}:{claim}", line)
        for number, drawn_as, modifier, claim, line in connection.execute(
            "SELECT world, drawn_as, modifier, claim_id, line FROM world ORDER BY world"
        ).fetchall()
    }
    if not worlds:
        return [], 0
    places = {(claim, str(line)): world for world, claim, line in worlds.values()}
    claims = {claim for _, claim, _ in worlds.values()}
    said: dict[_World, str] = {}
    engine = ManyClaimsEngine([one], tables)
    for _, kind, claim, detail in engine.judge(_relations(connection), [*ClaimType]):
        if claim not in claims:
            continue
        line = json.loads(detail, strict=False).get("line")
        for world in [places.get((claim, line))] if line else _of_claim(places, claim):
            if world is not None and said.get(world) != "hit":
                said[world] = kind
    fired = {world.line for world, kind in said.items() if kind == "hit" and not world.modifier}
    lines = {world.line for world, _, _ in worlds.values()}
    tried = [world for world, _, _ in worlds.values() if world.modifier and world.line in fired]
    return _counted(tried, said), len(lines - fired)


def _of_claim(places: Mapping[tuple[str, str], _World], claim: str) -> list[_World | None]:
    """The worlds of a claim, where what was said names no line: there is one."""
    return [world for (held, _), world in places.items() if held == claim]


def _counted(tried: list[_World], said: Mapping[_World, str]) -> list[tuple[str, tuple[int, int, int]]]:
    rows = []
    for name in CANDIDATES:
        mine = [said.get(world, "") for world in tried if world.modifier == name]
        if mine:
            rows.append((name, (len(mine), mine.count(""), mine.count("unknown"))))
    of_line: dict[int, set[str]] = {}
    for world in tried:
        if world.modifier in ASSOCIATED:
            of_line.setdefault(world.line, set()).add(said.get(world, ""))
    if of_line:
        cleared = sum("" in kinds for kinds in of_line.values())
        unknown = sum("" not in kinds and "unknown" in kinds for kinds in of_line.values())
        rows.append((ANY, (len(of_line), cleared, unknown)))
    return rows


def _relations(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The claims of every world, as the engine of many claims reads them."""
    found = {}
    for name, schema in SCHEMAS.items():
        if name == "prefix":
            continue
        columns = ", ".join(_column(column) for column in schema.names)
        sql = f'SELECT {columns} FROM "{name}" r JOIN world_claim w ON r.claim_id = w.claim_id'
        if name == "modifier":
            sql += (
                " UNION ALL SELECT world || ':' || claim_id, claim_type, line, held + 1, modifier FROM world "
                "WHERE modifier <> ''"
            )
        found[name] = connection.sql(sql).to_arrow_table().cast(schema)
    return found | {"prefix": _prefixes(connection)}


def _column(name: str) -> str:
    if name in ("claim_id", "key", "patient"):
        return f'w.world || \':\' || r."{name}" AS "{name}"'
    return f'r."{name}"'


def _prefixes(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    names = ("claim_id", "claim_type", "position", "code", "poa", "on")
    columns = ", ".join(_column(name) for name in names)
    sql = (
        f"SELECT {columns}, left(r.code, n::INT) AS prefix FROM diagnosis r "
        "JOIN world_claim w ON r.claim_id = w.claim_id, range(1, length(r.code) + 1) AS t(n)"
    )
    return connection.sql(sql).to_arrow_table().cast(SCHEMAS["prefix"])
