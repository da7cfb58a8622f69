"""Every option of the templates can be offered, and only by its own facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from codinglab.model import Indicator
from codinglab.query import fill, template
from codinglab.query.template_examples import example_chart, examples
from codinglab.query.templates import topics

CHART, EXAMPLES = example_chart(), examples()
SHOCK = ("BP 76/40", "Lactate 4.8 mmol/L", "Norepinephrine drip", "Mottled")
CONFUSED = (
    "Acutely confused, not at her baseline mental status",
    "CAM positive, inattentive",
    "Mental status improved with treatment",
)
CONGESTED = ("Rales and leg edema", "BNP 1840 pg/mL", "Furosemide 40 mg IV")
DYSPNEIC = ("Respiratory rate 32", "Accessory muscle use", "BiPAP begun")
MORE = {
    "Acute kidney injury on chronic kidney disease": (
        "Creatinine 1.4",
        "Creatinine 2.9",
        "CKD in the history",
    ),
    "Chronic kidney disease without an acute change": ("CKD in the history",),
    "Obstruction of the urinary tract": ("Bilateral hydronephrosis",),
    "Acute interstitial nephritis": ("Urine eosinophils positive",),
    "Effect of contrast medium": ("CT with contrast two days before",),
    "Chronic kidney disease, stage 3a": ("eGFR 52",),
    "Chronic kidney disease, stage 4": ("eGFR 22",),
    "Chronic kidney disease, stage 5": ("eGFR 11",),
    "End-stage renal disease": ("Maintenance dialysis",),
    "Inflammatory response to a cause other than infection": ("Burns of the trunk",),
    "Cardiogenic shock": (*SHOCK, "Dobutamine drip"),
    "Hemorrhagic shock": (*SHOCK, "Melena"),
    "Hypovolemic shock": (*SHOCK, "Vomiting for three days"),
    "Hyponatremia from inappropriate antidiuretic hormone (SIADH)": (
        "Sodium 121 mmol/L",
        "Urine osmolality 540 mOsm/kg",
    ),
    "Hypokalemia": ("Potassium 2.7 mmol/L", "IV potassium"),
    "Respiratory acidosis": ("pH 7.22", "pCO2 68 mmHg", "Bicarbonate 29 mmol/L"),
    "Diabetic ketoacidosis": (
        "Glucose 512 mg/dL",
        "pH 7.12",
        "Bicarbonate 9 mmol/L",
        "Beta-hydroxybutyrate 6.1 mmol/L",
        "Insulin drip",
    ),
    "Metabolic alkalosis": ("Bicarbonate 38 mmol/L",),
    "Acute respiratory failure with hypercapnia": (*DYSPNEIC, "pCO2 72 mmHg", "pH 7.21"),
    "Acute respiratory distress syndrome": (
        "P/F ratio 120",
        "Bilateral opacities on chest film",
        "Mechanical ventilation, PEEP 10",
        "Began two days ago with pneumonia",
    ),
    "Chronic respiratory failure": ("Home oxygen 2 L", "SpO2 88 %"),
    "Pneumonia due to gram-negative bacteria": ("Sputum culture: klebsiella",),
    "Pneumonia due to MRSA": ("MRSA nares positive", "Vancomycin 1 g IV"),
    "Viral pneumonia": ("Influenza A positive",),
    "Acute on chronic systolic (reduced ejection fraction) heart failure": (
        "LVEF 30 %",
        *CONGESTED,
        "Known reduced ejection fraction",
    ),
    "Heart failure with mildly reduced ejection fraction": ("LVEF 45 %",),
    "Acute diastolic (preserved ejection fraction) heart failure": ("LVEF 60 %", *CONGESTED),
    "Acute on chronic diastolic (preserved ejection fraction) heart failure": (
        "LVEF 60 %",
        *CONGESTED,
        "Chronic leg edema",
    ),
    "Chronic diastolic (preserved ejection fraction) heart failure": ("LVEF 60 %",),
    "Type 1 myocardial infarction": ("Culprit lesion in the left anterior descending artery",),
    "Hypertensive emergency": ("BP 232/134", "Pulmonary edema", "Nicardipine drip"),
    "Chronic blood loss anemia": ("Menorrhagia for a year",),
    "Iron deficiency anemia": ("Ferritin 6 ng/mL",),
    "Anemia of chronic kidney disease": ("Epoetin weekly",),
    "Anemia due to antineoplastic chemotherapy": ("Chemotherapy last week",),
    "Change in hemoglobin by dilution, without anemia": ("Hemodilution suspected by surgery",),
    "Heparin-induced thrombocytopenia": ("Platelets 48", "PF4 antibody positive"),
    "Pancytopenia": ("Platelets 48", "Neutropenic, hemoglobin 7.9"),
    "Neutropenia": ("ANC 0.8",),
    "Coagulopathy": ("INR 2.9", "Vitamin K 5 mg given", "Liver disease"),
    "Disseminated intravascular coagulation": ("INR 2.9", "Fibrinogen 80", "FFP given", "Sepsis"),
    "Moderate protein-calorie malnutrition": (
        "Moderate fat loss",
        "Moderate muscle wasting: temporal",
        "60 % of needs for 9 days",
        "Ensure twice a day",
    ),
    "Reduced intake without malnutrition": ("Poor appetite for a week",),
    "Underweight without malnutrition": ("BMI 17.4",),
    "Obesity, class 1": ("BMI 32",),
    "Obesity, class 2": ("BMI 37",),
    "Overweight": ("BMI 27",),
    "Underweight": ("BMI 17",),
    "Toxic encephalopathy": (*CONFUSED, "Opioid intoxication, naloxone given"),
    "Encephalopathy due to sepsis": (*CONFUSED, "Sepsis documented"),
    "Hepatic encephalopathy": (*CONFUSED, "Ammonia 142", "Lactulose given", "Cirrhosis"),
    "Dementia without an acute change": ("Dementia in the history",),
    "Pressure injury, stage 1": ("Non-blanchable erythema of the heel", "Wound care consult"),
    "Pressure injury, stage 2": ("Partial-thickness skin loss", "Wound care consult"),
    "Pressure injury, stage 4": ("Exposed bone in the wound", "Wound care consult"),
    "Pressure injury, unstageable": ("Wound bed covered by eschar", "Wound care consult"),
    "Deep tissue pressure injury": ("Purple discoloration of the heel", "Wound care consult"),
    "Skin damage from moisture": ("Incontinent of stool, macerated skin",),
    "Ulcer from poor circulation or nerve damage": ("Ankle-brachial index 0.5",),
    "Diabetes with hypoglycemia": ("Glucose 44 mg/dL",),
    "Diabetes with ketoacidosis": (
        "Glucose 512 mg/dL",
        "pH 7.12",
        "Bicarbonate 9 mmol/L",
        "Beta-hydroxybutyrate 6.1 mmol/L",
    ),
    "Diabetes with hyperosmolar hyperglycemic state": (
        "Glucose 980 mg/dL",
        "Serum osmolality 348 mOsm/kg",
        "pH 7.38",
        "Bicarbonate 22 mmol/L",
        "Beta-hydroxybutyrate 0.4 mmol/L",
    ),
    "Dysphagia": ("Failed swallow screen",),
    "Dysarthria": ("Slurred speech",),
    "Facial weakness": ("Right facial droop",),
    "Neglect of one side": ("Left neglect",),
    "Cystitis": ("Dysuria, suprapubic pain",),
    "Urinary tract infection associated with a urinary catheter": ("Foley catheter for 12 days",),
    "Pleural effusion": ("Small left pleural effusion",),
    "Pulmonary edema": ("Interstitial edema",),
    "Pneumonia": ("Consolidation of the left lower lobe",),
    "Pulmonary nodule": ("Nodule of 9 mm",),
    "Poisoning: wrong drug, dose, person or way": ("Took more tablets than ordered",),
    "Underdosing": ("Ran out of tablets a week ago",),
    "Excisional debridement; deepest tissue: skin": ("Sharp debridement of skin",),
    "Excisional debridement; deepest tissue: subcutaneous tissue or fascia": ("Excised down to fascia",),
    "Excisional debridement; deepest tissue: muscle": ("Excised to muscle",),
    "Excisional debridement; deepest tissue: bone": ("Bone removed with a rongeur",),
    "Nonexcisional debridement (brushing, scrubbing, washing or irrigation)": ("Pulse lavage",),
}
OFFERED = {words for one in EXAMPLES.values() for words in one.offered}


def offered(topic: str, *facts: str) -> tuple[str, ...]:
    """The options of a topic; facts of one first word follow each other by a day."""
    firsts = [fact.split()[0] for fact in facts]
    indicators = tuple(
        Indicator(fact, date(2026, 11, 3 + firsts[:number].count(firsts[number])), "Note")
        for number, fact in enumerate(facts)
    )
    return fill(replace(EXAMPLES[topic].opportunity(), indicators=indicators), CHART).options


PAIRS = [(topic, option.text) for topic in topics() for option in template(topic).option]


@pytest.mark.parametrize(("topic", "text"), [pair for pair in PAIRS if pair[1] in MORE])
def test_an_option_is_offered_by_its_facts_and_not_without(topic: str, text: str) -> None:
    assert text in offered(topic, *MORE[text])
    assert text not in offered(topic, "Ambulates in the hall", "Tolerates a regular diet")


def test_every_option_is_tried() -> None:
    documented = {
        option.text
        for topic in topics()
        for option in template(topic).option
        if any(one.stated and not one.is_of_facts for one in option.support)
    }
    assert {text for _, text in PAIRS} == set(MORE) | (OFFERED & {text for _, text in PAIRS}) | documented
