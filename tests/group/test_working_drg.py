"""The teaching case of three days: the working DRG as the documentation arrives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from codinglab.group import group
from codinglab.model import Diagnosis, Icd10cm, Loss
from codinglab.reference.cases import load_case

SHELL = load_case("cdi-heart-failure-three-days").shell
EVERY_DAY = ("E11.22", "N18.32", "I48.91", "E78.5")
DAY_2 = ("I13.0", "I50.9", "N17.9/N")
DAY_3 = ("I13.0", "I50.23", "J96.01", "N17.9/N", "G93.41/N", "I24.89")


@pytest.mark.parametrize(
    ("codes", "drg"),
    [
        pytest.param(("J18.9", "I13.0", "I50.9"), "194", id="day 1, the first problem: probable pneumonia"),
        pytest.param(("I13.0", "I50.9", "J18.9"), "291", id="day 1, heart failure before the pneumonia"),
        pytest.param(("I13.0", "I50.9"), "293", id="day 1, what stands without the pneumonia"),
        pytest.param(DAY_2, "292", id="day 2, pneumonia ruled out, acute kidney injury"),
        pytest.param((*DAY_2, "J96.01"), "291", id="day 2, the answer about the breathing"),
        pytest.param(("J96.01", *DAY_2), "189", id="day 2, the respiratory failure first"),
        pytest.param((*DAY_3, "L89.153/U"), "291", id="day 3, type of heart failure, POA not known"),
        pytest.param((*DAY_3, "L89.153/Y", "E43", "E87.1"), "291", id="three queries answered"),
        pytest.param(
            (*(code for code in DAY_3 if code != "I24.89"), "I21.A1"), "280", id="type 2 infarction"
        ),
    ],
)
def test_the_working_drg_follows_the_documentation(codes: tuple[str, ...], drg: str) -> None:
    assert group(replace(SHELL, diagnoses=diagnoses(*codes, *EVERY_DAY))).drg == drg


@pytest.mark.parametrize(("poa", "loss"), [("U", Loss.ACQUIRED), ("N", Loss.ACQUIRED), ("Y", Loss.NOTHING)])
def test_the_pressure_injury_counts_only_as_present_on_admission(poa: str, loss: Loss) -> None:
    grouping = group(replace(SHELL, diagnoses=diagnoses("I13.0", f"L89.153/{poa}")))
    assert [one.loss for one in grouping.secondary] == [loss]


def diagnoses(*codes: str) -> tuple[Diagnosis, ...]:
    split = (code.partition("/") for code in codes)
    return tuple(Diagnosis(Icd10cm(code), poa or "Y") for code, _, poa in split)
