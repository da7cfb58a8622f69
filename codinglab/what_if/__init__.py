"""What if: another principal diagnosis, another POA indicator, an answered query. For the coder's eyes only.

principals(claim) -> one alternative a diagnosis      poa_changes(claim) -> one a changed indicator
answered(encounter, claim, query, text) -> the chart coded again with an answer
each_answer(encounter, claim, query) -> the claim with each option answered, side by side
may_be_principal(claim) -> a verdict a diagnosis
reply(claim, code, argument) -> the rule for or against a learner's argument
working(case, day) -> the chart, the working claim and its DRG at the end of a day of the stay
"""

from codinglab.what_if.alternatives import Alternative, poa_changes, principals
from codinglab.what_if.answers import Recoded, answered, each_answer
from codinglab.what_if.principal import Argument, May, Verdict, may_be_principal
from codinglab.what_if.tutor import arguments, reply
from codinglab.what_if.working import WorkingDay, as_of, days, working

__all__ = [
    "Alternative",
    "Argument",
    "May",
    "Recoded",
    "Verdict",
    "WorkingDay",
    "answered",
    "arguments",
    "as_of",
    "days",
    "each_answer",
    "may_be_principal",
    "poa_changes",
    "principals",
    "reply",
    "working",
]
