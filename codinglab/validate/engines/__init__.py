"""Where compiled edits run: SQLite for the claim at hand, DuckDB for many, Spark for a cluster."""
