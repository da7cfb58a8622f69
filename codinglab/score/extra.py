"""The line of a code that the learner added."""

from __future__ import annotations

from codinglab.model import AnswerKey, Answers, Authority, Code, Outcome, ScoreLine
from codinglab.score.citations import learners_evidence, tempting


def extra_line(
    area: str, code: Code, key: AnswerKey, answers: Answers, *, reason: str, authority: tuple[Authority, ...]
) -> ScoreLine:
    """Say why a code is one too many: in the key's words where the key names it, else with `reason`."""
    named = tempting(key.prohibited, code)
    return ScoreLine(
        area=area,
        outcome=Outcome.EXTRA,
        keyed="",
        answered=code.written,
        evidence=learners_evidence(answers, code),
        rationale=named.why if named else reason,
        authority=(named.authority if named else ()) or authority,
    )
