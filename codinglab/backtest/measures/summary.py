"""Each edit in a row, and what was not evaluated."""

from __future__ import annotations

from codinglab.backtest.measures.table import (
    COUNT,
    EDIT,
    MONEY,
    SHARE,
    TEXT,
    YES_NO,
    Column,
    Table,
)

SUMMARY = Table(
    "summary",
    "One row an edit that ran, in the order of precedence.",
    (
        EDIT,
        Column("place", COUNT, "its place in the order of precedence, from 0"),
        Column("version", TEXT, "the edit's version"),
        Column("title", TEXT, "the edit's title"),
        Column("severity", TEXT, "FAIL, WARN or INFO"),
        Column("disposition", TEXT, "what a payer's editor does when it fires"),
        Column("judges", TEXT, "the relation whose rows it judges"),
        Column("own", YES_NO, "whether it is an analyst's own"),
        Column(
            "hits", COUNT, "rows hit, each once (a line, diagnosis, procedure or claim); a pair counts once"
        ),
        Column(
            "hit_rows", COUNT, "hits as the edit gave them, after claims that do not stand were taken out"
        ),
        Column("eligible", COUNT, "rows that it could judge; null where the run counted none"),
        Column("whole", YES_NO, "whether it judged every row of the relation in the months it ran on"),
        Column("unknown", COUNT, "rows that it could not judge, by all reasons together"),
        Column("rate", SHARE, "hits / eligible, of 1"),
        Column("low", SHARE, "lower end of the rate's 95 % interval (Wilson)"),
        Column("high", SHARE, "upper end of it"),
        Column("claims", COUNT, "claims hit"),
        Column("patients", COUNT, "patients of those claims"),
        Column("providers", COUNT, "their providers; the facility where a claim names no provider"),
        Column(
            "lines", COUNT, "lines at stake: those hit, or each of the claim where the edit names no line"
        ),
        Column("charges", MONEY, "charges on them, dollars"),
        Column("allowed", MONEY, "allowed on those that have an amount, dollars; null where none has"),
        Column("without_amount", COUNT, "lines at stake that have no amount: NOT_EVALUATED, not 0"),
    ),
    """
    WITH told AS (SELECT edit, sum(rows) AS eligible, bool_and(whole) AS whole FROM eligible GROUP BY edit),
    missed AS (SELECT edit, sum(rows) AS unknown FROM unknown_rows GROUP BY edit),
    rows_hit AS (SELECT edit, count(*) AS hit_rows FROM hit GROUP BY edit),
    hits AS (
        SELECT edit, count(*) AS hits, count(DISTINCT claim_id) AS claims,
            count(DISTINCT patient) AS patients,
            count(DISTINCT NULLIF(provider, '')) AS providers FROM unit GROUP BY edit),
    staked AS (
        SELECT edit, count(*) AS lines, sum(charge) AS charges, sum(allowed) AS allowed,
            count(allowed) AS known FROM line_stake GROUP BY edit)
    SELECT e.*, COALESCE(hits, 0) AS hits, COALESCE(hit_rows, 0) AS hit_rows, eligible,
        COALESCE(whole, false) AS whole, COALESCE(unknown, 0) AS unknown,
        rate(COALESCE(hits, 0), eligible) AS rate, wilson_low(COALESCE(hits, 0), eligible) AS low,
        wilson_high(COALESCE(hits, 0), eligible) AS high, COALESCE(claims, 0) AS claims,
        COALESCE(patients, 0) AS patients, COALESCE(providers, 0) AS providers, COALESCE(lines, 0) AS lines,
        COALESCE(charges, 0) AS charges, total(allowed, COALESCE(lines, 0), known) AS allowed,
        COALESCE(lines - known, 0) AS without_amount
    FROM edit e LEFT JOIN told USING (edit) LEFT JOIN missed USING (edit) LEFT JOIN rows_hit USING (edit)
        LEFT JOIN hits USING (edit) LEFT JOIN staked USING (edit)""",
    "place",
)

NOT_EVALUATED = Table(
    "not_evaluated",
    "What an edit could not judge: one row an edit, claim type and reason.",
    (
        EDIT,
        Column("claim_type", TEXT, "the claim type"),
        Column("reason", TEXT, "why; a name in braces stands for each row's own value"),
        Column("rows", COUNT, "rows not judged"),
        Column("claims", COUNT, "claims of those rows, added up over months"),
    ),
    """SELECT edit, claim_type, reason, sum(rows) AS rows, sum(claims) AS claims
    FROM unknown_rows GROUP BY edit, claim_type, reason""",
    "edit, claim_type, reason",
)

AMOUNTS = Table(
    "amounts",
    "Where the amounts of lines at stake are from: one row an edit and source, or reason that there is none.",
    (
        EDIT,
        Column("source", TEXT, "payment, fee schedule, or NOT_EVALUATED"),
        Column("reason", TEXT, "why there is no amount"),
        Column("lines", COUNT, "lines at stake"),
        Column("charges", MONEY, "charges on them, dollars"),
        Column("allowed", MONEY, "allowed on them, dollars; null where there is no amount"),
    ),
    """SELECT edit, COALESCE(source, 'NOT_EVALUATED') AS source, COALESCE(lack, '') AS reason,
        count(*) AS lines, sum(charge) AS charges, sum(allowed) AS allowed
    FROM line_stake GROUP BY edit, COALESCE(source, 'NOT_EVALUATED'), COALESCE(lack, '')""",
    "edit, source, reason",
)
