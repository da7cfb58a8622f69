"""How few providers bear the hits: share of the top ten, HHI, Gini, and the Lorenz curve.

Providers are those with rows that the edit judges, hit or not. HHI is the sum of squared shares of hits in
percent, 10,000 where one provider has all of them (U.S. DOJ and FTC, Merger Guidelines 2023, 2.1). Gini is 0
where every provider has as many hits as any other.
"""

from __future__ import annotations

from codinglab.backtest.measures.table import COUNT, EDIT, NUMBER, SHARE, Column, Table

STEPS = 50

BEARERS_SQL = """
WITH hits AS (SELECT edit, COALESCE(provider, '') AS provider, count(*) AS hits FROM unit GROUP BY ALL),
counted AS (
    SELECT edit, value AS provider, rows FROM row_count
    WHERE dimension = 'provider' AND edit IN (SELECT edit FROM unit))
SELECT edit, provider, COALESCE(hits, 0) AS hits, rows,
    row_number() OVER (PARTITION BY edit ORDER BY COALESCE(hits, 0), provider) AS turn,
    count(*) OVER (PARTITION BY edit) AS providers,
    sum(COALESCE(hits, 0)) OVER (PARTITION BY edit) AS total,
    sum(COALESCE(hits, 0)) OVER (PARTITION BY edit ORDER BY COALESCE(hits, 0), provider
        ROWS UNBOUNDED PRECEDING) AS up_to
FROM counted FULL JOIN hits USING (edit, provider)"""
"""The table `bearer`: providers from the least hits to the most, each with the hits up to it."""

CONCENTRATION = Table(
    "concentration",
    "How few providers bear the hits: one row an edit with hits.",
    (
        EDIT,
        Column("providers", COUNT, "providers with rows that the edit judges"),
        Column("hit_providers", COUNT, "those with hits"),
        Column("top_ten", SHARE, "share of the hits at the ten providers with the most, of 1"),
        Column("hhi", NUMBER, "sum of squared shares of the hits in percent, to 10,000"),
        Column("gini", NUMBER, "0: all providers alike; towards 1: one bears them all"),
    ),
    """
    SELECT edit, any_value(providers) AS providers, count(*) FILTER (hits > 0) AS hit_providers,
        sum(hits) FILTER (turn > providers - 10)::DOUBLE / any_value(total) AS top_ten,
        sum((100.0 * hits / total) ** 2) AS hhi,
        2.0 * sum(turn::DOUBLE * hits) / (any_value(providers) * any_value(total)::DOUBLE)
            - (any_value(providers) + 1.0) / any_value(providers) AS gini
    FROM bearer GROUP BY edit""",
    "edit",
)

LORENZ = Table(
    "lorenz",
    "The curve of concentration: one row an edit and step, from the providers with the least hits up.",
    (
        EDIT,
        Column("providers_share", SHARE, "share of the providers, of 1"),
        Column("hits_share", SHARE, "share of the hits that they bear, of 1"),
    ),
    f"""
    WITH step AS (
        SELECT DISTINCT edit, ceil(providers * k / {STEPS}.0)::BIGINT AS turn
        FROM (SELECT DISTINCT edit, providers FROM bearer), range(1, {STEPS} + 1) AS r(k))
    SELECT edit, turn::DOUBLE / providers AS providers_share, up_to::DOUBLE / total AS hits_share
    FROM step JOIN bearer USING (edit, turn)
    UNION ALL SELECT DISTINCT edit, 0.0, 0.0 FROM bearer""",
    "edit, providers_share",
)
