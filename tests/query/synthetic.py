"""A made-up opportunity for each topic, and a chart to ask about; no patient is behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Indicator,
    Patient,
    Setting,
    Sex,
)
from codinglab.query.opportunity import Kind, Opportunity

FIRST, LAST = date(2026, 11, 3), date(2026, 11, 10)


def document(name: str, kind: DocumentType, author: str, day: int, text: str) -> Document:
    """A document of the stay."""
    return Document(name, kind, name.replace("-", " ").capitalize(), author, date(2026, 11, day), text)


CHART = Encounter(
    "enc-9",
    Setting.INPATIENT_ACUTE,
    ClaimType.INPATIENT,
    Patient("MRN 5150", date(1950, 1, 1), Sex.FEMALE),
    FIRST,
    LAST,
    (
        document("history", DocumentType.HISTORY_AND_PHYSICAL, "H. House, MD", 3, "Weakness. Pneumonia."),
        document("consult", DocumentType.CONSULTATION, "L. Lung, DO", 4, "Atelectasis, not pneumonia."),
        document("progress-1", DocumentType.PROGRESS_NOTE, "A. Roe, MD", 5, "Heart failure. Anemia."),
        document("progress-2", DocumentType.PROGRESS_NOTE, "A. Roe, MD", 6, "Sepsis. AKI."),
        document("wound", DocumentType.NURSING_NOTE, "W. Care, RN", 6, "Stage 3 pressure injury."),
        document("operation", DocumentType.OPERATIVE_REPORT, "S. Knife, MD", 7, "Debridement of the heel."),
        document("nutrition", DocumentType.CONSULTATION, "D. Diet, RD", 8, "Malnutrition, severe."),
        document("pathology", DocumentType.PATHOLOGY_REPORT, "P. Slide, MD", 9, "Adenocarcinoma."),
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """Facts of a topic, as (day of November 2026, fact), and the options of the template they speak for."""

    facts: tuple[tuple[int, str], ...]
    offered: tuple[str, ...] = ()
    subject: str = ""
    partner: str = ""
    kind: Kind = Kind.NO_DIAGNOSIS
    prior: tuple[tuple[int, str], ...] = ()

    def opportunity(self, topic: str) -> Opportunity:
        """The opportunity; facts of earlier encounters are dated in January of the same year."""
        return Opportunity(
            id=f"test-{topic}",
            kind=self.kind,
            topic=topic,
            why="",
            authority=(),
            indicators=(
                *(Indicator(fact, date(2026, 11, day), "Progress note") for day, fact in self.facts),
                *(
                    Indicator(fact, date(2026, 1, day), "Earlier stay", prior=True)
                    for day, fact in self.prior
                ),
            ),
            subject=self.subject,
            partner=self.partner,
        )


SEPTIC = (
    (3, "Pneumonia on chest film"),
    (3, "Temperature 38.9 C"),
    (3, "Heart rate 118"),
    (3, "WBC 18.4"),
    (3, "Ceftriaxone 1 g IV daily"),
)
RATES = ((3, "eGFR 38"), (6, "eGFR 36"))
CONFUSED = (
    (3, "Acutely confused, not at her baseline mental status"),
    (4, "CAM positive, inattentive"),
    (6, "Mental status improved with treatment"),
)
LINKED = Kind.CAUSE
EXAMPLES = {
    "kidney-function": Example(
        ((3, "Creatinine 1.0 mg/dL"), (4, "Creatinine 1.9 mg/dL"), (4, "IV fluid bolus 2 L given")),
        ("Acute kidney injury", "Prerenal azotemia without acute kidney injury"),
    ),
    "kidney-cause": Example(
        (
            (3, "Creatinine 2.4 mg/dL"),
            (5, "Muddy brown casts in the sediment"),
            (5, "FENa 2.8 %"),
            (3, "Clinically dehydrated"),
            (4, "No hydronephrosis on ultrasound"),
        ),
        ("Acute tubular necrosis", "Prerenal, from loss of volume"),
        "AKI",
        kind=LINKED,
    ),
    "ckd-stage": Example(
        RATES,
        ("Chronic kidney disease, stage 3b",),
        "chronic kidney disease",
        kind=Kind.UNSPECIFIED,
        prior=((5, "eGFR 37"),),
    ),
    "sepsis-indicators": Example(SEPTIC, ("Sepsis", "Infection confined to its site, without sepsis")),
    "organ-dysfunction-link": Example(
        ((3, "Creatinine 2.4 mg/dL"), (3, "Lactate 3.1 mmol/L")),
        ("The sepsis and the AKI are associated", "The sepsis and the AKI are not associated"),
        "sepsis",
        "AKI",
        LINKED,
    ),
    "shock": Example(
        (*SEPTIC, (3, "BP 78/40"), (3, "Lactate 5.2 mmol/L"), (3, "Norepinephrine started after 30 mL/kg")),
        ("Septic shock", "Hypotension without shock"),
    ),
    "low-sodium": Example(((3, "Sodium 127 mmol/L"), (4, "Fluid restriction 1.5 L")), ("Hyponatremia",)),
    "high-sodium": Example(((3, "Sodium 156 mmol/L"), (4, "D5W at 100 mL/h")), ("Hypernatremia",)),
    "potassium": Example(((3, "Potassium 6.4 mmol/L"), (3, "Calcium gluconate given")), ("Hyperkalemia",)),
    "acid-base": Example(
        ((3, "pH 7.21"), (3, "Bicarbonate 12 mmol/L"), (3, "Lactate 6.0 mmol/L"), (3, "IV fluids given")),
        ("Lactic acidosis", "Metabolic acidosis"),
    ),
    "respiratory-status": Example(
        (
            (3, "SpO2 84 % on room air"),
            (3, "Respiratory rate 32"),
            (3, "Accessory muscle use"),
            (3, "BiPAP begun"),
        ),
        ("Acute respiratory failure with hypoxia", "Hypoxia without respiratory failure"),
    ),
    "pneumonia-kind": Example(
        (
            (3, "Right lower lobe infiltrate"),
            (3, "Witnessed aspiration at a meal"),
            (3, "Dysphagia"),
            (3, "Ampicillin-sulbactam 3 g IV"),
        ),
        ("Aspiration pneumonia", "Pneumonia without a more specific cause"),
        "pneumonia",
        kind=Kind.UNSPECIFIED,
    ),
    "heart-failure-type": Example(
        ((3, "LVEF 30 %"), (3, "Rales and leg edema"), (3, "BNP 1840 pg/mL"), (3, "Furosemide 40 mg IV")),
        ("Acute systolic (reduced ejection fraction) heart failure",),
        "heart failure",
        kind=Kind.UNSPECIFIED,
    ),
    "cardiac-markers": Example(
        (
            (3, "Troponin 0.02 ng/mL"),
            (3, "Troponin 0.31 ng/mL (ref <0.04)"),
            (4, "Troponin 0.12 ng/mL (ref <0.04)"),
            (3, "Chest pain with rapid ventricular response, heart rate 160"),
            (3, "ST depression on the ECG"),
        ),
        ("Type 2 myocardial infarction", "Acute myocardial injury without infarction"),
    ),
    "blood-pressure-crisis": Example(
        ((3, "BP 224/130"), (3, "Nicardipine drip"), (3, "Hypertension in the history")),
        ("Hypertensive urgency", "Hypertension without a crisis"),
    ),
    "anemia-kind": Example(
        (
            (3, "Hemoglobin 12.8 g/dL"),
            (5, "Hemoglobin 8.1 g/dL"),
            (4, "Blood loss 600 mL at operation"),
            (5, "Transfused 2 units of PRBC"),
        ),
        ("Acute blood loss anemia",),
        "anemia",
        kind=Kind.UNSPECIFIED,
    ),
    "platelets": Example(((3, "Platelets 62"), (4, "Platelets followed daily")), ("Thrombocytopenia",)),
    "neutrophils": Example(
        ((3, "ANC 0.3"), (3, "Temperature 38.6 C"), (3, "Cefepime 2 g IV")), ("Neutropenia with fever",)
    ),
    "coagulation": Example(
        ((3, "INR 3.4"), (3, "Vitamin K 5 mg given"), (3, "Takes warfarin at home")),
        ("Expected effect of an anticoagulant",),
    ),
    "nutrition": Example(
        (
            (4, "12 % weight loss in 3 months"),
            (4, "Severe muscle wasting: temporal"),
            (4, "Severe fat loss"),
            (4, "<50 % of meals for 10 days"),
            (4, "Ensure three times a day"),
        ),
        ("Severe protein-calorie malnutrition",),
    ),
    "weight": Example(
        ((3, "BMI 42.3"), (4, "Dietitian consult: lower calorie intake")), ("Obesity, class 3",)
    ),
    "mental-status": Example(
        (*CONFUSED, (3, "Sodium 119 mmol/L"), (3, "UTI treated with ceftriaxone")),
        ("Metabolic encephalopathy", "Delirium without encephalopathy"),
    ),
    "pressure-injury": Example(
        ((4, "Sacral wound, full-thickness skin loss"), (4, "Wound care consult, air mattress")),
        ("Pressure injury, stage 3",),
    ),
    "diabetes-link": Example(
        ((3, "A1c 9.1 %"), (3, "Monofilament testing reduced in both feet")),
        subject="type 2 diabetes",
        partner="neuropathy",
        kind=LINKED,
    ),
    "diabetes-control": Example(
        ((3, "Glucose 342 mg/dL"), (3, "Insulin given by scale")),
        ("Diabetes with hyperglycemia",),
        "diabetes",
        kind=Kind.UNSPECIFIED,
    ),
    "stroke-deficits": Example(
        ((3, "Right arm weakness, pronator drift"), (3, "Expressive aphasia, NIHSS 11")),
        ("Weakness or paralysis of one side", "Aphasia"),
        "stroke",
        kind=Kind.UNSPECIFIED,
    ),
    "urinary-site": Example(
        ((3, "CVA tenderness on the left"), (3, "Temperature 38.8 C"), (3, "Urine culture: E. coli")),
        ("Pyelonephritis", "Bacteria in the urine without infection"),
        "urinary tract infection",
        kind=Kind.UNSPECIFIED,
    ),
    "conflict": Example(
        ((3, "Right basal opacity on chest film"), (3, "Ceftriaxone 1 g IV daily")),
        ("Pneumonia", "Atelectasis", "Both pneumonia and atelectasis"),
        "pneumonia",
        "atelectasis",
        Kind.CONFLICT,
    ),
    "clinical-validity": Example(
        ((3, "Albumin 3.9 g/dL"), (3, "Eats all meals, BMI 24.1")),
        subject="malnutrition",
        kind=Kind.NO_SUPPORT,
    ),
    "present-on-admission": Example(
        ((3, "Wound photograph: sacrum"), (5, "Full-thickness skin loss of the sacrum")),
        subject="pressure injury",
        kind=Kind.POA,
    ),
    "cause-effect": Example(
        ((3, "Creatinine 2.4 mg/dL"), (3, "Vancomycin trough 31 mcg/mL")),
        subject="AKI",
        partner="sepsis",
        kind=LINKED,
    ),
    "abnormal-imaging": Example(
        ((3, "CT: bibasilar atelectasis"), (4, "Incentive spirometry every hour")), ("Atelectasis",)
    ),
    "pathology-finding": Example(
        ((9, "Pathology: adenocarcinoma of the sigmoid colon"), (9, "Oncology consultation asked for")),
        subject="adenocarcinoma",
        kind=Kind.CONFLICT,
    ),
    "drug-effect": Example(
        ((3, "INR 6.1, no bleeding"), (3, "Took warfarin as prescribed"), (3, "Missed no dose")),
        subject="prolonged clotting",
        partner="warfarin",
        kind=LINKED,
    ),
    "procedure-detail": Example(
        ((7, "Lysis of adhesions at operation"), (7, "Bowel freed over 45 minutes")),
        subject="lysis of adhesions",
        kind=Kind.PROCEDURE,
    ),
    "debridement-depth": Example(
        ((7, "Sharp debridement of necrotic tissue with a scalpel"), (7, "Excised down to muscle")),
        subject="debridement of the heel",
        kind=Kind.PROCEDURE,
    ),
    "general-specificity": Example(
        ((3, "Seen on the left on imaging"), (3, "Began two days ago")),
        subject="deep vein thrombosis",
        kind=Kind.UNSPECIFIED,
    ),
    "postoperative-event": Example(
        ((5, "No bowel sounds, abdominal distension on day 4"), (5, "Nasogastric tube placed")),
        subject="ileus",
        kind=LINKED,
    ),
    "term-without-code": Example(
        ((3, "Urine culture: E. coli"), (3, "Temperature 38.4 C")), subject="urosepsis", kind=Kind.UNSPECIFIED
    ),
    "abdominal-findings": Example(
        ((3, "Epigastric pain to the back"), (3, "Lipase 1840 U/L"), (3, "CT: peripancreatic stranding")),
        ("Acute pancreatitis",),
    ),
    "muscle-findings": Example(
        ((3, "CK 18400 U/L"), (3, "Muscle pain"), (3, "IV fluids at 200 mL/h")), ("Rhabdomyolysis",)
    ),
}
