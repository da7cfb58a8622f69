"""The author states the diagnosis as a fact, or says that the criteria for it are met.

Whether the patient has a condition is the provider's to say. "The patient has …", "meets criteria for …" and
"findings consistent with …" answer the question before it is asked. What the chart or a provider says may
be told as theirs ("Dr. Roe documents …", a report in quotation marks); so may what is already documented.

Give the facts, leave the conclusion out, and ask what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Indicator, Query, Severity
from codinglab.query.examples import FACTS, on, open_query
from codinglab.query.facts import stands
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.sentences import any_of, is_attributed, is_open, own_part, sentences, unquoted
from codinglab.query.wording import is_documented, named_conditions

_ASK = "Please clarify the diagnosis, if any."

RULE = LintRule(
    id="QL-13",
    title="The author draws the conclusion",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        open_query(f"The patient meets criteria for sepsis. {_ASK}"),
        open_query(f"The patient has acute kidney injury. {_ASK}"),
        open_query(f"These findings are consistent with malnutrition. {_ASK}"),
        open_query(f"The oxygen need is indicative of acute respiratory failure. {_ASK}"),
        open_query(f"The laboratory values clearly show a urinary tract infection. {_ASK}"),
        open_query(
            _ASK, indicators=(*FACTS, *on(11, 4, "Patient has septic shock", source="Draft assistant"))
        ),
        open_query(_ASK, indicators=(*FACTS, *on(11, 4, "Meets criteria for AKI", source="CDI worksheet"))),
        open_query("Given that she is septic, what was the source?"),
    ),
    passing=(
        open_query(f"The chest film report states “consistent with pneumonia.” {_ASK}"),
        open_query(f"Dr. Roe documents that the patient has pneumonia; Dr. Poe does not. {_ASK}"),
        open_query("The patient has heart failure. Please clarify its type.", documented=("heart failure",)),
        open_query(f"The patient has a creatinine of 2.1 mg/dL and a history of diabetes. {_ASK}"),
        open_query(_ASK, indicators=(*FACTS, *on(11, 4, "Patient has septic shock", source="Note, Dr. Roe"))),
        open_query("Is there a condition that these findings are consistent with?"),
    ),
)

_CRITERIA = re.compile(
    r"\b(?:meets?|met|meeting|fulfil\w*|satisf\w+)\b (?:(?:all|both|the|clinical|diagnostic|[A-Z][\w/-]*"
    r"|\d|of) ){0,5}"
    r"(?:criteria|definition|threshold)\b|\bcriteria\b[^.;?]{0,40}\b(?:are|is|were|was|have been"
    r"|has been) (?:clearly )?"
    r"(?:met|fulfilled|satisfied)\b|\bqualif(?:y|ies) (?:as|for)\b",
    re.I,
)
_MEANS = re.compile(
    r"(?<!to )(?<!should )(?<!please )\b(?:consistent with|indicative of|diagnostic (?:of|for)"
    r"|suggestive of|suggest(?:s|ing)?"
    r"|compatible with|in keeping with"
    r"|points? to(?:ward\w*)?|pointing to|(?<!please )confirm(?:s|ing|ed)?(?! (?:that|if|whether))"
    r"|prov(?:e|es|ing)|establish(?:es)?"
    r"|fits?(?: with)?|equals?|means?|amounts? to|adds? up to|speaks? for|argues? for"
    r"|represent(?:s|ing)?|reflect(?:s|ing)?"
    r"|(?:clearly |obviously |definitely |strongly )?(?:indicat(?:e|es|ing)|show(?:s|ing)?|demonstrat(?:e"
    r"|es|ing)|support(?:s|ing)?)"
    r"|(?:is|are|was|were) (?:clearly|obviously|definitely|undoubtedly|certainly|likely|probably|most likely)"
    r"|(?:clear|strong|definite|clinical) (?:evidence|picture|signs?) of|evidence of|typical of"
    r"|characteristic of|signs? of|picture of)\b",
    re.I,
)
_HAS = any_of(
    r"(?:patient|pt\.?|he|she|they|this (?:wo)?man|(?:wo)?man|infant|newborn|baby|mother|resident)"
    r"(?: (?:clearly|obviously|definitely|also|likely|probably|certainly|undoubtedly|therefore|thus|then"
    r"|now|most likely))?"
    r" (?:has|had|is|was|became|developed|develops|suffer(?:s|ed) from|is suffering from|presented with"
    r"|presents with"
    r"|(?:is|was) (?:being )?treated for|is experiencing|experienced|(?:is|was) in|went into|(?:appears?"
    r"|seems?) to (?:have|be)"
    r"|looks)\b",
    r"(?:given|considering|because of|in (?:the )?(?:light|setting|view|context) of) (?:the |this |his "
    r"|her )?(?:patient's |pt's )?",
    r"(?:(?:this|it|that)|(?:drop|rise|fall|change|finding|result|picture|presentation"
    r"|decline)s?(?: \w+){0,3})"
    r" (?:is|was|are|were)\b",
    r"(?:is|was|are|were) (?:due to|caused by|secondary to|the result of)\b",
    r"(?:we|i) (?:believe|think|feel|conclude|suspect)\b",
    r"(?:classic |clear |textbook |obvious )?(?:case|example) of\b",
)
_OWN_SOURCE = re.compile(
    r"\b(?:draft\w*|(?<!physician )assistant (?:summary|output|draft|\d)|algorithm|software|program|engine"
    r"|(?-i:AI|CDI|CDIS|NLP)\b|artificial|model|chatbot|generated|tool|decision support|summari[sz]\w+|bot"
    r"|machine|prompt|pop-?up|worksheet|encoder"
    r"|cod(?:er|ing)\b|query (?:author|writer|template)|author|reviewer|my review|our review|chart review"
    r"|clinical documentation)\b",
    re.I,
)
_NUMBERS = re.compile(
    r"\b(?:laborator\w+|labs?\b|vital\w*|flowsheet|medication (?:administration )?record|MAR|order"
    r"|intake and output)\b",
    re.I,
)
_QUOTES = re.compile(r"[\"“«]")
_PRESUMES = any_of(r"(?:(?:the |this )?(?:patient|pt|infant|newborn|mother|baby)'s|his|her|their)(?= )")
_IS = any_of(r"the (?:[\w/-]+ ){1,4}?(?:is|was|are|were)(?: (?:clearly|likely|probably|in fact))?(?= )")
_AT_ONCE = re.compile(
    r"\W*(?:(?:a|an|the|acute|chronic|severe|mild|moderate|likely|probable|new|type|stage|grade|class"
    r"|[\dIV]+|"
    r"recurrent|septic|metabolic|toxic|bacterial|hypoxic|on|and|due|to|of)\W+){0,5}",
    re.I,
)
_LONG_KNOWN = frozenset(
    (
        "diabetes",
        "hypertension",
        "chronic obstructive pulmonary disease",
        "chronic kidney disease",
        "asthma",
        "dementia",
        "cancer",
        "obesity",
        "coronary artery disease",
        "atrial fibrillation",
        "cirrhosis",
        "depression",
        "gout",
        "neuropathy",
    )
)
_DENIED = re.compile(r"\b(?:no|not|without|never|neither)\W+(?:\w+\W+)?$", re.I)
_PAST = re.compile(
    r"\b(?:history|h/o|hx|pmh|known|documented|described|reported|noted|read as|interpreted|chronic"
    r"|underlying|baseline|risk (?:of|for|factors?)|no|not"
    r"|without|denies"
    r"|admitted|admission|evaluat\w+|work-?up|rule[ds]? out|screen\w+|concern\w*|possible|suspected"
    r"|\d+[- ]?(?:year|yo\b|y/o))",
    re.I,
)
_LONG_AGO = re.compile(
    r"\b(?:last|previous|prior|past|earlier) (?:year|month|admission|encounter|stay|visit"
    r"|hospitali[sz]ation)\b|\bago\b",
    re.I,
)
_REACH = 70
_LINK = re.compile(r"[.;?!]|,(?! (?:and|or)\b)|\b(?:but|please|if|whether|which|who|because)\b", re.I)


def check(query: Query) -> Iterator[Fault]:
    """Look for assertions in the question, in what was said, and in facts of the author's own."""
    for item in query.indicators:
        if found := _concluded(item, query):
            yield Fault(f"The indicator “{item.fact}” says “{found}”, which is the provider's to conclude.")
    for place, text in (("question", query.question), ("transcript", own_part(query.transcript))):
        for sentence in sentences(unquoted(text)):
            for words in dict.fromkeys(_asserted(sentence, query)):
                yield Fault(f"The {place} says “{words}”, which is the provider's to conclude.")


def _concluded(item: Indicator, query: Query) -> str:
    """What an indicator concludes that has the author or a program as its source, or a list of numbers."""
    own = not item.source or _OWN_SOURCE.search(item.source)
    if item.quote or _QUOTES.search(item.fact) or not (own or _NUMBERS.search(item.source)):
        return ""
    for sentence in sentences(unquoted(item.fact)):
        for words in _asserted(sentence, query):
            return words
    named = named_conditions(item.fact) if own and item.source else ()
    for one in named:
        lone = stands(re.compile(re.escape(one.words)), item.fact) and not _PAST.search(item.fact)
        if (
            lone
            and not is_attributed(item.fact, len(item.fact))
            and not is_documented(one.condition, query.documented)
        ):
            return one.words
    return ""


def _asserted(sentence: str, query: Query) -> Iterator[str]:
    for pattern in (_CRITERIA, _MEANS, _HAS, _PRESUMES, _IS):
        for match in pattern.finditer(sentence):
            if (
                is_open(sentence, match.start())
                or is_attributed(sentence, match.start())
                or _LONG_AGO.search(sentence)
                or _DENIED.search(sentence[: match.start()])
            ):
                continue
            if pattern is _CRITERIA:
                yield match[0]
                continue
            rest = sentence[match.end() : match.end() + _REACH]
            rest = rest[: stop.start()] if (stop := _LINK.search(rest)) else rest
            for item in named_conditions(rest):
                before = rest[: rest.find(item.words)]
                if pattern is _PRESUMES and item.condition in _LONG_KNOWN:
                    continue
                if pattern in (_PRESUMES, _IS) and not _AT_ONCE.fullmatch(before):
                    continue
                if not _PAST.search(before) and not is_documented(item.condition, query.documented):
                    yield f"{match[0]}{before}{item.words}"
                    break
