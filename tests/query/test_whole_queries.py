"""Whole queries as they are asked: compliant ones break nothing, and one option too many is seen (QL-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from codinglab.model import Indicator, Query, QueryType, Severity
from codinglab.query import lint
from codinglab.query.examples import FACTS, choices, on, query
from codinglab.query.support import supports

ASK = (
    "Based on your clinical judgment, please clarify the diagnosis, if any, that these indicators represent."
)


def now(*facts: str, source: str = "Progress note") -> tuple[Indicator, ...]:
    return on(11, 4, *facts, source=source)


def earlier(fact: str) -> tuple[Indicator, ...]:
    return (Indicator(fact, date(2025, 8, 2), "Outpatient record", prior=True),)


def choose(title: str, question: str, indicators: tuple[Indicator, ...], *options: str, **more: Any) -> Query:
    return query(title=title, question=question, indicators=indicators, options=choices(*options), **more)


COMPLIANT = (
    choose(
        "Clarification: respiratory status",
        ASK,
        now("SpO2 84% on room air, RR 28", "BiPAP started, ABG pH 7.29, PaCO2 66", "Accessory muscle use"),
        "Acute hypoxic respiratory failure",
        "Acute hypercapnic respiratory failure",
        "Acute hypoxic and hypercapnic respiratory failure",
    ),
    choose(
        "Clarification: mental status",
        ASK,
        now(
            "Oriented x1, baseline oriented x3 per daughter",
            "UTI with E. coli; ceftriaxone 1 g IV",
            "Returned to baseline on day 3",
        ),
        "Metabolic encephalopathy due to UTI",
        "Toxic encephalopathy",
        "Delirium due to known physiological condition",
    ),
    choose(
        "Clarification: heart failure specificity",
        "Please clarify the type and acuity of the documented heart failure.",
        now(
            "Echo: LVEF 25-30%, global hypokinesis",
            "Furosemide 80 mg IV twice daily",
            "BNP 2,300 pg/mL, 2+ pitting edema",
        ),
        "Acute systolic heart failure",
        "Acute on chronic systolic heart failure",
        "Chronic systolic heart failure",
        documented=("CHF",),
    ),
    choose(
        "Heart failure: type and acuity",
        "Please specify type and acuity of heart failure.",
        now(
            "TTE: EF 60%, grade II diastolic dysfunction", "Lasix 40 mg IV BID, CXR with vascular congestion"
        ),
        "Acute diastolic (HFpEF) heart failure",
        "Acute on chronic diastolic (HFpEF) heart failure",
        "Chronic diastolic heart failure",
        documented=("heart failure",),
    ),
    choose(
        "Clarification: hemoglobin",
        ASK,
        now("Hgb 13.1 on 11/02, 7.9 on 11/04", "EBL 900 mL in hip ORIF", "2 units PRBC transfused"),
        "Acute blood loss anemia",
        "Dilutional drop in hemoglobin",
        "Expected postoperative change, not clinically significant",
    ),
    choose(
        "Clarification: nutritional status",
        ASK,
        now(
            "Dietitian: weight 52 kg, 61 kg six months ago (15% loss)",
            "Intake <50% of needs for 2 weeks",
            "Severe temporal and clavicular muscle wasting",
            "Ensure three times daily ordered",
        ),
        "Severe protein-calorie malnutrition",
        "Moderate protein-calorie malnutrition",
        "Mild protein-calorie malnutrition",
        "Cachexia",
    ),
    choose(
        "Clarification: kidney function",
        ASK,
        (
            *earlier("Creatinine 1.0 mg/dL"),
            *now(
                "Creatinine 3.4 mg/dL on admission, 3.3 after 3 L fluid",
                "FENa 3.1%",
                "Muddy brown casts on urine microscopy",
            ),
        ),
        "Acute kidney injury due to acute tubular necrosis",
        "Acute kidney injury due to dehydration",
        "Acute kidney injury, other cause",
    ),
    choose(
        "Clarification: infection",
        ASK,
        now(
            "T 39.1 C, HR 124, RR 26, WBC 21.4",
            "Lactate 4.4 mmol/L, BP 78/40 after 30 mL/kg",
            "Norepinephrine drip started",
            "Blood cultures with E. coli; urine culture E. coli",
        ),
        "Sepsis due to UTI with septic shock",
        "Sepsis due to UTI without septic shock",
        "UTI without sepsis",
    ),
    choose(
        "Clarification: pneumonia type",
        "Can the type of pneumonia be further specified?",
        now(
            "Sputum culture: Pseudomonas aeruginosa",
            "Cefepime 2 g IV every 8 h",
            "RLL consolidation on chest x-ray",
        ),
        "Gram-negative pneumonia",
        "Pneumonia due to Pseudomonas",
        "Community-acquired pneumonia, organism unknown",
        documented=("pneumonia",),
    ),
    choose(
        "Clarification: troponin",
        ASK,
        now(
            "Troponin 0.02, 0.45, 0.31 ng/mL",
            "HR 146 with atrial fibrillation",
            "No chest pain, ECG without ST changes",
            "Hgb 7.1 g/dL",
        ),
        "Type 2 myocardial infarction",
        "Acute non-ischemic myocardial injury",
        "Demand ischemia without infarction",
        "Not clinically significant",
    ),
    choose(
        "Clarification: sodium result",
        "What is the clinical significance of the sodium level?",
        now(
            "Na 124, 126, 131 mmol/L",
            "Fluid restriction 1,200 mL/day",
            "Urine osmolality 480, serum osmolality 262",
        ),
        "Hyponatremia",
        "SIADH",
        "No clinical significance",
    ),
    choose(
        "Clarification: sacral wound",
        ASK,
        now(
            "Wound nurse: sacral wound 4 x 3 cm, full-thickness with visible fat",
            "Photograph on admission",
            "Debridement and foam dressing",
        ),
        "Pressure ulcer of sacrum, stage 3",
        "Pressure ulcer of sacrum, unstageable",
        "Moisture-associated skin damage",
        "Other skin condition",
    ),
    choose(
        "Conflicting documentation: encephalopathy and delirium",
        "Neurology documents metabolic encephalopathy; the hospitalist documents delirium. Please clarify.",
        now("CAM positive, inattentive, fluctuating course", "Ammonia 30, sodium 118"),
        "Metabolic encephalopathy",
        "Delirium",
        "Both metabolic encephalopathy and delirium",
        documented=("metabolic encephalopathy", "delirium"),
    ),
    choose(
        "Clinical validation: sepsis",
        "Sepsis is documented in the H&P and not in the discharge summary. Please clarify.",
        now("T 37.0 C, HR 82, WBC 9.1, lactate 1.1", "CXR: right lower lobe infiltrate, ceftriaxone 1 g IV"),
        "Sepsis was present",
        "Sepsis was ruled out",
        "Pneumonia without sepsis",
        documented=("sepsis", "pneumonia"),
    ),
    choose(
        "Clarification: fracture",
        ASK,
        now("Ground-level fall from standing height", "DEXA T-score -3.4; L2 compression fracture on CT"),
        "Pathological fracture due to osteoporosis",
        "Traumatic compression fracture",
        "Other type of fracture",
    ),
    choose(
        "Clarification: intraoperative event",
        "Please clarify the clinical significance of the serosal tear noted in the operative report.",
        now(
            "Operative report: 2 cm serosal tear repaired with 3-0 silk",
            "Dense adhesions lysed for 90 minutes",
            source="Operative report",
        ),
        "Accidental laceration, a complication of the procedure",
        "Serosal tear inherent to lysis of adhesions",
        "Not clinically significant",
    ),
    choose(
        "Clarification: debridement",
        "Please clarify the type of debridement performed.",
        now(
            "Sharp debridement of necrotic tissue to fascia with scalpel, 6 x 4 cm",
            "Wound 6 x 4 x 2 cm after the procedure",
            source="Operative report",
        ),
        "Excisional debridement to fascia",
        "Non-excisional debridement",
        documented=("sacral pressure ulcer, stage 4",),
    ),
    choose(
        "Clarification: blood sugar",
        ASK,
        now("Glucose 612 mg/dL, bicarbonate 12, anion gap 24", "Beta-hydroxybutyrate 6.1, insulin infusion"),
        "Diabetic ketoacidosis",
        "Hyperosmolar hyperglycemic state",
        "Hyperglycemia without ketoacidosis",
    ),
    choose(
        "Clarification: body mass index",
        ASK,
        now("BMI 42.3, height 165 cm, weight 115 kg", "Bariatric bed, nutrition counselling"),
        "Obesity, class 3",
        "Not clinically significant",
    ),
    choose(
        "Clarification: alcohol use",
        ASK,
        now("CIWA 22, lorazepam 2 mg IV", "Last drink 36 h before admission; tremor, hallucinations"),
        "Alcohol dependence with withdrawal",
        "Alcohol dependence with withdrawal delirium",
        "Alcohol use without dependence",
    ),
    choose(
        "Clarification: gastrointestinal status",
        ASK,
        now("Post-op day 4, NG tube placed, abdominal distention, no flatus", "KUB: dilated loops"),
        "Postoperative ileus",
        "Small bowel obstruction",
        "Expected postoperative course",
    ),
    choose(
        "Clarification: potassium",
        ASK,
        now("K 2.6 mmol/L", "KCl 40 mEq IV x 2"),
        "Hypokalemia",
        "Not clinically significant",
    ),
    choose(
        "Clarification: altered level of consciousness",
        ASK,
        now(
            "GCS 6 on arrival, intubated for airway protection",
            "CT head: 5 mm midline shift, mannitol 1 g/kg",
        ),
        "Coma",
        "Cerebral edema",
        "Brain compression",
    ),
    choose(
        "Clarification: platelet count",
        ASK,
        now("Platelets 42 K, 38 K", "PF4 antibody positive; argatroban started"),
        "Heparin-induced thrombocytopenia",
        "Thrombocytopenia due to sepsis",
        "Not clinically significant",
        documented=("sepsis",),
    ),
    choose(
        "Clarification: chronic kidney disease stage",
        "Please clarify the stage of chronic kidney disease.",
        (*earlier("eGFR 26 mL/min"), *now("eGFR 24, 25 mL/min; nephrology follow-up")),
        "CKD stage 3b",
        "CKD stage 4",
        documented=("CKD",),
    ),
    choose(
        "Clarification: cause of anemia",
        "Please clarify the cause of the documented anemia.",
        now("Hgb 8.2 g/dL, ferritin 8, MCV 71", "Iron sucrose 200 mg IV", "Stool guaiac positive"),
        "Iron deficiency anemia due to chronic blood loss",
        "Anemia of chronic kidney disease",
        documented=("anemia", "CKD stage 4"),
    ),
    choose(
        "Clarification: lung findings",
        ASK,
        now(
            "CT chest: bilateral dependent opacities after witnessed vomiting and aspiration",
            "Ampicillin-sulbactam 3 g IV every 6 h",
        ),
        "Aspiration pneumonia",
        "Aspiration pneumonitis",
        "Atelectasis",
    ),
    choose(
        "Clarification: relationship",
        "Please clarify the relationship, if any, between the foot ulcer and the diabetes.",
        now("Plantar ulcer 2 x 2 cm", "Monofilament sensation absent, A1c 10.2%"),
        "Foot ulcer due to diabetes",
        "Foot ulcer not due to diabetes",
        documented=("foot ulcer", "diabetes"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Present on admission: pressure injury",
        question="Was the stage 3 sacral pressure injury present on admission?",
        options=("Yes", "No", "Unable to determine"),
        subject="pressure injury of sacrum",
        documented=("stage 3 sacral pressure injury",),
        indicators=now("Stage 3 sacral pressure injury, day 3", "Wound photo day 1"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Clarification: etiology",
        question="Is the pneumonia due to the MRSA found in the sputum culture?",
        options=("Yes", "No", "Other", "Unable to determine"),
        subject="pneumonia",
        documented=("pneumonia",),
        indicators=now("Sputum culture: MRSA", "Vancomycin 1 g IV"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Pathology findings",
        question="The pathology report states adenocarcinoma of the colon. Do you agree?",
        options=("Yes", "No", "Other (please specify)", "Unable to determine"),
        subject="adenocarcinoma of the sigmoid colon",
        documented=("adenocarcinoma of the sigmoid colon",),
        indicators=on(11, 5, "Adenocarcinoma of sigmoid colon", source="Pathology report"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Clarification of cause",
        question="Is the acute kidney injury related to the contrast given on 11/02?",
        options=("Yes", "No", "Other (please specify)", "Clinically unable to determine"),
        subject="acute kidney injury",
        documented=("AKI",),
        indicators=now("Creatinine 0.9 to 2.0 mg/dL", "CT with contrast 11/02"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Conflicting documentation",
        question="The consultant documents acute diastolic heart failure. Do you agree?",
        options=("Yes", "No", "Other (please specify)", "Unable to determine"),
        subject="acute diastolic heart failure",
        documented=("acute diastolic heart failure", "fluid overload"),
        indicators=now("Furosemide 40 mg IV", "BNP 900 pg/mL"),
    ),
    query(
        type=QueryType.YES_NO,
        title="Clarification: link",
        question="Is the peripheral neuropathy a complication of the type 2 diabetes?",
        options=("Yes", "No", "Other", "Unable to determine"),
        subject="peripheral neuropathy due to type 2 diabetes",
        documented=("peripheral neuropathy", "type 2 diabetes"),
        indicators=now("Monofilament absent", "Gabapentin 300 mg"),
    ),
)
BY_TITLE = {one.title: one for one in COMPLIANT}
UNSUPPORTED = (
    ("Clarification: respiratory status", "Pulmonary embolism"),
    ("Clarification: potassium", "Hypernatremia"),
    ("Clarification: hemoglobin", "Iron deficiency anemia"),
    ("Clarification: hemoglobin", "Pancytopenia"),
    ("Clarification: infection", "Cardiogenic shock"),
    ("Clarification: pneumonia type", "Aspiration pneumonia"),
    ("Clarification: pneumonia type", "MRSA pneumonia"),
    ("Clarification: heart failure specificity", "Acute diastolic heart failure"),
    ("Heart failure: type and acuity", "Acute systolic heart failure"),
    ("Clarification: mental status", "Hepatic encephalopathy"),
    ("Clarification: mental status", "Acute ischemic stroke"),
    ("Clarification: kidney function", "Hepatorenal syndrome"),
    ("Clarification: lung findings", "Gram-negative pneumonia"),
    ("Clarification: lung findings", "Acute hypoxic respiratory failure"),
    ("Clarification: nutritional status", "Morbid obesity"),
    ("Clarification: sodium result", "Acute kidney injury"),
    ("Clarification: sacral wound", "Osteomyelitis"),
    ("Clarification: blood sugar", "Sepsis"),
    ("Clarification: troponin", "STEMI"),
    ("Clarification: body mass index", "Severe malnutrition"),
    ("Clarification: gastrointestinal status", "Peritonitis"),
    ("Clarification: fracture", "Metastatic bone disease"),
    ("Clarification: platelet count", "Disseminated intravascular coagulation"),
    ("Clarification: alcohol use", "Hepatic encephalopathy"),
    ("Clarification: potassium", "Acute respiratory failure"),
    ("Clarification: lung findings", "Septic shock"),
    ("Heart failure: type and acuity", "Cardiogenic shock"),
)


def rules_of(checked: Query) -> set[str]:
    return {finding.rule for finding in lint(checked)}


@pytest.mark.parametrize("checked", COMPLIANT, ids=lambda one: one.title)
def test_a_compliant_query_breaks_nothing(checked: Query) -> None:
    assert lint(checked) == ()


@pytest.mark.parametrize(("title", "option"), UNSUPPORTED)
def test_an_option_nothing_speaks_for_is_seen(title: str, option: str) -> None:
    one = BY_TITLE[title]
    assert rules_of(replace(one, options=(option, *one.options))) == {"QL-08"}


@pytest.mark.parametrize(
    ("indicators", "option"),
    [
        (now("Creatinine 1.8 on 11/02, 1.9 on 11/04", "eGFR 40"), "Acute kidney injury"),
        (
            now("CXR: right lower lobe infiltrate", "No aspiration event, no dysphagia"),
            "Aspiration pneumonia",
        ),
        ((*FACTS, *now("Urinalysis without casts; casts not seen again")), "Acute tubular necrosis"),
        (now("BNP 900 pg/mL, furosemide 40 mg IV", "LVEF 62 %"), "Acute systolic heart failure"),
        (now("Cough, RLL infiltrate", "Sputum culture: no growth"), "Gram-negative pneumonia"),
        ((*now("T 36.8 C, HR 78", "WBC 8.1"), *earlier("T 39.5 C, WBC 22, HR 130")), "Sepsis"),
    ],
)
def test_a_fact_denied_or_of_another_stay_speaks_for_nothing(
    indicators: tuple[Indicator, ...], option: str
) -> None:
    checked = choose("Clarification of findings", ASK, indicators, option)
    assert "QL-08" in {one.rule for one in lint(checked) if one.severity is Severity.FAIL}


def test_what_the_record_documents_may_be_offered() -> None:
    offered = choose("Clarification", ASK, FACTS, "Acute kidney injury", "Atelectasis")
    assert rules_of(offered) == {"QL-08"}
    assert rules_of(replace(offered, documented=("atelectasis",))) == set()


def test_an_option_that_denies_a_condition_needs_no_support() -> None:
    for denied in (
        "Azotemia without sepsis",
        "No pneumonia",
        "Sepsis ruled out",
        "Azotemia, not septic shock",
    ):
        assert rules_of(choose("Clarification", ASK, FACTS, "Acute kidney injury", denied)) == set()


def test_a_condition_nobody_listed_is_said_and_blocks_nothing() -> None:
    found = lint(choose("Clarification", ASK, FACTS, "Acute kidney injury", "Porphyria cutanea tarda"))
    assert [(one.rule, one.severity) for one in found] == [("QL-08", Severity.INFO)]
    assert "not checked" in found[0].message


def test_the_list_of_supports_is_whole() -> None:
    listed = supports()
    assert len(listed.conditions) >= 60
    assert set(listed.kinds) <= set(listed.conditions)
    for one in (*listed.conditions.values(), *(kind for kinds in listed.kinds.values() for kind in kinds)):
        assert one.needs, one.name
        assert all(need.tests or need.words for need in one.needs), one.name
