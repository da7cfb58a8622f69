"""An indicator is not specific: no value, no unit that can be guessed, or no date.

"Abnormal labs" and "elevated creatinine" are a judgment, not a fact; the provider cannot weigh them and
an auditor cannot look them up. A finding ("crackles at both bases") and a treatment have no number and
need none. A usual unit that is left out is understood; of a weight or a troponin it is not.

Give the value with its unit and its day: "creatinine 2.1 mg/dL, 11/04".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Indicator, Query, Severity
from codinglab.query.examples import FACTS, on, query
from codinglab.query.rule import PRACTICE, Fault, LintRule

RULE = LintRule(
    id="QL-04",
    title="Vague indicator",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        query(indicators=(*FACTS, *on(11, 3, "Abnormal labs"))),
        query(indicators=(*FACTS, *on(11, 3, "Elevated WBC and lactate"))),
        query(indicators=(*FACTS, *on(11, 3, "Vital signs unstable"))),
        query(indicators=(*FACTS, *on(11, 3, "Weight 82"))),
        query(indicators=(*FACTS, Indicator("Creatinine 2.0 mg/dL", source="Laboratory"))),
    ),
    passing=(
        query(indicators=(*FACTS, *on(11, 3, "Crackles at both bases", "IV antibiotics continued"))),
        query(indicators=(*FACTS, *on(11, 3, "WBC elevated at 18.2", "Weight 82 kg"))),
        query(indicators=(*FACTS, *on(11, 3, "Repeat BMP ordered every 6 h", "No fever, not tachycardic"))),
    ),
)

_MEASURE = (
    r"(?:labs?|lab(?:oratory)? (?:values?|results?|studies|work|findings?|tests?)|vitals?|vital signs"
    r"|blood ?work|cbc|bmp|cmp"
    r"|abgs?|blood gas(?:es)?|lfts?|(?:renal|liver|kidney) (?:function|panel|enzymes|tests"
    r"|values)(?: tests?)?|oxygen|oxygenation|hemodynamics|imaging"
    r"|studies"
    r"|wbcs?|white (?:blood )?(?:cell )?count|lactate|lactic acid|creatinine|cr|bun|hemoglobin|hgb|h&h"
    r"|hematocrit|platelets?"
    r"|sodium|na|potassium|magnesium|calcium|phosph\w+|glucose|blood sugars?|troponins?|(?:nt-pro)?bnp"
    r"|albumin|bilirubin|inr"
    r"|ammonia|procalcitonin|crp|d-dimer|lipase|amylase|ferritin|temp(?:erature)?|t|hr|heart rate|pulse|rr"
    r"|respirat\w+ rate"
    r"|bp|blood pressure|map|spo2|o2 sats?|oxygen saturations?|sats?|saturations?|ef|ejection fraction|gfr"
    r"|egfr|ph|pco2|po2"
    r"|urine output|uop|bmi|inflammatory markers|electrolytes|cardiac enzymes|counts?)"
)
_JUDGED = (
    r"(?:abnormal\w*|elevated|high|low(?:er)?|raised|increased|decreased|reduced|rising|falling|dropp\w+"
    r"|trending (?:up|down)"
    r"|out of range|unstable|deranged|worsen\w*|worse|bad|poor|off|positive|doubled|tripled|up|down"
    r"|critical|significant"
    r"|rose|fell|markedly|concerning|suspicious|as (?:above|noted)|see (?:chart|labs|record))"
)
_VAGUE = re.compile(
    rf"\b{_JUDGED}\b,?(?: [\w-]+){{0,1}} \b{_MEASURE}\b(?!-)"
    rf"|\b{_MEASURE}\b(?: [\w-]+){{0,2}}? {_JUDGED}\b"
    r"|\b(?:hypotensive|tachycardic|bradycardic|tachypneic|febrile|hypothermic|hypoxic|hypoxemic"
    r"|desaturating|hemodynamically unstable)\b(?! respiratory)"
    r"|^\W*(?:(?:cultures?|screen|tests?) (?:was |were )?positive|weight (?:is )?(?:down|up)|anemic"
    r"|positive cultures?)\W*$"
    r"|\babnormal (?:ct|mri|cxr|chest (?:film|x-?ray)|x-?ray|echo\w*|ecg|ekg|ua|urinalysis|exam\w*"
    r"|findings?|results?)\W*$"
    r"|^\W*(?:labs?|vitals?|vital signs|imaging|meds|medications|see (?:the )?(?:chart|labs|record|note)s?"
    r"|clinical picture"
    r"|per chart|chart review(?:ed)?|as above|sick|ill[- ]appearing|multiple (?:findings|comorbidities)"
    r"|symptoms?"
    r"|treatment given|consistent clinical picture|(?:labs?|imaging|chart) reviewed)\W*$",
    re.I,
)
_DENIED = re.compile(r"\b(?:no|not|never|without|non)[ -](?:\w+[ -]){0,2}$", re.I)
_BARE = re.compile(
    r"\b(?P<what>weight|troponin(?: I| T)?)\b\W{0,3}(?:(?:is|was|of|at)\s)?\d[\d.]*(?![\d.])"
    r"(?!(?:[\s,;.\d>→–-]|to\b|then\b|and\b|(?:on )?\d+/\d+)*(?:kg|kilo|lb|pound|g\b|gram|oz|ng|pg|mcg|%"
    r"|\())",
    re.I,
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:hospital )?day \d", re.I)


def check(query: Query) -> Iterator[Fault]:
    """Look at each indicator: words of judgment without a number, a bare number, a missing date."""
    for item in query.indicators:
        if not re.search(r"\d", re.sub(r"\b(?:[A-Z]\w*\d|\w\d)\b|x ?\d", "", item.fact)):
            found = [
                match
                for match in _VAGUE.finditer(item.fact)
                if not _DENIED.search(item.fact[: match.start()])
            ]
            if found:
                yield Fault(f"The indicator “{item.fact}” says “{found[0][0].strip()}” and gives no value.")
                continue
        if bare := _BARE.search(item.fact):
            yield Fault(f"The indicator “{item.fact}” gives a {bare['what'].lower()} without its unit.")
        elif item.observed_on is None and not _DATE.search(item.fact):
            yield Fault(f"The indicator “{item.fact}” has no date.")
