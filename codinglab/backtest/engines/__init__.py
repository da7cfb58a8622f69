"""Where a back-test runs: DuckDB on this machine, Spark on a cluster, or any Ibis connection."""
