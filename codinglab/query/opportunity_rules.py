"""What the kinds of opportunities look for, as data: reference/lexicon/query/opportunities.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.model import TableMissingError
from codinglab.parse import parse
from codinglab.query.opportunity_rows import (
    CauseRow,
    ConditionRow,
    ConflictRow,
    PoaRow,
    ProcedureRow,
    ReportedRow,
    UnspecifiedRow,
)
from codinglab.reference.paths import REFERENCE

FILE = REFERENCE / "lexicon" / "query" / "opportunities.toml"
_FORBID = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Rules:
    """All rows. Codes may be written with their dot."""

    __pydantic_config__ = _FORBID

    condition: tuple[ConditionRow, ...]
    reported: tuple[ReportedRow, ...]
    unspecified: tuple[UnspecifiedRow, ...]
    sided: tuple[str, ...]
    conflict: tuple[ConflictRow, ...]
    cause: tuple[CauseRow, ...]
    procedure: tuple[ProcedureRow, ...]
    poa: PoaRow


@cache
def rules() -> Rules:
    """The rows of the file.

    Raises:
        TableMissingError: the file is not there.
        InvalidInputError: it is wrong, with the path of each fault.
    """
    try:
        data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"The list of query opportunities, {FILE}, is missing. It ships with codinglab: restore it."
        raise TableMissingError(msg) from None
    return parse(Rules, data, source=FILE.name)


@cache
def pattern(*words: str) -> re.Pattern[str]:
    """One pattern for several, on whole words, in any case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


@cache
def prefixes(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes in stored form, for `startswith`."""
    return tuple(code.replace(".", "") for code in codes)
