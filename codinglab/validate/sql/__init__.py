"""An edit's SQL, turned into the Ibis expression that runs on every engine.

    select('SELECT claim_id, "on", line, code FROM line WHERE units > 1', tables)

One SELECT in DuckDB's dialect, over the claim relations (`codinglab.claims.tables`, and `day_pair`) and the
reference tables that the edit reads. Nothing of the text reaches an engine: `read` parses it, `select` and
`values` make the expression of those parts that mean the same on every engine, and whatever else the
text holds is refused by name.
"""

from codinglab.validate.sql.select import select

__all__ = ["select"]
