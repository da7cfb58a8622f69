"""The query threatens, hurries for reasons that are not the patient's, or asks the same again and again.

An answer given to avoid a suspension, to release a bill or to be left alone is no clinical judgment. A
date by which the policy asks for an answer may be named, and so may a second request. The same question may
be put again once; after that the organisation's escalation policy decides.

Take the pressure out; an unanswered query is escalated to the physician advisor, not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.policy import policy
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.sentences import any_of, sentences
from codinglab.query.wording import narrative

RULE = LintRule(
    id="QL-18",
    title="Pressure",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        open_query("Please clarify the diagnosis. You must respond today to avoid suspension of privileges."),
        open_query("Final notice: please clarify the diagnosis, if any."),
        open_query(
            "Please clarify the diagnosis, if any. Failure to respond will be reported to your chief."
        ),
        open_query("Please clarify the diagnosis, if any. Answer at once, or you will be written up."),
        query(asked_before=3),
    ),
    passing=(
        open_query("Please clarify the diagnosis, if any. The policy asks for an answer within 7 days."),
        open_query("Was the urgent surgery for the hemorrhage? Please clarify the diagnosis, if any."),
        query(title="Second request: renal status", asked_before=1),
        open_query("Please clarify. Providers are required to respond within 7 days under the bylaws."),
    ),
)

_ANSWER = r"(?:respond|answer|reply|document|agree|sign|complete|comply)"
_EXPECTS = any_of(
    rf"(?:must|have to|need to|are required to|are expected to) (?:\w+ ){{0,2}}?{_ANSWER}\b",
    r"(?:response|answer|reply|documentation) (?:is )?mandatory\b",
)
_PRESSES = any_of(
    r"(?:response|answer|reply|documentation) (?:is )?(?:required|needed|expected)"
    r" (?:immediately|now|today|tonight|asap|at once|or|(?:by|before) (?:noon|the end of|end of|close|today"
    r"|5))\b",
    rf"(?:{_ANSWER}|act|reply) (?:at once|now|today|this instant|right now|without (?:further )?delay"
    rf"|tonight)\b",
    r"(?:hurry|time is running out)\b",
    rf"{_ANSWER}\b[^.?!]{{0,30}} as soon as possible\b",
    r"(?:or|otherwise) (?:you|your \w+|this|the \w+|we|i) (?:will|shall|must|goes?)\b",
    r"(?:it is|this is|very|most) urgent\b(?! (?:surg|proc))|urgent that\b",
    r"(?:do|answer|reply)(?: (?:it|this))? now\b",
    r"(?:is|are|now|already|long) overdue\b|everyone else has|or lose\b|your (?:delay|silence|failure)\b",
    r"(?:cfo|ceo|cmo|finance|committee|medical director|department chair|board|leadership)"
    r" (?:is|has|wants|asks|will|expects|knows|needs)\b|to avoid (?:a |any )?(?:report|complaint|call"
    r"|letter)\b",
    r"or (?:the |this |our )(?:\w+ )?(?:bill|claim|account|payment)\b|holds? up\b",
    r"(?:(?:have|face|facing|be|without) consequences|repercussions|sanctions?|peer review"
    r"|credentialing"
    r"|corrective action|write-?up|written up)\b",
    r"(?:ignor(?:e|ed|ing)|neglect\w*|overlook\w*|refus\w+) (?:our|this|these|my|the|all|your)"
    r" (?:\w+ ){0,2}?(?:quer\w+|requests?|questions?|messages?|reminders?)\b",
    r"(?:still|we are|i am|everyone is|have been|patiently|long been) waiting for (?:your|an|the"
    r"|this) (?:\w+ )?(?:answer|response|reply)",
    r"(?:not acceptable|unacceptable|no excuse|out of patience|stop ignoring|do not delay|don't delay)\b",
    r"(?:this|it) is (?:the|our|my|your) (?:third|fourth|fifth|sixth|\d(?:rd|th)|last|final)\b",
    r"(?:list of|among the|on the list of) (?:non-?responders|delinquent|late|non-?compliant)\b",
    r"non-?compliant (?:list|provider|physician)\b",
    rf"(?:failure|failing|fail) to {_ANSWER}\b",
    r"if (?:you do not|you don't|not|no) (?:answer\w*|respon\w+|repl\w+)",
    r"(?:non-?compliance|non-?response|no response) (?:with|will|may)\b",
    r"to avoid (?:\w+ ){0,3}?(?:suspen\w+|escalat\w+|penalt\w+|denial\w*|delinquen\w+|disciplin\w+"
    r"|audit\w*|fines?)\b",
    r"to avoid (?:a |any )?(?:billing |payment |claim |coding )?delays?\b",
    r"urgent(?:ly)? (?:for|due to|because of|needed (?:for|by)) (?:\w+ ){0,2}?"
    r"(?:bill\w*|coding|payment|claim\w*|final\w*|deadline\w*|finance|reimburse\w*|month)",
    r"(?:bill|account|claim|chart|coding) (?:is (?:being )?)?(?:on hold|held|hold)\b",
    r"(?:bill|account|claim|chart) cannot be (?:\w+ )?(?:dropped|released|billed|closed|finali[sz]ed)",
    r"hold(?:ing)? (?:up )?(?:the |this |your )?(?:bill|account|claim|chart|billing)\b",
    r"(?:drop|release|finali[sz]e|close) (?:the |this )?(?:bill|claim|account)\b",
    r"(?:before|by) (?:the )?(?:month|quarter|year|fiscal)[- ]?(?:year )?end\b|end of (?:the )?(?:month"
    r"|quarter|fiscal year)\b",
    r"(?:final|last|third|fourth|fifth|3rd|\dth|past[- ]due|overdue|repeated) (?:and \w+ )?(?:notice|reminder"
    r"|request|attempt|warning|query|chance|time)s?\b(?! (?:that|when|she|he|the patient))",
    r"(?:overdue|past due)\b(?= (?:quer|respon|answer|by|and|since))",
    r"warning (?:to|for) (?:you|the provider)\b",
    r"(?:suspension|loss|revocation) of (?:\w+ ){0,2}?privileges|privileges (?:will|may|could) be\b",
    r"(?:asking|sending|sent|requested|asked|query)[^.?!]{0,20}"
    r" for the (?:second|third|fourth|fifth|\d\w\w) time\b",
    r"delinquen(?:t|cy)\b|disciplinary\b",
    r"(?:will|shall|may) be (?:reported|escalated|referred|flagged|suspended|disciplined)\b",
    r"your (?:department|chief|chair|profile|scorecard|performance|numbers|metrics|compliance rate)\b",
    r"(?:your )?(?:query )?response rate\b",
    rf"asap\b|immediate(?:ly)? {_ANSWER}|immediate (?:response|attention)|(?:{_ANSWER}|needed"
    rf"|required) immediately",
    r"right away\b|no later than (?:today|noon|close)",
    r"(?:we|i)(?: have|'ve) (?:already )?asked (?:you )?(?:this )?(?:\w+ )?(?:times|before|repeatedly"
    r"|already|twice)",
    r"as (?:previously|repeatedly) (?:asked|requested)",
)
_BY_POLICY = re.compile(r"\b(?:polic(?:y|ies)|bylaws?|medical staff rules)\b", re.I)
_STAT = re.compile(r"\bSTAT (?:response|answer|reply)\b|\bURGENT\b(?! (?:surgery|care|procedure))")


def check(query: Query) -> Iterator[Fault]:
    """Look for the turns of phrase, and count how often the question was put."""
    for place, text in narrative(query):
        plain = text.replace("’", "'")
        found = [match[0] for pattern in (_PRESSES, _STAT) for match in pattern.finditer(plain)]
        found += [
            match[0]
            for sentence in sentences(plain)
            if not _BY_POLICY.search(sentence)
            for match in _EXPECTS.finditer(sentence)
        ]
        for words in dict.fromkeys(found):
            yield Fault(f"The {place} says “{words}”, which presses for an answer.")
    if query.asked_before > policy().repeats_allowed:
        yield Fault(f"The same question was put {query.asked_before} times before.")
