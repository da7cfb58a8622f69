"""The tables that every measure reads: what was hit, where, and what it puts at stake.

    edit      the edits in the order of precedence (`place`), and whether each rejects what it hits (FAIL)
    removed   claims that do not stand (`scope`)
    hit       hits as the run has them, each pair once, with month and what the extract knows of the claim
    unit      what was hit, once: a line of an edit that judges lines, a diagnosis, a procedure, a claim
    fact      the lines of the claims that were hit, with charge and amount (`amounts`)
    stake     a row an edit and line: the line hit, or each line of the claim where the edit names none

A pair of lines or diagnoses that an edit reports both ways round counts once, at its first position. A claim
without lines, or paid as a whole, has the line 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.scope import Scope, removed_sql
from codinglab.validate.precedence import stage

if TYPE_CHECKING:
    import duckdb

DIMENSIONS = ("month", "code", "provider", "specialty", "contractor", "claim_type")
_PARTS = ("claim", "line", "diagnosis", "procedure")

_CLAIM = """
CREATE TABLE claim_fact AS
SELECT claim_id, name, patient, contractor, specialty, COALESCE(NULLIF(provider, ''), facility) AS provider
FROM claim SEMI JOIN (SELECT DISTINCT claim_id FROM hits_file) USING (claim_id)"""

_HIT = """
CREATE TABLE hit AS
WITH standing AS (
    SELECT edit, claim_type, claim_id, "on", line, COALESCE(other_claim, claim_id) AS other_claim, other_line,
        diagnosis, other_diagnosis, procedure, COALESCE(code, '') AS code, COALESCE(other_code, '') AS
        other_code, detail
    FROM hits_file
    WHERE claim_id NOT IN (SELECT claim_id FROM removed)
        AND COALESCE(other_claim, claim_id) NOT IN (SELECT claim_id FROM removed)),
turned AS (
    SELECT DISTINCT edit, other_claim AS claim_id, other_line AS line, claim_id AS other_claim,
        line AS other_line
    FROM standing WHERE other_line IS NOT NULL AND line IS NOT NULL
        AND (claim_id, line) < (other_claim, other_line)),
turned_diagnosis AS (
    SELECT DISTINCT edit, claim_id, other_diagnosis AS diagnosis, diagnosis AS other_diagnosis
    FROM standing WHERE diagnosis < other_diagnosis AND line IS NULL)
SELECT s.*, month_of(s."on") AS month, f.patient, f.provider, f.specialty, f.contractor
FROM standing s
    ANTI JOIN turned USING (edit, claim_id, line, other_claim, other_line)
    ANTI JOIN turned_diagnosis d ON s.edit = d.edit AND s.claim_id = d.claim_id AND s.line IS NULL
        AND s.diagnosis = d.diagnosis AND s.other_diagnosis = d.other_diagnosis
    LEFT JOIN claim_fact f ON s.claim_id = f.claim_id
WHERE {period}"""

_UNIT = """
CREATE TABLE unit AS
WITH judged AS (
    SELECT h.*, CASE e.judges WHEN 'line' THEN h.line WHEN 'diagnosis' THEN h.diagnosis
        WHEN 'procedure' THEN h.procedure END AS spot, e.judges
    FROM hit h JOIN edit e ON h.edit = e.edit),
once AS (
    SELECT edit, judges, claim_type, claim_id, COALESCE(spot, 0) AS spot, min("on") AS "on",
        min(code) AS said,
        any_value(patient) AS patient, any_value(provider) AS provider, any_value(specialty) AS specialty,
        any_value(contractor) AS contractor
    FROM judged GROUP BY edit, judges, claim_type, claim_id, COALESCE(spot, 0))
SELECT once.* EXCLUDE (said), month_of("on") AS month, COALESCE(p.code, said) AS code
FROM once LEFT JOIN place_code p USING (judges, claim_id, spot)"""

_STAKE = """
CREATE TABLE stake AS
WITH named AS (
    SELECT DISTINCT h.edit, h.claim_type, h.claim_id, h.line, CASE e.judges WHEN 'line' THEN h.line
        WHEN 'diagnosis' THEN h.diagnosis WHEN 'procedure' THEN h.procedure END AS spot
    FROM hit h JOIN edit e ON h.edit = e.edit),
lined AS (
    SELECT edit, claim_type, claim_id, line, spot FROM named WHERE line IS NOT NULL
    UNION
    SELECT n.edit, n.claim_type, n.claim_id, f.line, n.spot
    FROM named n JOIN fact f USING (claim_id) WHERE n.line IS NULL)
SELECT l.edit, l.claim_type, l.claim_id, l.line, COALESCE(l.spot, 0) AS spot, u.month, u.code, u.provider,
    u.specialty, u.contractor, COALESCE(f.charge, 0) AS charge, f.allowed, f.paid, f.denied, f.source, f.lack
FROM lined l JOIN unit u ON l.edit = u.edit AND l.claim_id = u.claim_id AND COALESCE(l.spot, 0) = u.spot
    LEFT JOIN fact f ON l.claim_id = f.claim_id AND l.line = f.line"""

_LINE_STAKE = """
CREATE TABLE line_stake AS
SELECT edit, claim_id, line, any_value(claim_type) AS claim_type, min(month) AS month,
    any_value(provider) AS provider, any_value(charge) AS charge, any_value(allowed) AS allowed,
    any_value(paid) AS paid, any_value(denied) AS denied, any_value(source) AS source, any_value(lack) AS lack
FROM stake GROUP BY edit, claim_id, line"""


def write_edits(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """The table `edit`."""
    connection.execute(
        "CREATE TABLE edit (edit TEXT, place INTEGER, stage INTEGER, version TEXT, title TEXT, severity "
        "TEXT, "
        "disposition TEXT, judges TEXT, own BOOLEAN, digest TEXT, rejects BOOLEAN)"
    )
    for place, one in enumerate(run.edits):
        connection.execute(
            "INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(one.id, place, stage(one.id), one.version, one.title, one.severity),
                *(one.disposition, one.judges, one.own, one.digest, one.severity == "FAIL"),
            ],
        )


def write_hits(connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """The tables `removed`, `claim_fact`, `hit` and `unit`."""
    connection.execute(f"CREATE TABLE removed AS {removed_sql(scope)}")
    connection.execute(_CLAIM)
    connection.execute(_HIT.format(period=scope.holds('s."on"')))
    places = " UNION ALL ".join(
        f"SELECT '{name}' AS judges, claim_id, {position} AS spot, code FROM \"{name}\" "
        "SEMI JOIN (SELECT DISTINCT claim_id FROM hit) USING (claim_id)"
        for name, position in (("line", "line"), ("diagnosis", "position"), ("procedure", "position"))
    )
    connection.execute(f"CREATE TABLE place_code AS {places}")
    connection.execute(_UNIT)


def write_stakes(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables `stake`, a row a unit and line, and `line_stake`, a row an edit and line."""
    connection.execute(_STAKE)
    connection.execute(_LINE_STAKE)
