"""What every reader of claims gives: batches of whole claims, with the rows that it rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken.

    Attributes:
        source: the file, or what the caller named it.
        place: where in it, as a person finds it: "row 17", "segment 214, CLM".
        claim: the claim's id, "" where it is not known.
        field: the field at fault; "" for the claim as a whole.
        value: what stood there.
        reason: what is wrong with it, and what was expected.
        row: the whole row as text.
    """

    source: str
    place: str
    claim: str
    field: str
    value: str
    reason: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole claims and the rows rejected among them.

    Attributes:
        relations: Arrow tables of `claims.extract.layout.INTAKE_SCHEMAS`, by name; a relation that is not
            given is empty. Claim ids are unique over all batches of a reader.
        rejections: the rows not taken.
        read: the share of the source that has been read after this batch, 0 to 1.
    """

    relations: Mapping[str, pa.Table]
    rejections: tuple[Rejection, ...] = ()
    read: float = 0.0
