"""Whether an edit's rate holds from month to month.

The coefficient of variation is the standard deviation of the months' rates (n - 1) over their mean. The
trend is the slope of the rate over the months, weighted by eligible rows, with the Cochran-Armitage test.
Source: SPEC 8.3; P. Armitage, Biometrics 11 (1955) 375-386.
"""

from __future__ import annotations

from codinglab.backtest.measures.table import COUNT, EDIT, NUMBER, SHARE, Column, Table

STABILITY = Table(
    "stability",
    "How an edit's rate holds from month to month: one row an edit with eligible rows.",
    (
        EDIT,
        Column("months", COUNT, "months with eligible rows"),
        Column("mean", SHARE, "mean of the months' rates, of 1"),
        Column("lowest", SHARE, "the lowest month's rate"),
        Column("highest", SHARE, "the highest month's rate"),
        Column("variation", NUMBER, "coefficient of variation of the months' rates; null below two months"),
        Column(
            "slope", NUMBER, "change of the rate a month, of 1, weighted by rows; null below three months"
        ),
        Column(
            "z", NUMBER, "Cochran-Armitage statistic; beyond 1.96 either way the trend is not chance at 5 %"
        ),
    ),
    """
    WITH months AS (
        SELECT edit, hits, rows, rate,
            CAST(left(value, 4) AS INTEGER) * 12 + CAST(right(value, 2) AS INTEGER) AS x
        FROM by_table WHERE dimension = 'month' AND rows > 0),
    sums AS (
        SELECT edit, count(*) AS months, avg(rate) AS mean, min(rate) AS lowest, max(rate) AS highest,
            stddev_samp(rate) AS sd, sum(rows)::DOUBLE AS n, sum(hits)::DOUBLE AS k,
            sum(rows * x)::DOUBLE / sum(rows) AS centre
        FROM months GROUP BY edit),
    crossed AS (
        SELECT m.edit, sum((x - centre) * (hits - rows * k / n)) AS xy,
            sum(rows * (x - centre) * (x - centre)) AS xx
        FROM months m JOIN sums USING (edit) GROUP BY m.edit)
    SELECT edit, months, mean, lowest, highest,
        CASE WHEN months > 1 AND mean > 0 THEN sd / mean END AS variation,
        CASE WHEN months > 2 AND xx > 0 THEN xy / xx END AS slope,
        CASE WHEN months > 2 AND xx > 0 AND k > 0 AND k < n THEN xy / sqrt(k / n * (1 - k / n) * xx) END AS z
    FROM sums JOIN crossed USING (edit)""",
    "edit",
)
