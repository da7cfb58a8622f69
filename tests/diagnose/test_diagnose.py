"""Each rule of diagnose by a small chart, read by the real pipeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Patient,
    Setting,
    Sex,
    Suggestion,
)
from codinglab.review import review

UNCERTAIN = [
    "Probable pneumonia",
    "Suspected pneumonia",
    "Likely pneumonia",
    "Questionable pneumonia",
    "Possible pneumonia",
    "Pneumonia, still to be ruled out",
    "Findings compatible with pneumonia",
    "Findings consistent with pneumonia",
]


def inpatient(*documents: tuple[DocumentType, str], setting: Setting = Setting.INPATIENT_ACUTE) -> Encounter:
    return _encounter(documents, setting, ClaimType.INPATIENT, date(2026, 6, 6))


def office(*texts: str) -> Encounter:
    documents = [(DocumentType.OFFICE_NOTE, text) for text in texts]
    return _encounter(documents, Setting.OFFICE, ClaimType.PROFESSIONAL, date(2026, 6, 1))


def _encounter(documents: object, setting: Setting, claim_type: ClaimType, through: date) -> Encounter:
    chart = tuple(
        Document(f"d{number}", kind, kind.value, "A. Author, MD", date(2026, 6, 1 + number), text)
        for number, (kind, text) in enumerate(documents)  # type: ignore[call-overload]
    )
    patient = Patient("p", date(1950, 1, 1), Sex.FEMALE)
    return Encounter("e", setting, claim_type, patient, date(2026, 6, 1), through, chart)


def suggest(encounter: Encounter) -> dict[str, Suggestion]:
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


def summary(diagnoses: str, more: str = "") -> tuple[DocumentType, str]:
    return DocumentType.DISCHARGE_SUMMARY, f"DISCHARGE DIAGNOSES\n{diagnoses}\n{more}"


@pytest.mark.parametrize("words", UNCERTAIN)
def test_an_uncertain_diagnosis_at_discharge_is_coded_for_an_inpatient_stay(words: str) -> None:
    found = suggest(inpatient(summary(f"1. {words}")))
    assert found["J18.9"].authority.section == "II.H, III.C"
    assert found["J18.9"].authority.edition == "FY2026"


@pytest.mark.parametrize("words", UNCERTAIN)
def test_an_uncertain_diagnosis_is_not_coded_in_the_office(words: str) -> None:
    assert suggest(office(f"ASSESSMENT\n1. {words}\n2. Cough")).keys() == {"R05.9"}


def test_an_uncertain_diagnosis_counts_only_from_the_final_statement() -> None:
    early = DocumentType.PROGRESS_NOTE, "ASSESSMENT\nPossible pneumonia."
    assert "J18.9" not in suggest(inpatient(early, summary("1. COPD exacerbation")))


def test_a_professional_claim_for_an_inpatient_follows_the_outpatient_rule() -> None:
    stay = inpatient(summary("1. Probable pneumonia"))
    bill = Encounter(
        stay.id,
        stay.setting,
        ClaimType.PROFESSIONAL,
        stay.patient,
        stay.from_date,
        stay.through_date,
        stay.documents,
    )
    assert "J18.9" not in suggest(bill)


def test_confirmed_only_conditions_are_never_coded_when_uncertain() -> None:
    found = suggest(inpatient(summary("1. Probable COVID-19\n2. Suspected HIV\n3. Likely influenza A")))
    assert found.keys() == {"J11.1"}
    assert found["J11.1"].authority.section == "I.C.10.c"


def test_what_was_ruled_out_is_not_suggested() -> None:
    chart = inpatient(
        (DocumentType.PROGRESS_NOTE, "ASSESSMENT\nSepsis."),
        summary("1. Urinary tract infection", "HOSPITAL COURSE\nSepsis was ruled out."),
    )
    assert suggest(chart).keys() == {"N39.0"}


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        ("Type 2 diabetes. CKD stage 3b.", ["E11.22", "N18.32"]),
        ("Type 1 diabetes. CKD stage 4.", ["E10.22", "N18.4"]),
        ("Hypertension. CKD stage 3b.", ["I12.9", "N18.32"]),
        ("Hypertension. ESRD.", ["I12.0", "N18.6"]),
        ("Hypertension. Chronic systolic heart failure.", ["I11.0", "I50.22"]),
        ("HTN. CHF. CKD stage 3a.", ["I13.0", "I50.9", "N18.31"]),
        ("HTN. CHF. CKD 5.", ["I13.2", "I50.9", "N18.5"]),
        ("HTN. Acute kidney injury.", ["I10", "N17.9"]),
        ("Type 2 diabetes. Hypertension. CKD stage 3b.", ["E11.22", "I12.9", "N18.32"]),
        ("Type 2 diabetes. Hypertension. CKD not due to diabetes.", ["E11.9", "I12.9", "N18.9"]),
        ("Hypertension. CKD unrelated to hypertension.", ["I10", "N18.9"]),
        ("Diabetes with peripheral neuropathy.", ["E11.42"]),
        ("Type 2 diabetes. Osteoarthritis of the right knee. Right knee pain.", ["E11.9", "M17.11"]),
        ("Knee pain. Knee pain, right.", ["M25.561"]),
    ],
)
def test_combination_codes_and_their_order(problems: str, codes: list[str]) -> None:
    assert list(suggest(office(f"ASSESSMENT\n{problems}"))) == codes


def test_sepsis_is_coded_to_its_organism_and_stands_first() -> None:
    found = suggest(
        inpatient(
            (DocumentType.ED_NOTE, "ASSESSMENT\nSuspected sepsis, UTI."),
            (DocumentType.PROGRESS_NOTE, "ASSESSMENT\nSepsis, improving. AKI."),
            summary("1. Urinary tract infection\n2. Sepsis due to E. coli\n3. Acute kidney injury"),
        )
    )
    assert list(found) == ["A41.51", "N39.0", "N17.9"]
    first = found["A41.51"]
    assert {evidence.document for evidence in first.evidence} == {"d1", "d2"}
    assert first.authority.section == "I.C.1.d.4"
    assert any("related to the sepsis" in words for words in first.missing)


def test_sepsis_that_came_after_admission_does_not_stand_first() -> None:
    found = suggest(inpatient(summary("1. Pneumonia\n2. Sepsis, developed on day four")))
    assert list(found) == ["J18.9", "A41.9"]


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("Acute kidney injury due to sepsis", True),
        ("Sepsis with acute kidney injury", True),
        ("Sepsis due to UTI, AKI", False),
        ("Sepsis. Acute kidney injury due to dehydration", False),
    ],
)
def test_severe_sepsis_needs_a_link(words: str, linked: bool) -> None:
    found = suggest(inpatient(summary(f"1. Sepsis, present on admission\n2. {words}")))
    assert ("R65.20" in found) is linked
    if linked:
        assert list(found)[:2] == ["A41.9", "R65.20"]


def test_the_agent_of_a_local_infection_is_added() -> None:
    assert list(suggest(office("ASSESSMENT\nE. coli UTI."))) == ["N39.0", "B96.20"]


@pytest.mark.parametrize(
    ("medications", "codes"),
    [
        ("metformin 500 mg", {"Z79.84"}),
        ("insulin glargine 10 units", {"Z79.4"}),
        ("metformin, insulin glargine", {"Z79.84", "Z79.4"}),
        ("apixaban 5 mg", {"Z79.01"}),
        ("lisinopril 10 mg", set()),
    ],
)
def test_long_term_drugs(medications: str, codes: set[str]) -> None:
    found = suggest(office(f"MEDICATIONS\n{medications}\nASSESSMENT\nType 2 diabetes."))
    assert {code for code in found if code.startswith("Z79")} == codes


def test_insulin_of_the_stay_alone_is_no_long_term_drug() -> None:
    chart = inpatient(summary("1. Type 2 diabetes", "HOSPITAL COURSE\nSliding scale insulin was given."))
    assert "Z79.4" not in suggest(chart)


def test_integral_symptoms_go_and_others_stay() -> None:
    found = suggest(office("ASSESSMENT\nPneumonia with fever and cough. Right knee pain."))
    assert found.keys() == {"J18.9", "M25.561"}


def test_a_symptom_alone_is_coded() -> None:
    assert list(suggest(office("CHIEF COMPLAINT\nCough.\nASSESSMENT\nCough."))) == ["R05.9"]


def test_the_family_the_absent_and_the_imagined_are_not_coded() -> None:
    text = (
        "FAMILY HISTORY\nMother: diabetes.\nASSESSMENT\nHypertension. No pneumonia.\n"
        "INSTRUCTIONS\nReturn if chest pain."
    )
    found = suggest(office(text))
    assert list(found) == ["I10", "Z83.3"]
    assert not found["Z83.3"].addressed


@pytest.mark.parametrize(
    ("problem", "code", "missing"),
    [
        ("CKD", "N18.9", ("stage",)),
        ("Knee pain", "M25.569", ("side",)),
        ("Sepsis", "A41.9", ("organism",)),
        ("Heart failure", "I50.9", ("type",)),
        ("Type 2 diabetes", "E11.9", ()),
        ("Osteoarthritis of the left knee", "M17.12", ()),
    ],
)
def test_what_the_documentation_lacks(problem: str, code: str, missing: tuple[str, ...]) -> None:
    found = suggest(office(f"ASSESSMENT\n{problem}."))
    words = tuple(word.split(" ")[0] for word in found[code].missing)
    assert words[: len(missing)] == missing
    assert bool(words) is bool(missing)


def test_the_office_keeps_the_order_of_the_assessment() -> None:
    text = (
        "PMH: COPD, hypothyroidism\nASSESSMENT AND PLAN\n1. Osteoarthritis of right knee\n2. HTN\n3. Gout\n"
    )
    found = suggest(office(text))
    assert list(found) == ["M17.11", "I10", "M10.9", "J44.9", "E03.9"]
    assert "first-listed" in found["M17.11"].reason
    assert found["J44.9"].authority.section == "IV.J"


def test_every_suggestion_is_traced_to_words_and_rule() -> None:
    chart = office("ASSESSMENT AND PLAN\n1. T2DM 😀 with CKD 3b, on metformin.\n2. HTN\n")
    for found in diagnose(chart, review(chart)):
        assert found.evidence
        assert found.authority.section
        assert found.reason.endswith(".")
        assert found.title
        for evidence in found.evidence:
            text = chart.document(evidence.document).text
            assert text[evidence.start : evidence.end] == evidence.quote


def test_symptoms_that_an_assessment_only_mentions_belong_to_its_problems() -> None:
    text = (
        "CHIEF COMPLAINT\nAbdominal pain\nASSESSMENT\n1. Gastroenteritis.\n"
        "- She reports abdominal pain and dizziness since Monday.\n2. Headache.\n"
    )
    found = suggest(office(text))
    assert "R51.9" in found
    assert not found.keys() & {"R10.9", "R42"}


def test_symptoms_stay_where_the_assessment_heads_no_problem() -> None:
    assert "R42" in suggest(office("ASSESSMENT\nShe has had dizziness since Monday and will return.\n"))


def test_findings_of_the_examination_alone_are_not_reported() -> None:
    text = "REVIEW OF SYSTEMS\nDizziness.\nPHYSICAL EXAMINATION\nA murmur, edema.\nASSESSMENT\n1. Gout\n"
    assert suggest(office(text)).keys() == {"M10.9"}
    assert suggest(office("PHYSICAL EXAMINATION\nA murmur, edema.\n")) == {}


@pytest.mark.parametrize(
    ("complaint", "codes"),
    [
        ("Right elbow pain", {"M77.11"}),
        ("Left elbow pain", {"M77.12"}),
        ("Elbow pain", {"M77.10"}),
        ("Right knee pain", {"M77.10"}),
        ("Right elbow pain, left elbow pain", {"M77.10"}),
    ],
)
def test_the_side_may_stand_elsewhere_in_the_chart(complaint: str, codes: set[str]) -> None:
    found = suggest(office(f"CHIEF COMPLAINT\n{complaint}\nASSESSMENT\n1. Lateral epicondylitis.\n"))
    assert found.keys() == codes


def test_a_bilateral_problem_without_a_bilateral_code_takes_both() -> None:
    found = suggest(office("ASSESSMENT\n1. Bilateral medial epicondylitis.\n"))
    assert found.keys() == {"M77.01", "M77.02"}
    assert found["M77.01"].authority.section == "I.B.13"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Chest pain, pleuritic - possible costochondritis; ACS and PE ruled out", {"R07.81"}),
        ("Chest pain: PE ruled out.", {"R07.9"}),
        ("CT w/o contrast: 5 mm calculus with hydronephrosis.", {"N13.30"}),
        ("He has not been taking it; increasing wheeze and cough.", {"R06.2", "R05.9"}),
    ],
)
def test_a_denial_reaches_no_statement_of_its_own(words: str, codes: set[str]) -> None:
    assert set(suggest(office(words))) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Assessment:\nNicotine dependence, cigarettes.", "F17.210"),
        ("Assessment:\nTobacco dependence, cigarettes", "F17.210"),
        ("Social history:\nSmokes 1/2 ppd, not ready to quit.", "F17.210"),
        ("Social history:\nVapes nicotine daily.", "F17.290"),
        ("Assessment:\nTobacco use", "Z72.0"),
    ],
)
def test_dependence_on_nicotine_is_uncomplicated_unless_said(
    suggest: Callable[[str], dict[str, Suggestion]], text: str, code: str
) -> None:
    assert list(suggest(text)) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acute suppurative otitis media, right, without rupture", "H66.001"),
        ("Acute suppurative otitis media, bilateral", "H66.003"),
        ("Acute DVT R femoral vein", "I82.411"),
        ("Basal cell carcinoma, left ear", "C44.219"),
        ("Closed displaced fx shaft of right clavicle", "S42.021A"),
        ("Cellulitis of RLE", "L03.115"),
        ("L hip pain", "M25.552"),
        ("L4 radiculopathy", "M54.10"),
    ],
)
def test_a_side_is_read_also_as_a_letter_and_nothing_unsaid_is_added(
    suggest: Callable[[str], dict[str, Suggestion]], text: str, code: str
) -> None:
    assert list(suggest("Assessment:\n" + text)) == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Laceration left hand w/o FB, repaired", ["S61.412A"]),
        ("Scalp laceration", ["S01.01XA"]),
        ("Laceration of left forearm without foreign body", ["S51.812A"]),
        (
            "Age-related osteoporosis with current pathological fracture, L distal radius, routine healing",
            ["M80.032D"],
        ),
        ("Acute on chronic hypoxic and hypercapnic respiratory failure", ["J96.21", "J96.22"]),
        ("Actinic keratoses x5", ["L57.0"]),
        ("Inflamed seborrheic keratoses", ["L82.0"]),
        ("Other SKs benign", ["L82.1"]),
        ("Paroxysmal SVT", ["I47.10"]),
        ("Lung nodule LUL", ["R91.1"]),
    ],
)
def test_plain_words_of_an_assessment_lead_to_their_codes(
    suggest: Callable[[str], dict[str, Suggestion]], text: str, codes: list[str]
) -> None:
    assert list(suggest("Assessment:\n" + text)) == codes


@pytest.mark.parametrize(
    ("story", "code"),
    [
        ("Cyclist, struck a parked car while riding on a city street.", "V13.4XXA"),
        ("She hit a tree while riding her bike.", "V17.4XXA"),
    ],
)
def test_the_story_of_a_cyclist_tells_what_was_hit(
    suggest: Callable[[str], dict[str, Suggestion]], story: str, code: str
) -> None:
    assert code in suggest(f"HPI: {story}\nAssessment:\nConcussion")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Assessment:\nConcussion with brief LOC approx 1 minute", "S06.0X1A"),
        (
            "HPI: + brief LOC for 1 minute per bystander.\nAssessment:\nConcussion with LOC",
            "S06.0X1A",
        ),
        ("Assessment:\nConcussion with loss of consciousness", "S06.0X9A"),
        ("Assessment:\nConcussion without LOC", "S06.0X0A"),
        ("Assessment:\nConcussion with LOC 2 hours ago", "S06.0X9A"),
        ("Assessment:\nConcussion", "S06.0XAA"),
        ("HPI: No LOC.\nAssessment:\nConcussion with LOC", "S06.0XAA"),
    ],
)
def test_a_concussion_takes_the_loss_of_consciousness_of_the_chart(
    suggest: Callable[[str], dict[str, Suggestion]], text: str, code: str
) -> None:
    assert code in suggest(text)


def test_a_long_title_of_a_numbered_problem_keeps_its_place(
    suggest: Callable[[str], dict[str, Suggestion]],
) -> None:
    found = suggest(
        "Assessment & Plan\n1. Age-related osteoporosis with current pathological fracture, L distal radius, "
        "routine healing. Removable splint, OT.\n2. Primary osteoarthritis, right knee. Injection today.\n"
    )
    assert list(found) == ["M80.032D", "M17.11"]
