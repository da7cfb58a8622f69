"""Which documents bind a contractor, however a person or a claim names it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from codinglab.reference.jurisdiction import among

NAMES = ("kind", "id", "version", "contractor", "number", "state", "part")
ROWS = [
    ("lcd", "L1", 2, "Invented Health Solutions, LLC", "01112", "CA", "B"),
    ("lcd", "L1", 2, "Invented Health Solutions, LLC", "02102", "WA", "B"),
    ("article", "A1", 1, "Invented Health Solutions, LLC", "02102", "WA", "B"),
    ("article", "A2", 1, "National Government Inventions, Inc.", "", "NY", "B"),
    ("article", "A3", 1, "National Government Inventions, Inc.", "", "CT", "B"),
    ("article", "A4", 1, "Unplaced GBA", "", "", "A"),
    ("article", "A4", 1, "Unplaced GBA", "", "", "B"),
]
BOUND = pa.Table.from_pylist([dict(zip(NAMES, row, strict=True)) for row in ROWS])
L1, A1, A2, A3, A4 = (
    (kind, f"{kind[0].upper()}{number}", version)
    for kind, number, version in (
        ("lcd", 1, 2),
        ("article", 1, 1),
        ("article", 2, 1),
        ("article", 3, 1),
        ("article", 4, 1),
    )
)


@pytest.mark.parametrize(
    ("said", "names", "documents"),
    [
        ("02102", ("02102",), {L1, A1}),
        (" 01112 ", ("01112",), {L1}),
        ("Invented Health Solutions, LLC", ("01112", "02102"), {L1, A1}),
        ("invented health solutions llc", ("01112", "02102"), {L1, A1}),
        ("Invented", ("01112", "02102"), {L1, A1}),
        ("Invented, ca", ("01112",), {L1}),
        ("02102, WA", ("02102",), {L1, A1}),
        ("02102, CA", (), set()),
        (
            "NGI",
            ("National Government Inventions, Inc., CT", "National Government Inventions, Inc., NY"),
            {A2, A3},
        ),
        ("National Government Inventions, Inc., NY", ("National Government Inventions, Inc., NY",), {A2}),
        ("ngi, CT", ("National Government Inventions, Inc., CT",), {A3}),
        ("Unplaced GBA, TX", ("Unplaced GBA",), {A4}),
        ("Invent", (), set()),
        ("0110", (), set()),
        (" , ", (), set()),
        ("", (), set()),
    ],
)
def test_a_contractor_by_number_name_first_words_or_initials(
    said: str, names: tuple[str, ...], documents: set[tuple[str, str, int]]
) -> None:
    found = among(BOUND, said)
    assert (found.contractor, found.names, found.documents) == (said, names, documents)
