"""What a drug did: adverse effects, poisonings and underdosing (I.C.19.e.5), with what does not count."""

from __future__ import annotations

import re
from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex, Suggestion
from codinglab.review import review
from codinglab.review.note_file import encounter_of

_DRUG = re.compile(r"T(?:3[6-9]|4|50|88\.7)|Z91\.1")


def suggest(text: str) -> dict[str, Suggestion]:
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, date(2026, 6, 1))
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


def stay(*documents: tuple[DocumentType, str]) -> list[str]:
    chart = tuple(
        Document(f"d{number}", kind, kind.value, "A. Author", date(2026, 6, 1 + number), text)
        for number, (kind, text) in enumerate(documents)
    )
    patient = Patient("p", date(1950, 1, 1), Sex.FEMALE)
    first, last = date(2026, 6, 1), date(2026, 6, 6)
    encounter = Encounter("e", Setting.INPATIENT_ACUTE, ClaimType.INPATIENT, patient, first, last, chart)
    return [found.code.written for found in diagnose(encounter, review(encounter))]


def codes(text: str) -> list[str]:
    return list(suggest(text if "\n" in text else f"ASSESSMENT\n\n1. {text}"))


def of_drugs(text: str) -> set[str]:
    return {code for code in codes(text) if _DRUG.match(code)}


def one(text: str, code: str) -> Suggestion:
    return suggest(f"ASSESSMENT\n\n1. {text}")[code]


@pytest.mark.parametrize(
    ("statement", "order"),
    [
        ("Adverse effect of lisinopril with cough.", ["R05.9", "T46.4X5A"]),
        ("Cough due to lisinopril.", ["R05.9", "T46.4X5A"]),
        ("GI bleed secondary to her long-term warfarin.", ["K92.2", "T45.515A", "Z79.01"]),
        ("Nausea, side effect of metformin.", ["R11.0", "T38.3X5A"]),
        ("Cough from ACE inhibitor.", ["R05.9", "T46.4X5A"]),
        ("Angioedema due to Zestril.", ["T78.3XXA", "T46.4X5A"]),
        ("Digoxin toxicity with nausea.", ["R11.0", "T46.0X5A"]),
        ("Bleeding from warfarin and aspirin.", ["R58", "T45.515A", "T39.015A"]),
        ("Opioid-induced constipation.", ["K59.03", "T40.2X5A"]),
        ("Statin-induced myopathy.", ["G72.0", "T46.6X5A"]),
        ("Neutropenia due to chemotherapy.", ["D70.1", "T45.1X5A"]),
        ("Anaphylaxis due to IV contrast.", ["T88.6XXA", "T50.8X5A"]),
        ("Rash due to antibiotics.", ["R21", "T36.95XA"]),
        ("Steroid-induced diabetes.", ["E09.9", "T38.0X5A"]),
        ("Drug-induced diabetes due to prednisone.", ["E09.9", "T38.0X5A"]),
        ("Type 2 diabetes with steroid-induced hyperglycemia.", ["E11.65", "T38.0X5A"]),
        ("Contrast-induced nephropathy.", ["N14.11", "T50.8X5A"]),
        ("Orthostatic hypotension due to tamsulosin.", ["I95.2", "T44.6X5A"]),
        ("Osteoporosis due to long-term prednisone use.", ["M81.8", "T38.0X5A"]),
        ("Allergic reaction to penicillin.", ["T88.7XXA", "T36.0X5A"]),
        ("Rash due to amoxicillin, healing.", ["R21", "T36.0X5D"]),
    ],
)
def test_the_nature_of_an_adverse_effect_comes_first_then_its_drug(statement: str, order: list[str]) -> None:
    assert codes(statement) == order


def test_diabetes_of_a_drug_combines_as_other_diabetes_does() -> None:
    assert codes("Steroid-induced diabetes with CKD stage 3.")[:2] == ["E09.22", "T38.0X5A"]


def test_the_drug_stands_beside_its_own_effect_and_not_at_the_end() -> None:
    found = suggest("ASSESSMENT\n\n1. Cough due to lisinopril.\n2. Gout.")
    assert list(found) == ["R05.9", "T46.4X5A", "M10.9"]


def test_a_symptom_that_a_drug_brought_about_is_not_part_of_another_disease() -> None:
    found = codes("ASSESSMENT\n\n1. COPD.\n2. Cough due to lisinopril.")
    assert found == ["J44.9", "R05.9", "T46.4X5A"]


@pytest.mark.parametrize(
    "statement",
    [
        "No adverse effects of lisinopril.",
        "Cough, not due to lisinopril.",
        "Cough, likely due to lisinopril.",
        "Discussed side effects of lisinopril.",
        "It seemed unlikely that a seizure due to tramadol would last.",
        "Hypertension. Continue lisinopril.",
        "Hypertension improved from lisinopril.",
        "Back pain. Switched from ibuprofen to naproxen.",
        "Cough due to pneumonia treated with azithromycin.",
        "Seizure due to benzodiazepine withdrawal.",
        "Avoid NSAIDs due to CKD.",
        "Adverse effect.",
        "Cocaine.",
        "MEDICATIONS\n\nlisinopril\nmetformin\naspirin\n\nASSESSMENT\n\n1. Cough.",
        "ALLERGIES\n\nPenicillin: rash\n\nASSESSMENT\n\n1. Cough.",
        "FAMILY HISTORY\n\nMother had a cough due to lisinopril.\n\nASSESSMENT\n\n1. Gout.",
        "PAST MEDICAL HISTORY\n\nHistory of cough due to lisinopril.\n\nASSESSMENT\n\n1. Gout.",
    ],
)
def test_what_is_no_adverse_effect_adds_no_code(statement: str) -> None:
    assert of_drugs(statement) == set()


def test_at_discharge_an_uncertain_cause_counts_as_the_cause() -> None:
    summary = "DISCHARGE DIAGNOSES\n1. Hypotension likely due to lisinopril"
    assert "T46.4X5A" in stay((DocumentType.DISCHARGE_SUMMARY, summary))


def test_a_nurse_does_not_make_a_drug_the_cause() -> None:
    nurse = (DocumentType.NURSING_NOTE, "Tylenol overdose.")
    found = stay(nurse, (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Hypertension"))
    assert found == ["I10"]


@pytest.mark.parametrize(
    ("statement", "order"),
    [
        ("Acetaminophen overdose, intentional.", ["T39.1X2A"]),
        ("Acute respiratory failure due to opioid overdose.", ["T40.2X1A", "J96.00"]),
        ("Poisoning by ibuprofen.", ["T39.311A"]),
        ("Nausea after she took too much digoxin.", ["T46.0X1A", "R11.0"]),
        ("Hypoglycemia, took the wrong dose of insulin.", ["T38.3X1A", "E16.2"]),
        ("Ingested 30 tablets of acetaminophen in a suicide attempt.", ["T39.1X2A"]),
        ("Unintentional overdose of morphine.", ["T40.2X1A"]),
        ("Overdose of amitriptyline, no suicidal intent.", ["T43.011A"]),
        ("Overdose of lorazepam, undetermined intent.", ["T42.4X4A"]),
        ("Tylenol overdose.\n2. Suicide attempt.", ["T39.1X2A"]),
    ],
)
def test_a_poisoning_comes_before_what_it_did_with_the_intent_told(statement: str, order: list[str]) -> None:
    assert codes(f"ASSESSMENT\n\n1. {statement}") == order


def test_a_poisoning_told_in_the_history_comes_before_what_is_assessed() -> None:
    story = "HISTORY OF PRESENT ILLNESS\n\nHe swallowed a bottle of aspirin to kill himself."
    assert codes(f"{story}\n\nASSESSMENT\n\n1. Metabolic acidosis.") == ["T39.012A", "E87.20"]


@pytest.mark.parametrize(
    "statement",
    [
        "History of opioid overdose.",
        "Denies overdose of Tylenol.",
        "Naloxone for opioid overdose prevention.",
        "Took 2 tablets of Tylenol for headache.",
        "Risk of overdose with oxycodone discussed.",
        "Opioid dependence.",
        "Depression with thoughts of overdosing on Tylenol.",
        "Hypertension, taking double dose lisinopril as prescribed.",
        "Ingested 2 tablets of acetaminophen for fever.",
    ],
)
def test_what_is_no_poisoning_adds_no_code(statement: str) -> None:
    assert of_drugs(statement) == set()


@pytest.mark.parametrize(
    ("statement", "order"),
    [
        ("Hypertension, stopped taking lisinopril.", ["I10", "T46.4X6A"]),
        ("Hypothyroidism, not taking levothyroxine as prescribed.", ["E03.9", "T38.1X6A"]),
        ("Atrial fibrillation with missed doses of metoprolol.", ["I48.91", "T44.7X6A"]),
        ("Missed doses of metoprolol, atrial fibrillation.", ["I48.91", "T44.7X6A"]),
        ("Hypertension, ran out of lisinopril, cannot afford it.", ["I10", "T46.4X6A", "Z91.120"]),
        ("Hypertension, stopped lisinopril on his own.", ["I10", "T46.4X6A", "Z91.128"]),
        ("Hypertension, forgets to take his amlodipine.", ["I10", "T46.1X6A", "Z91.138"]),
        ("Heart failure, noncompliant with furosemide.", ["I50.9", "T50.1X6A", "Z91.148"]),
        ("Hypertension due to lisinopril nonadherence.", ["I10", "T46.4X6A", "Z91.148"]),
    ],
)
def test_underdosing_follows_the_condition_and_tells_why(statement: str, order: list[str]) -> None:
    assert codes(statement) == order


def test_underdosing_told_in_the_history_follows_what_the_drug_is_for() -> None:
    story = "HISTORY OF PRESENT ILLNESS\n\nShe ran out of lisinopril because of the cost."
    found = codes(f"{story}\n\nASSESSMENT\n\n1. Gout.\n2. Hypertension.")
    assert found == ["M10.9", "I10", "T46.4X6A", "Z91.120"]


@pytest.mark.parametrize(
    "statement",
    [
        "Hypertension. Denies missing doses of lisinopril.",
        "Hypertension, advised to stop taking lisinopril.",
        "Hypertension, told by her cardiologist to stop taking lisinopril.",
        "Hypertension, not taking lisinopril.",
        "Hypertension, adherent with lisinopril.",
        "Hypertension, we will stop lisinopril.",
        "Stopped taking lisinopril.",
        "Diabetes, skipped metformin this morning for fasting labs.",
    ],
)
def test_what_is_no_underdosing_adds_no_code(statement: str) -> None:
    assert of_drugs(statement) == set()


@pytest.mark.parametrize(
    ("statement", "code", "section"),
    [
        ("Cough due to lisinopril.", "T46.4X5A", "I.C.19.e.5.a"),
        ("Acetaminophen overdose.", "T39.1X1A", "I.C.19.e.5.b"),
        ("Hypertension, stopped taking lisinopril.", "T46.4X6A", "I.C.19.e.5.c"),
    ],
)
def test_each_tells_its_words_and_its_rule(statement: str, code: str, section: str) -> None:
    found = one(statement, code)
    assert statement.rstrip(".") in found.reason
    assert found.authority.section == section


def test_an_effect_that_is_not_named_is_asked_for() -> None:
    assert "the nature of the adverse effect" in one("Adverse effect of lisinopril.", "T88.7XXA").missing
