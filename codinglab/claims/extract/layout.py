"""What the files of a claim extract hold.

An extract is a folder: `extract.json` beside a folder for each relation, with one Parquet file a partition
(`line/part-00000.parquet`). A partition holds all claims of the patients that fall to it, so that an edit
which looks at a patient's other claims finds them in the same partition, and partitions can be judged one
after the other, or on many machines.

The relations are those of `codinglab.claims.tables`, but for this: `claim_id` is a number, dense over the
extract, and `key` too; `claim` holds the id that the claim came with as `name`. Added are

    day_pair   every two lines of one key and day, both ways round (`ClaimTables.day_pairs`)
    payment    claim_id, line, allowed, paid, denied_by: what was paid, where the source says it
    note       claim_id, title, text: documentation of the claim, where the source has it

`prefix` is not stored; it is made of `diagnosis` when it is asked for. Rows lie sorted by claim type,
then by key and day (`line`, `day_pair`) or by claim.
"""

from __future__ import annotations

import pyarrow as pa

from codinglab.claims.tables import SCHEMAS

_ID = pa.int64()

PAYMENT = pa.schema(
    {
        "claim_id": pa.string(),
        "line": pa.int32(),
        "allowed": pa.float64(),
        "paid": pa.float64(),
        "denied_by": pa.string(),
    }
)
"""Of a line, in dollars; `denied_by` is the payer's own word for the denial, "" where it paid."""

NOTE = pa.schema({"claim_id": pa.string(), "title": pa.string(), "text": pa.string()})

INTAKE_SCHEMAS: dict[str, pa.Schema] = {
    **{name: schema for name, schema in SCHEMAS.items() if name != "prefix"},
    "payment": PAYMENT,
    "note": NOTE,
}
"""What a batch of claims on its way into an extract holds, with ids as text."""

DAY_PAIR = pa.schema(
    {
        "claim_id": _ID,
        "claim_type": pa.string(),
        "line": pa.int32(),
        "code": pa.string(),
        "on": pa.date32(),
        "other_claim": _ID,
        "other_line": pa.int32(),
        "other_code": pa.string(),
    }
)


def numbered(schema: pa.Schema) -> pa.Schema:
    """A relation's schema with `claim_id` and `key` as numbers."""
    fields = [field.with_type(_ID) if field.name in ("claim_id", "key") else field for field in schema]
    return pa.schema(fields)


EXTRACT_SCHEMAS: dict[str, pa.Schema] = {
    **{name: numbered(schema) for name, schema in INTAKE_SCHEMAS.items()},
    "claim": numbered(SCHEMAS["claim"]).append(pa.field("name", pa.string())),
    "day_pair": DAY_PAIR,
}
"""The schema of each relation's files in an extract."""

PREFIX = numbered(SCHEMAS["prefix"])
