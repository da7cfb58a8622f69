"""A choice about an abnormal finding that nobody treated has no option that it means nothing clinically.

Whether an abnormal result is significant is for the provider to say. Where a result was only seen or measured
again, "not clinically significant" is one of the honest answers. A finding that was treated, and a documented
diagnosis whose type or stage is asked, need no such option.

Add the option "Not clinically significant".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Indicator, Query, QueryType, Severity
from codinglab.query.examples import choices, on, query
from codinglab.query.facts import stands, words_of
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import clinical_options, is_insignificant

_SODIUM = on(11, 3, "Sodium 131, then 132 mmol/L", "No treatment, BMP next morning", source="Laboratory")
_TREATED = on(11, 3, "Sodium 127 mmol/L", "Fluid restriction 1.5 L, BMP every 6 h", source="Laboratory")
_ASK = "What diagnosis, if any, goes with the sodium results?"

RULE = LintRule(
    id="QL-21",
    title="No “not clinically significant” option",
    severity=Severity.INFO,
    authority=PRACTICE,
    failing=(
        query(
            title="Clarification: sodium", question=_ASK, indicators=_SODIUM, options=choices("Hyponatremia")
        ),
        query(
            title="Clarification: chest CT",
            question="Please clarify the diagnosis, if any, of the finding.",
            indicators=on(11, 3, "6 mm nodule, left lower lobe", "CT seen, no follow-up", source="Note"),
            options=choices("Solitary pulmonary nodule"),
        ),
    ),
    passing=(
        query(
            title="Clarification: sodium",
            question=_ASK,
            indicators=_SODIUM,
            options=choices("Hyponatremia", "Not clinically significant"),
        ),
        query(
            title="Clarification: sodium", question=_ASK, indicators=_TREATED, options=choices("Hyponatremia")
        ),
        query(),
    ),
)

_FINDING = re.compile(
    r"\bclinical(?:ly)? significan\w+|\bsignificance\b|\babnormal\w*|\bincidental\w*"
    r"|\b(?:findings?|results?|values?|levels?|counts?|labs?|laborator\w+|readings?|reports?|tests?)\b"
    r"|\b(?:lab|imaging|radiolog\w+|x-?ray|radiograph|film|ct|mri|ultrasound|echo\w*|ecg|ekg|scan|biopsy"
    r"|urine"
    r"|urinalysis|culture|smear)\b"
    r"|\b(?:sodium|potassium|magnesium|phosph(?:ate|orus)|calcium|platelets?|troponin|glucose|electrolytes?"
    r"|bilirubin|ammonia|albumin|hemoglobin|creatinine|lactate|nodule|mass|lesion|cyst|enzymes?|panel"
    r"|markers?|body mass index|bmi)\b",
    re.I,
)
_NAMES_A_TREATMENT = re.compile(
    r"\b(?:treat(?:ed|ing|ment)|requir(?:ed|ing)|managed|for which|therapy|replac\w+|transfus\w+)\b", re.I
)
_OF_A_PROCEDURE = re.compile(
    r"\b(?:approach|technique|device|deepest|depth|layer|body part|was (?:removed|performed|used))\b", re.I
)
_RECORD_OF_TREATMENT = re.compile(
    r"\b(?:medication|MAR\b|transfusion|anesthesia|operati(?:ve|on)|procedure|therapy record|infusion"
    r"|dialysis)\b",
    re.I,
)
_UNTREATED = re.compile(
    r"\b(?:no|not|without|nothing)\b[^.;]{0,20}\b(?:treat\w*|therapy|replac\w*|replet\w*|follow-?up"
    r"|medication|insulin"
    r"|drug|given|needed|change)\b|\bincidental\w*|\buntreated\b",
    re.I,
)
_NOT_GIVEN = re.compile(r"\b(?:no|none|not|without|nothing|never)\b", re.I)
_TREATED_WITH = re.compile(
    r"\b\d[\d.,]* ?(?:mg|mcg|µg|units?|mEq|mmol)\b(?!/(?:d?L|mL|g|24))(?!\w)|\b(?:red (?:blood )?cells"
    r"|prbcs?)\b"
    r"|\b\w{3,}(?:otomy|ectomy|ostomy|plasty|centesis|desis)\b"
    r"|\b(?:mg|mcg|µg|g|mEq|mmol|units?|U|mL|L|tablets?|puffs?|drops?)\b(?!/d?L)"
    r"(?=[^.;]*\b(?:iv|im|po|by mouth|oral\w*|daily|twice|every|q\d|bid|tid|times|bolus|infus\w*|per hour"
    r"|/h|given"
    r"|subcutaneous\w*|dose|drip)\b)"
    r"|\b(?:iv|po|bolus|infus\w*|transfus\w*|antibiotics?|diure\w*|dialysis|oxygen|bipap|cpap|ventilat\w*"
    r"|intubat\w*|vasopressors?|started|begun|administered|treated|therapy|restriction|supplement\w*"
    r"|replac\w*"
    r"|replet\w*|drain(?:ed|age)?|surgery|resect\w*|repair\w*|phototherapy|stent\w*|clip\w*|dressing"
    r"|debrid\w*"
    r"|chemotherapy|radiation|pacemaker|cardioversion|catheterization|isolation|precautions|splint\w*"
    r"|cast(?:ed)"
    r"|nasogastric|tube feed\w*|\w+(?:cillin|mycin|floxacin|azole|pril|sartan|statin|olol|parin|xaban"
    r"|azepam|setron"
    r"|semide|thiazide|prazole|cycline|vir|mab|nib))\b",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Look whether a multiple choice asks about a finding that nobody treated, and for the option."""
    offered = clinical_options(query)
    if query.type is not QueryType.MULTIPLE_CHOICE or not offered or any(map(is_insignificant, offered)):
        return
    asked = f"{query.title}. {query.question}"
    if (
        _NAMES_A_TREATMENT.search(query.question)
        or _OF_A_PROCEDURE.search(asked)
        or _asks_more_of_a_documented_one(query, asked)
    ):
        return
    facts = [item for item in query.indicators if not item.prior]
    only = len(offered) == 1 or any(_UNTREATED.search(words_of(item)) for item in facts)
    if only and _FINDING.search(asked) and facts and not any(map(_is_treatment, facts)):
        yield Fault(
            "The query asks about a finding that nobody treated, and no option says that it is not "
            "clinically significant."
        )


def _is_treatment(item: Indicator) -> bool:
    """Whether an indicator tells of a treatment, by its words or by the record it stands in."""
    text = words_of(item)
    given = _RECORD_OF_TREATMENT.search(item.source) and not _NOT_GIVEN.search(text)
    return bool(given) or stands(_TREATED_WITH, text)


def _asks_more_of_a_documented_one(query: Query, asked: str) -> bool:
    """Whether the query asks for more about what is documented: its type, stage, cause, or which it is."""
    if not query.documented:
        return False
    if re.search(r"\bdocumented\b|\bconflict\w*|\bdiffer\b", asked, re.I):
        return True
    written = " ".join((asked, *query.options)).lower()
    telling = re.findall(r"[a-z]{6,}", " ".join(query.documented).lower())
    return any(word[:6] in written for word in telling)
