"""A frozen claim extract: claims of any number in a folder of Parquet files, ready for edits.

    from codinglab.claims.extract import open_extract, write_extract

    extract = open_extract(Path("claims-of-a-year"))
    extract.files("line")

`layout` says what each file holds, `extract` opens a folder, `writer` makes one from batches of claims.
"""

from codinglab.claims.extract.extract import Extract, Partition, open_extract
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.claims.extract.writer import write_extract

__all__ = ["EXTRACT_SCHEMAS", "Extract", "Partition", "open_extract", "write_extract"]
