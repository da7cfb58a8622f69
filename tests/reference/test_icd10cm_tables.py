"""What edits read of the tabular: sequencing notes, headers by day, sides, and lists of the lexicon."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from codinglab.reference.compile import Span
from codinglab.reference.headers import header_table
from codinglab.reference.instructions import instruction_table
from codinglab.reference.rule_tables import rule_table
from codinglab.reference.sides import side_table
from codinglab.reference.slices import read_slice
from codinglab.reference.sources.tabular import TabularNode


def rows(name: str, **told: Any) -> list[dict[str, Any]]:
    table = rule_table(name)
    assert table is not None
    return [row for row in table.rows.to_pylist() if all(row[key] == told[key] for key in told)]


@pytest.mark.parametrize(
    ("node", "required", "is_open", "targets"),
    [
        ("D631", True, False, {"N18"}),
        ("N18", False, False, {"E0822", "E0922", "E1022", "E1122", "E1322", "I12", "I13"}),
        ("F05", True, True, {"F039"}),
        ("Z16", True, True, {""}),
        ("J18", False, False, {"J09X1", "J100", "J110"}),
        ("R131", False, True, {""}),
    ],
)
def test_code_first_notes_of_the_tabular(node: str, required: bool, is_open: bool, targets: set[str]) -> None:
    found = rows("icd10cm_instruction", node=node, kind="code_first")
    assert {row["target"] for row in found} == targets
    assert {(row["required"], row["open"]) for row in found} == {(required, is_open)}


def test_notes_keep_their_heading_and_the_characters_they_ask_for() -> None:
    notes = (
        ("code_first", "underlying disease, such as:"),
        ("code_first", "malaria (B50.0-B54)"),
        (
            "use_additional",
            "code for adverse effect, to identify drug (T36-T50 with fifth or sixth character 5)",
        ),
    )
    nodes = [TabularNode(key, "category", key, "", ()) for key in ("B50", "B500", "B54", "T36", "T50")]
    table = instruction_table([*nodes, TabularNode("D77", "category", "D77", "", notes)]).to_pylist()
    first = [row for row in table if row["kind"] == "code_first"]
    assert [row["target"] for row in first] == ["B50", "B54"]
    assert {row["note"] for row in first} == {"underlying disease, such as: malaria (B50.0-B54)"}
    assert {row["characters"] for row in table if row["kind"] == "use_additional"} == {"5"}


def test_headers_follow_the_days_of_the_codes_below_them() -> None:
    old = Span("G350", date(2020, 10, 1), date(2025, 9, 30), "one")
    new = Span("G351", date(2025, 10, 1), None, "two")
    table = header_table([old, new, Span("S52501A", date(2020, 10, 1), None, "fracture")]).to_pylist()
    by_day = [(row["since"], row["through"], row["example"]) for row in table if row["code"] == "G35"]
    assert by_day == [
        (date(2020, 10, 1), date(2025, 9, 30), "G350"),
        (date(2025, 10, 1), date(9999, 12, 30), "G351"),
    ]
    assert {row["code"] for row in table} == {"G35", "S52", "S525", "S5250"}


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("M1711", {"right": "M1711", "left": "M1712", "bilateral": "M170", "unspecified": "M1710"}),
        ("H2511", {"right": "H2511", "left": "H2512", "bilateral": "H2513", "unspecified": "H2510"}),
        ("M25561", {"right": "M25561", "left": "M25562", "unspecified": "M25569"}),
    ],
)
def test_sides_of_one_thing(code: str, sides: dict[str, str]) -> None:
    (thing,) = [row["thing"] for row in rows("icd10cm_side", code=code)]
    assert {row["side"]: row["code"] for row in rows("icd10cm_side", thing=thing)} == sides


def test_a_thing_with_one_side_only_is_left_out() -> None:
    titles = {"M25561": "Pain in right knee", "M25562": "Pain in left knee", "M25571": "Pain in right ankle"}
    assert set(side_table(titles).column("code").to_pylist()) == {"M25561", "M25562"}


def test_lists_name_codes_that_are_in_force() -> None:
    known = {
        row["code"] for row in rows("icd10cm_code") if row["since"] <= date(2026, 6, 1) <= row["through"]
    }
    known = {code[:length] for code in known for length in range(3, 8)}
    lists = read_slice("icd10cm_code_list")[0].to_pylist()
    named = {row["prefix"] for row in lists if row["list"] != "delivery procedure"}
    pairs = read_slice("icd10cm_code_pair")[0].to_pylist()
    named |= {row[side] for row in pairs for side in ("first", "second")}
    named |= {row["becomes"].replace(".", "") for row in pairs if row["becomes"]}
    for name, column in (("icd10cm_integral", "prefix"), ("icd10cm_integral", "symptom")):
        named |= {row[column] for row in rows(name)}
    assert named - known == set()


@pytest.mark.parametrize(("code", "trimester"), [("O10012", 2), ("O4100X1", None), ("O3113X2", 3)])
def test_a_trimester_is_read_from_the_title(code: str, trimester: int | None) -> None:
    told = [row["trimester"] for row in rows("icd10cm_trimester", code=code)]
    assert told == ([trimester] if trimester else [])
