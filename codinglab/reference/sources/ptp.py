"""NCCI procedure-to-procedure edits: practitioner (ccipra) and outpatient hospital (ccioph) tables.

CMS hands out tab-delimited text and the same as Excel, each table in parts f1 to f4. Above the rows
stand the AMA's notice, "Column1/Column2 Edits" and a header that is wrapped over several lines. The
deletion date is the last day on which a pair is active; indicator 9 marks a pair that was void from
its start, and is kept. Source: NCCI Policy Manual for Medicare, chapter I.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.columns import normal
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.arrow import coded, csv_table, dated, refuse_row, text_table
from codinglab.reference.sources.grid import (
    HCPCS_FORM,
    check_end,
    choose_members,
    decode,
    few,
    find_columns,
    read_rows,
)
from codinglab.reference.sources.pairs import overlaps
from codinglab.reference.sources.quarter import Quarter, stated_quarter

if TYPE_CHECKING:
    import pyarrow as pa

_WANTED = {
    "column1": ("column 1",),
    "column2": ("column 2",),
    "through": ("deletion date", "deletion"),
    "indicator": ("modifier",),
}
_OPTIONAL = {
    "pre_1996": ("in existence",),
    "since": ("effective date", "effective"),
    "rationale": ("ptp edit rationale", "rationale"),
}
_ORDER = ("column1", "column2", "pre_1996", "since", "through", "indicator", "rationale")
_FIRST_ROW = re.compile(
    rf'^"?(?:{HCPCS_FORM.pattern})"?([\t,])"?(?:{HCPCS_FORM.pattern})"?\1'.encode(), re.MULTILINE
)
_DEEPEST_HEADER = 1 << 16
_NAMES = {
    "professional": re.compile(r"ccipra|practitioner|(?<![a-z])pra(?:c)?(?![a-z])", re.IGNORECASE),
    "outpatient": re.compile(r"ccioph|hospital|outpatient|(?<![a-z])oph(?![a-z])", re.IGNORECASE),
}
_PARTS = ("1", "2", "3", "4")


def read_practitioner(request: Request) -> Reading:
    """Read the practitioner table, for professional claims.

    Returns:
        Table `ncci_ptp`: claim_type, column1, column2, since, through (null while active), indicator
        (0, 1 or 9), pre_1996, rationale.

    Raises:
        SourceFileError: another table, quarter or layout, or a cell that cannot be; the place is named.
    """
    return _read(request, "professional")


def read_hospital(request: Request) -> Reading:
    """Read the outpatient hospital table; as `read_practitioner`."""
    return _read(request, "outpatient")


def _read(request: Request, claim_type: str) -> Reading:
    import pyarrow as pa

    archive = request.archive
    members = sorted(choose_members(archive, ".*", "a table of procedure pairs"))
    remarks = _check_names(request, claim_type, members)
    quarter = stated_quarter(request, members)
    parts = []
    for done, name in enumerate(members):
        request.say(f"reading {name}", done / len(members))
        parts.append(_read_part(request, name, quarter))
    pairs = pa.concat_tables(parts)
    whole = pairs.num_rows
    pairs = pairs.group_by(pairs.column_names, use_threads=False).aggregate([]) if _repeats(pairs) else pairs
    if pairs.num_rows < whole:
        remarks.append(f"{whole - pairs.num_rows:,} rows stand twice, word for word; each is kept once.")
    if pairs.column("since").null_count:
        pairs, told = _undated(pairs, quarter)
        remarks.append(told)
    remarks += overlaps(pairs)
    remarks += few(pairs.num_rows, 1_000_000, "pairs")
    table = pairs.add_column(0, "claim_type", pa.array([claim_type] * pairs.num_rows))
    return Reading(
        _edition(quarter, members), quarter.since, quarter.through, {"ncci_ptp": table}, tuple(remarks)
    )


def _check_names(request: Request, claim_type: str, members: list[str]) -> list[str]:
    names = " ".join((request.archive.name, *members))
    if re.search(r"medicaid|(?<![a-z])mcd(?![a-z])", names, re.IGNORECASE):
        msg = f"{request.archive.name}: expected the Medicare table; the name says Medicaid."
        raise SourceFileError(msg)
    said = {kind for kind, pattern in _NAMES.items() if pattern.search(names)}
    if said and claim_type not in said:
        msg = f"{request.archive.name}: expected the {claim_type} table; its name says {said.pop()}."
        raise SourceFileError(msg)
    if len(said) > 1:
        msg = f"{request.archive.name}: expected one table; its names speak of practitioner and hospital."
        raise SourceFileError(msg)
    remarks = (
        [] if said else [f"Nothing in the file says that it is the {claim_type} table; your word is taken."]
    )
    numbers = _part_numbers(members)
    if len(set(numbers)) < len(numbers):
        msg = f"{request.archive.name}: expected each part once; found parts {', '.join(numbers)}."
        raise SourceFileError(msg)
    missing = [number for number in _PARTS if number not in numbers]
    if numbers and missing:
        remarks.append(
            f"Only part {', '.join(numbers)} of the table is here: pairs of part {', '.join(missing)} are "
            "unknown, which is not the same as absent. Put the four parts into one zip."
        )
    return remarks


def _part_numbers(members: list[str]) -> list[str]:
    return [match[1] for name in members if (match := re.search(r"-f(\d)\.[a-z]+$", name, re.IGNORECASE))]


def _edition(quarter: Quarter, members: list[str]) -> str:
    numbers = _part_numbers(members)
    return str(quarter) if len(numbers) in {0, len(_PARTS)} else f"{quarter}, part {', '.join(numbers)} only"


def _read_part(request: Request, name: str, quarter: Quarter) -> pa.Table:
    archive = request.archive
    place = f"{archive.name}, {name}"
    if name.lower().endswith(".xlsx"):
        rows = [row for _, row in read_rows(archive, name)]
        above = next((at for at, row in enumerate(rows) if _is_pair(row)), len(rows))
        columns = _columns(rows[:above], place)
        cells = text_table(rows[above:], max((len(row) for row in rows), default=0))
    else:
        raw = archive.read(name)
        check_end(raw, place)
        first = _FIRST_ROW.search(raw[:_DEEPEST_HEADER])
        start = first.start() if first else len(raw)
        delimiter = first[1].decode() if first else "\t"
        head = decode(raw[: min(start, _DEEPEST_HEADER)], place)
        columns = _columns(list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)), place)
        above = raw.count(b"\n", 0, start)
        cells = csv_table(raw, start, delimiter, place, above) if first else text_table([], 0)
    if not cells.num_rows:
        msg = f"{place}: expected pairs of codes below the header; found none."
        raise SourceFileError(msg)
    if cells.num_columns <= max(columns.values()):
        msg = f"{place}: expected {max(columns.values()) + 1} cells a row; found {cells.num_columns}."
        raise SourceFileError(msg)
    return _typed(cells, columns, place, above, quarter)


def _is_pair(row: list[str]) -> bool:
    return len(row) > 1 and all(HCPCS_FORM.fullmatch(cell.strip()) for cell in row[:2])


def _columns(head: list[list[str]], place: str) -> dict[str, int]:
    for row in head:
        found = find_columns(row, _WANTED)
        if len(found) == len(_WANTED):
            return {**found, **find_columns(row, _OPTIONAL)}
    words = normal(" ".join(cell for row in head for cell in row)).replace(" ", "")
    wrapped = r"column1(?!column2edits).*column2.*existence.*effective.*deletion.*modifier.*rationale"
    if re.search(wrapped, words):
        return {name: at for at, name in enumerate(_ORDER)}
    seen = " | ".join(" ".join(cell.split()) for row in head for cell in row if cell.strip())[-300:]
    msg = (
        f"{place}: expected the columns Column 1, Column 2, Effective Date, Deletion Date, Modifier and "
        f"PTP Edit Rationale above the pairs; found: {seen or 'nothing'}"
    )
    raise SourceFileError(msg)


def _typed(cells: pa.Table, columns: dict[str, int], place: str, above: int, quarter: Quarter) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    def of(name: str) -> pa.ChunkedArray:
        if name not in columns:
            return pa.chunked_array([pa.nulls(cells.num_rows, pa.string())])
        return pc.utf8_trim_whitespace(cells.column(columns[name]))

    def where(name: str) -> tuple[str, int]:
        return f"{place}, {name}", above

    indicator = coded(of("indicator"), {"0": 0, "1": 1, "9": 9}, pa.int8(), *where("modifier indicator"))
    old = coded(of("pre_1996"), {"": False, "*": True, None: False}, pa.bool_(), *where("pre-1996 mark"))
    since = dated(of("since"), (), *where("effective date"))
    latest = pc.max(since).as_py()
    if latest is not None and latest > quarter.through:
        msg = f"{place}: expected pairs of {quarter} or before; one takes effect on {latest}, after it."
        raise SourceFileError(msg)
    codes = {}
    for name in ("column1", "column2"):
        codes[name] = pc.utf8_upper(of(name))
        wrong = [code for code in pc.unique(codes[name]).to_pylist() if not HCPCS_FORM.fullmatch(code)]
        if wrong:
            refuse_row(codes[name], wrong[0], f"{place}, {name}", above, "a HCPCS or CPT code")
    return pa.table(
        {
            **codes,
            "since": since,
            "through": dated(of("through"), ("", "*", "NA"), *where("deletion date")),
            "indicator": indicator,
            "pre_1996": old,
            "rationale": pc.fill_null(of("rationale"), ""),
        }
    )


def _repeats(pairs: pa.Table) -> bool:
    keys = pairs.select(["column1", "column2", "since", "through", "indicator"])
    return bool(keys.group_by(keys.column_names).aggregate([]).num_rows < pairs.num_rows)


def _undated(pairs: pa.Table, quarter: Quarter) -> tuple[pa.Table, str]:
    """Date pairs without an effective date from the quarter, and leave out those deleted before it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    through = pairs.column("through")
    held = pc.or_kleene(pc.is_null(through), pc.greater_equal(through, pa.scalar(quarter.since)))
    kept = pairs.filter(held)
    since = pa.array([quarter.since] * kept.num_rows, pa.date32())
    at = kept.column_names.index("since")
    told = (
        f"The file has no effective dates: its {kept.num_rows:,} pairs are dated from {quarter.since}, and "
        f"{pairs.num_rows - kept.num_rows:,} pairs deleted before that day are left out."
    )
    return kept.set_column(at, "since", since), told
