"""Compiled statements on the disk: those of a few edits (a drill's) do not drive out those of all."""

from __future__ import annotations

import os
from pathlib import Path

from codinglab.validate import kept


def test_the_newest_sets_of_a_type_are_kept_and_other_types_are_left_alone(tmp_path: Path) -> None:
    names = [f"statements-outpatient-{number}.json" for number in range(kept._KEPT + 2)]
    for age, name in enumerate(names):
        (tmp_path / name).write_text("{}", encoding="utf-8")
        os.utime(tmp_path / name, (age, age))
    kept._keep(tmp_path / "statements-inpatient-1.json", {"a": "b"})
    assert {path.name for path in tmp_path.iterdir()} == {*names, "statements-inpatient-1.json"}
    kept._keep(tmp_path / "statements-outpatient-new.json", {})
    left = {path.name for path in tmp_path.glob("statements-outpatient-*")}
    assert left == {*names[3:], "statements-outpatient-new.json"}
