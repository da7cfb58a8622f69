"""Which lines several edits hit, and what an edit adds to those before it and to the payer's own denials."""

from __future__ import annotations

from codinglab.backtest.measures.table import COUNT, EDIT, MONEY, SHARE, TEXT, YES_NO, Column, Table

SETS_SQL = """
SELECT edits, count(*) AS lines, sum(allowed) AS allowed, count(allowed) AS known
FROM (
    SELECT claim_id, line, list(edit ORDER BY edit) AS edits, any_value(allowed) AS allowed
    FROM line_stake GROUP BY claim_id, line)
GROUP BY edits"""
"""The table `edit_set`: the sets of edits that hit a line together; few, whatever the number of lines."""

OVERLAP = Table(
    "overlap",
    "Lines at stake by two edits together: one row an ordered pair of edits with such lines.",
    (
        EDIT,
        Column("other", TEXT, "the other edit's id"),
        Column("lines", COUNT, "lines at stake by both"),
        Column("share", SHARE, "of the lines at stake by `edit`, of 1"),
        Column("allowed", MONEY, "allowed on them where there is an amount, dollars; null where none has"),
    ),
    """
    WITH pairs AS (
        SELECT one AS edit, two AS other, sum(lines) AS lines, sum(allowed) AS allowed, sum(known) AS known
        FROM (SELECT unnest(edits) AS one, * FROM edit_set) s, unnest(s.edits) AS t(two)
        WHERE one <> two GROUP BY one, two),
    own AS (SELECT edit, count(*) AS mine FROM line_stake GROUP BY edit)
    SELECT edit, other, lines, lines::DOUBLE / mine AS share, total(allowed, lines, known) AS allowed
    FROM pairs JOIN own USING (edit)""",
    "edit, other",
)

FIRST_SQL = """
SELECT claim_id, line, min(place) AS place FROM line_stake JOIN edit USING (edit)
WHERE rejects GROUP BY claim_id, line"""
"""The table `first_reject`: the first edit of severity FAIL at each line, by its place."""

MONEY_TABLE = Table(
    "money",
    "From gross to net: one row an edit. A line leaves at the first step that takes it.",
    (
        EDIT,
        Column("lines", COUNT, "lines at stake"),
        Column("charges", MONEY, "charges on them, dollars"),
        Column("gross", MONEY, "allowed on them, dollars; null where no line has an amount"),
        Column("without_amount", COUNT, "lines at stake without an amount: NOT_EVALUATED, not 0"),
        Column("from_payment", COUNT, "lines whose amount is the payer's own"),
        Column("from_fee_schedule", COUNT, "lines whose amount is the fee schedule's"),
        Column("denied_known", YES_NO, "whether the extract says of any of them whether the payer denied it"),
        Column("denied_lines", COUNT, "lines that the payer denied already"),
        Column("denied", MONEY, "allowed on those, dollars"),
        Column("earlier_lines", COUNT, "of the rest, lines that an earlier edit of severity FAIL takes"),
        Column("earlier", MONEY, "allowed on those, dollars"),
        Column("incremental_lines", COUNT, "lines that are left: what the edit adds"),
        Column("incremental", MONEY, "allowed on those, dollars; null where no line has an amount"),
        Column("incremental_hits", COUNT, "hits with at least one line that is left"),
        Column("incremental_without_amount", COUNT, "lines that are left without an amount"),
        Column("paid_known", COUNT, "lines that are left of which the extract says what was paid"),
        Column("patient_share", MONEY, "of those, allowed less paid (deductible, coinsurance), dollars"),
        Column("payer_share", MONEY, "of those, paid, dollars: what a denial would have saved the payer"),
    ),
    """
    WITH step AS (
        SELECT s.*, COALESCE(s.denied, false) AS taken,
            NOT COALESCE(s.denied, false) AND COALESCE(f.place < e.place, false) AS before,
            NOT COALESCE(s.denied, false) AND NOT COALESCE(f.place < e.place, false) AS left_over
        FROM line_stake s JOIN edit e USING (edit) LEFT JOIN first_reject f USING (claim_id, line)),
    fresh AS (
        SELECT edit, count(*) AS hits FROM (
            SELECT DISTINCT edit, claim_id, spot FROM stake JOIN step USING (edit, claim_id, line)
            WHERE left_over) GROUP BY edit)
    SELECT e.edit, count(s.line) AS lines, COALESCE(sum(charge), 0) AS charges,
        total(sum(allowed), count(s.line), count(allowed)) AS gross,
        count(s.line) - count(allowed) AS without_amount,
        count(*) FILTER (source = 'payment') AS from_payment,
        count(*) FILTER (source = 'fee schedule') AS from_fee_schedule, count(denied) > 0 AS denied_known,
        count(*) FILTER (taken) AS denied_lines,
        total(sum(allowed) FILTER (taken), count(*) FILTER (taken), count(allowed) FILTER (taken)) AS denied,
        count(*) FILTER (before) AS earlier_lines,
        total(sum(allowed) FILTER (before), count(*) FILTER (before),
            count(allowed) FILTER (before)) AS earlier,
        count(*) FILTER (left_over) AS incremental_lines,
        total(sum(allowed) FILTER (left_over), count(*) FILTER (left_over), count(allowed) FILTER (left_over))
            AS incremental,
        COALESCE(any_value(f.hits), 0) AS incremental_hits,
        count(*) FILTER (left_over AND allowed IS NULL) AS incremental_without_amount,
        count(*) FILTER (left_over AND allowed IS NOT NULL AND paid IS NOT NULL) AS paid_known,
        sum(allowed - paid) FILTER (left_over) AS patient_share,
        sum(paid) FILTER (left_over AND allowed IS NOT NULL) AS payer_share
    FROM edit e LEFT JOIN step s ON e.edit = s.edit LEFT JOIN fresh f ON e.edit = f.edit
    GROUP BY e.edit""",
    "edit",
)

INDICATOR = Table(
    "indicator",
    "Hits of NCCI pairs by whether a modifier may separate the pair: one row an edit and indicator.",
    (
        EDIT,
        Column("indicator", TEXT, "0: no modifier separates the pair; 1: an NCCI-associated modifier does"),
        Column("hits", COUNT, "rows hit; one that is hit with both indicators counts under 0"),
        Column("lines", COUNT, "lines at stake"),
        Column("charges", MONEY, "charges on them, dollars"),
        Column("allowed", MONEY, "allowed on those that have an amount, dollars; null where none has"),
    ),
    """
    WITH said AS (
        SELECT edit, claim_id, line,
            min(CASE WHEN json_valid(detail) THEN json_extract_string(detail, '$.indicator') END) AS indicator
        FROM hit WHERE line IS NOT NULL AND detail LIKE '%"indicator"%' GROUP BY edit, claim_id, line)
    SELECT edit, indicator, count(*) AS hits, count(*) AS lines, sum(charge) AS charges,
        total(sum(allowed), count(*), count(allowed)) AS allowed
    FROM said JOIN line_stake USING (edit, claim_id, line) WHERE indicator IN ('0', '1')
    GROUP BY edit, indicator""",
    "edit, indicator",
)
