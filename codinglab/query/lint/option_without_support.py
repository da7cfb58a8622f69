"""An option is offered that no fact of the query speaks for.

A list of choices is fair when each could be the answer. A diagnosis that nothing in the query points to
is there to be picked, and an auditor will ask why. One fact is enough: a value, a finding, a treatment or
a risk. A kind needs a fact of its own: tubular necrosis casts, a high FENa or no response to fluid; a
systolic failure the ejection fraction; a gram-negative pneumonia the culture, the risk or the drug. A fact
that is denied ("no casts") speaks for nothing, and one of an earlier encounter only for what lasts. What
the record documents may be offered, as where two providers conflict. Of conditions that are seldom offered
without reason it is enough that an indicator shares a telling word with the option. The facts are
`reference/lexicon/query/option_support.toml`; a condition that is not there is said, and blocks nothing.

Take the option out, or add the dated fact of this encounter that speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import COMPLIANT, FACTS, choices, on, query
from codinglab.query.facts import any_stands
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.support import Facts, is_recorded, offered_in
from codinglab.query.wording import clinical_options, is_documented, is_insignificant

_HEART = on(11, 4, "Rales to mid lung, furosemide 40 mg IV twice a day", "BNP 1,840 pg/mL")
_LUNG = on(11, 4, "Cough, right lower lobe infiltrate on chest film", "Ceftriaxone 1 g IV daily")

RULE = LintRule(
    id="QL-08",
    title="Option without support",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(options=(*COMPLIANT.options, "Acute tubular necrosis")),
        query(
            options=choices("Acute kidney injury", "Acute tubular necrosis"),
            indicators=(*FACTS, *on(11, 4, "Sediment: no granular casts; FENa 0.4 %")),
        ),
        query(title="Heart", options=choices("Acute systolic heart failure"), indicators=_HEART),
        query(title="Lungs", options=choices("Pneumonia", "Gram-negative pneumonia"), indicators=_LUNG),
        query(title="Lungs", options=choices("Septic shock", "Pneumonia"), indicators=_LUNG),
    ),
    passing=(
        COMPLIANT,
        query(
            options=choices("Acute kidney injury", "Acute tubular necrosis"),
            indicators=(*FACTS, *on(11, 4, "Muddy brown casts, no response to 3 L of fluid")),
        ),
        query(
            title="Clarification: cardiac status",
            options=choices("Acute systolic heart failure", "Acute diastolic heart failure"),
            indicators=(*_HEART, *on(11, 4, "LVEF 45-50 %, impaired relaxation", source="Echocardiogram")),
        ),
        query(
            title="Clarification: respiratory infection",
            options=choices("Pneumonia", "Aspiration pneumonia"),
            indicators=(*_LUNG, *on(11, 4, "Witnessed emesis; dysphagia on bedside swallow evaluation")),
        ),
    ),
)

_NO_CONDITION = re.compile(
    r"^\W*(?:yes|no|not|none|agree|disagree|i (?:do not )?(?:dis)?agree|neither|both|present|clinically"
    r"|n/?a|unrelated|related"
    r"|due to|caused by|secondary to|integral|inherent|routine|expected|unspecified|all of the above)\b"
    r"|\b(?:present on admission|poa|left|right|bilateral|excision\w*|nonexcisional|debridement|approach|open"
    r"|laparoscop\w*|percutaneous\w*|endoscop\w*|resection|repair|biops\w+|drainage|stent\w*|graft\w*"
    r"|ruled (?:in|out)"
    r"|confirmed|document\w*|answer|respond|response|defer|decline|provider|query|symptom|finding|change"
    r"|variation|without (?:a |any )?\w+ diagnosis)\b",
    re.I,
)
_DEGREE = frozenset(
    "acute subacute chronic acute-on-chronic on mild moderate severe type stage class grade primary "
    "secondary persistent permanent paroxysmal "
    "combined recurrent initial and or with intermittent unspecified a b i ii iii iv v".split()
)
_LESSER = re.compile(
    r"\bwithout\b|\bof (?:an)?other\b|\bonly\b|\balone\b|\bexpected\b|\bnot (?:due|caused)\b", re.I
)
_COMMON = frozenset(
    "acute chronic severe moderate disease disorder syndrome failure injury infection condition associated "
    "secondary"
    " related other patient without with from left right upper lower known cause mild single due not likely "
    "probable possible clinical medical status induced type".split()
)


def check(query: Query) -> Iterator[Fault]:
    """Hold the conditions of each option against the indicators, and against what is documented."""
    if query.type is not QueryType.MULTIPLE_CHOICE:
        return
    facts = Facts(query.indicators, query.documented, (query.title, query.question))
    for option in clinical_options(query):
        offered = offered_in(option, query)
        others = any(facts.speak_for(item) for item in offered if not item.of)
        said = others or _is_spoken_of(option, facts) or _LESSER.search(option) is not None
        for item in offered:
            if not (facts.speak_for(item) or is_recorded(item, query) or (not item.firm and said)):
                what = f"“{item.name}” of {item.of}" if item.of else f"“{item.name}”"
                yield Fault(f"The option “{option}” offers {what}, which no indicator speaks for.")
        if not offered and not _is_known(option, query, facts):
            yield Fault(f"The option “{option}” was not checked: no facts are listed for it.", Severity.INFO)


def _is_known(option: str, query: Query, facts: Facts) -> bool:
    """Whether an option without listed condition needs no check: it names none, or the query speaks of it."""
    words = re.findall(r"[a-z][\w-]*", option.lower())
    if is_insignificant(option) or _NO_CONDITION.search(option) or set(words) <= _DEGREE:
        return True
    return _is_spoken_of(option, facts) or is_documented(option, query.documented)


def _is_spoken_of(option: str, facts: Facts) -> bool:
    """Whether a telling word of the option (a site, an organ, an agent) stands in an indicator."""
    words = re.findall(r"[a-z][\w-]*", option.lower())
    telling = [word for word in words if len(word) > 3 and word not in _COMMON]
    texts = (*facts.ever, *facts.asked)
    return any(any_stands(re.compile(rf"(?i:\b{re.escape(word[:5])})"), texts) for word in telling)
