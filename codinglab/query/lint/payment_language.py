"""The query speaks of payment or of a quality figure.

What a diagnosis does to the DRG, to a severity score or to a quality measure must not weigh with the
provider, who is asked for clinical judgment alone; a query that mentions it can be read as asking
for a diagnosis for money. Only the author's own words count (title, question, options): indicators
quote the chart. Whole words count, in their payment sense: a body weight, "CC:" before a chief
complaint, HCC in a patient with a liver mass and ROM of a joint are clinical.

Take the words out, and ask only what the clinical facts ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from codinglab.model import Indicator, Query, Severity
from codinglab.query.examples import FACTS, open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import narrative

RULE = LintRule(
    id="QL-02",
    title="Payment or quality language",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        open_query("Please clarify the diagnosis so that the DRG reflects the stay."),
        open_query("Is there a diagnosis that would count as a CC or MCC?"),
        open_query("Please clarify; the severity of illness (SOI/ROM) seems low."),
        open_query("A clearer diagnosis raises the weight of this stay."),
        open_query("Please clarify to support the HCC capture of hepatic disease."),
        query(title="Reimbursement review"),
        query(options=("Acute kidney injury (PSI 10)", "Other (please specify)", "Unable to determine")),
    ),
    passing=(
        open_query("Patient with weight 82 kg. CC: chest pain. Please clarify the diagnosis, if any."),
        open_query("Is there a diagnosis for the weight loss, from 91 kg in June to 74 kg?"),
        open_query("Her daily weights rose; 30 CC drained. Knee ROM is limited. Please clarify the cause."),
        open_query(
            "Is the liver mass HCC, metastasis or other? On low-molecular-weight heparin; AUDIT-C score 8."
        ),
        query(
            indicators=(*FACTS, Indicator("Letter: claim denial, DRG 871", date(2026, 11, 9), "Scanned mail"))
        ),
    ),
)

_WORDS = re.compile(
    r"\b(?:reimburs\w*|payments?|payers?|payors?|revenues?|case[- ]mix(?: index)?"
    r"|severity of illness|risk of mortality|risk[- ]adjust\w*|mortality index"
    r"|observed[- ](?:to|over)[- ]expected|financial (?:impact|effect|loss|gain)"
    r"|billing|bill(?:s|ed|able)?\b(?! of)|unbilled|(?:the|this|your|our) claims?\b(?! (?:of|that))"
    r"|claims? (?:data|submission|processing|will|is|was)"
    r"|(?:our|your|the|cdi|hospital|department|performance) (?:\w+ )?(?:metrics|capture rate)"
    r"|medical necessity|(?:expected|risk-adjusted) mortality|gmlos|star rating|(?:hospital|public"
    r"|our) (?:rankings?|report card)|scorecards?"
    r"|core measures?|value[- ]based|readmission (?:penalt\w+|rates?)|hospital-acquired conditions?"
    r"|penalt(?:y|ies)"
    r"|insurers?|insurance (?:compan\w+|payment|pays|will)|leapfrog|vizient|hedis|mips|rvus?"
    r"|(?:under|over|un)paid|worth (?:more|less)\b(?! than)|(?:lose|loses|losing"
    r"|costs?) (?:us )?(?:\w+ )?(?:money|dollars)"
    r"|length[- ]of[- ]stay (?:target|goal|benchmark|index)|(?:justify|support|cover) (?:the |our )?charges"
    r"|severity levels?(?= (?:is|of the stay|of this stay|seems|looks|too|would))"
    r"|(?:capture|count\w*|code\w*|as|is) (?:the |a |an |as )*(?:major )?(?:complication or )?comorbidity\b"
    r"|(?:medicare|medicaid|cms|insurance) (?:will|does|would|won't|may|pays?|denies|requires)"
    r"|quality (?:bonus|department|programs?|reporting|profile|grades?|penalt\w+|data|figures?)"
    r"|quality (?:scores?|metrics?|measures?|ratings?|indicators?)"
    r"|(?:ms-?|apr-?)?drgs?|mccs?|cmi|hccs?)\b"
    r"|(?<!\bin )\bdenials?\b(?! of (?!(?:the |this |your )?(?:claim|payment|coverage|stay)))"
    r"|\baudit(?:s|ed|ors?)?\b(?!-c\b| score| questionnaire)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?<!\d )(?<!\d)(?<!complaint \()\bCCs?\b(?!:| :|/HPI)|\b(?:SOI|ROM|RAF|PSIs?|HACs?)\b|\bO/E\b(?!\s*:)"
)
_WEIGHT = re.compile(
    r"(?P<before>[\w'’-]+)?\s*\b(?P<word>weights?)\b(?!-)(?P<after>(?:[^.;?!]|\.(?=\d)){0,48})", re.I
)
_BODY_BEFORE = re.compile(
    r"body|birth|dry|ideal|usual|low|lean|gain\w*|lost|los(?:e|ing)|fetal|admission|discharge|daily"
    r"|current|baseline|her|his|their"
    r"|patient['’]?s|(?:[\w-]*-)?(?:molecular|body|birth)-?",
    re.I,
)
_BODY_AFTER = re.compile(
    r"\s*(?:(?:loss|gain|bearing|changes?|management|reduction|trend|decrease\w*|increase\w* (?:of|to|by) \d"
    r"|for (?:age|length|height)|monitoring|percentile)\b"
    r"|.*?(?:\d\s*(?:kilograms?|g|grams?|pounds?|ounces?|oz)\b|(?:\b|\d)(?:kg|lbs?)\b))",
    re.I,
)
_ABOUT_WEIGHT = re.compile(
    r"\d ?(?:kg|lbs?|pounds?)\b|\bbmi\b|body mass|\bintake\b|dietiti|appetite|feeding|growth|\bweigh(?:t|ed"
    r"|s)\b[^.;]{0,20}\d|nutrition",
    re.I,
)
_OF_PAYMENT = re.compile(
    r"\b(?:relative|higher|lower|increase\w*|rais\w+|optimi\w+|case|stay|account|encounter|claim)\b", re.I
)
_CLINICAL = {
    "HCC": r"hepatocellular|liver|hepatic|cirrho|hepatoma|li-rads|fetoprotein",
    "ROM": r"range of motion|membranes|\b(?:joint|knee|hip|shoulder|elbow|wrist|ankle|spine|neck|limb"
    r"|extremit\w+|finger|arm|leg)s?\b",
    "PSI": r"pneumonia severity|\bpsi class|\bpressure of \d+ psi",
    "MCC": r"merkel",
    "DRG": r"ganglion",
    "CMI": r"mesenteric",
    "RAF": r"\b[ab]-?raf\b|rapid (?:atrial|ventricular)",
}
_STILL_PAYMENT = re.compile(
    r"\s*(?:captures?|gaps?|scores?|coefficients?|weights?|credit|value|levels?|risk|codes?)\b", re.I
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the words in each part that the author wrote."""
    chart = " ".join((query.title, query.question, *query.options, *(item.fact for item in query.indicators)))
    for place, text in narrative(query):
        for words in dict.fromkeys(_payment_words(text, chart)):
            yield Fault(f"The {place} says “{words}”, which speaks of payment or of a quality figure.")


def _payment_words(text: str, chart: str) -> Iterator[str]:
    for pattern in (_WORDS, _CAPITALS):
        for match in pattern.finditer(text):
            clinical = _CLINICAL.get(match[0].upper().removesuffix("S"))
            follows = _STILL_PAYMENT.match(text[match.end() :])
            if clinical is None or follows or not re.search(clinical, chart, re.IGNORECASE):
                yield match[0]
    for match in _WEIGHT.finditer(text):
        body = _BODY_BEFORE.fullmatch(match["before"] or "") or _BODY_AFTER.match(match["after"])
        of_body = _ABOUT_WEIGHT.search(chart) and not _OF_PAYMENT.search(text)
        if not body and not of_body:
            yield match["word"]
