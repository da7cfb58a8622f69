"""Claims out of tables: CSV, Parquet, data frames, Arrow, DuckDB, with a mapping of their columns.

    from codinglab.claims.intake.columns import read_columns, suggested, table_sources

    sources = table_sources(Path("claims.csv"))
    for batch in read_columns(sources, suggested(sources).mapping): ...

1. `text_file`, `sources`  a table in chunks, all of it text, each row with its place
2. `suggest`, `mapping`    which column is which field; written and read as TOML
3. `staging`               chunks go to disk by a hash of the claim id, so that a claim's rows meet
4. `claim_sql`, `parts_sql`, `checks`  a bucket becomes relations and rejections, in DuckDB
5. `reader`                all of it, as batches
"""

from codinglab.claims.intake.columns.mapping import Mapping, TableMapping, TextFile, read_mapping
from codinglab.claims.intake.columns.opened import table_sources
from codinglab.claims.intake.columns.reader import read_columns
from codinglab.claims.intake.columns.suggest import Suggestion, suggested

__all__ = [
    "Mapping",
    "Suggestion",
    "TableMapping",
    "TextFile",
    "read_columns",
    "read_mapping",
    "suggested",
    "table_sources",
]
