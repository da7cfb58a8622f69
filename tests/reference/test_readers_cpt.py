"""The licensed CPT file. Every descriptor here is invented; none is the AMA's."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.cpt import read

LONG = (
    "A notice of the publisher\r\n\r\nthat says 2025 and goes on\r\n"
    "00001\tInvented: waving at a bird, first minute\r\n"
    '0002T\t"Invented: waving, each further ""minute"""\r\n'
)


def test_the_long_file_wins(publish) -> None:
    members = {"LONGULT.txt": LONG, "MEDU.txt": "00001 INVENTED WAVING\r\n", "SHORTU.txt": "00001 INV\r\n"}
    reading = read(publish("CPT 2026 data files.zip", members))
    assert reading.tables["cpt_code"].to_pylist() == [
        {"code": "00001", "title": "Invented: waving at a bird, first minute"},
        {"code": "0002T", "title": 'Invented: waving, each further "minute"'},
    ]
    assert (reading.edition, reading.since, reading.through) == (
        "CPT 2026",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MEDU.txt", "a notice\r\n00001 INVENTED WAVING\r\n"),
        ("mine.csv", "CPT Code,Description\r\n00001,INVENTED WAVING\r\n"),
    ],
)
def test_other_layouts(publish, name: str, text: str) -> None:
    reading = read(publish(name, text, date(2026, 1, 1)))
    assert reading.tables["cpt_code"].to_pylist() == [{"code": "00001", "title": "INVENTED WAVING"}]


@pytest.mark.parametrize(
    ("name", "text", "since", "found"),
    [
        ("LONGULT.txt", LONG, None, "expected one year in the name of the file; found none"),
        ("LONGULT-2025.txt", LONG, date(2026, 1, 1), "expected CPT 2026, as was said; the name says 2025"),
        ("LONGULT-2026.txt", LONG[:-8], None, "no line end"),
        ("LONGULT-2026.txt", LONG + "Invented rubbish\r\n", None, "line 6: expected a CPT code"),
        ("LONGULT-2026.txt", LONG + "00001\tInvented otherwise\r\n", None, "00001 stands twice"),
        ("LONGULT-2026.txt", "nothing of the kind\r\n", None, "found none"),
        (
            "mine-2026.csv",
            "Code,Description\r\nG0101,Invented\r\n",
            None,
            "expected a CPT code and its descriptor",
        ),
    ],
)
def test_what_is_refused_never_repeats_a_descriptor(
    publish, name: str, text: str, since: date | None, found: str
) -> None:
    with pytest.raises(SourceFileError, match=found) as refused:
        read(publish(name, text, since))
    assert "nvented" not in str(refused.value)
