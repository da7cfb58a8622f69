"""A coder's work compared with the key: the figures, each fault with its reason, and the whole scorecard."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from codinglab.claims.assemble import answers_from_key
from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element, listed, unfolding
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.why_html import table
from codinglab.model import Diagnosis, Icd10cm, ScoreLine
from codinglab.reference.cases import load_case, load_key
from codinglab.score import score
from codinglab.score.feedback import SIGNS, messages, summary, to_html


def worked_score(case_id: str, diagnoses: str) -> Shown:
    """The score of a coder who has everything of the key but its diagnoses.

    Args:
        case_id: the case.
        diagnoses: what the coder reported instead, in order, with commas between.

    Raises:
        UnknownCaseError: there is no such case.
        KeySealedError: its key is with the educator.
    """
    case, key = load_case(case_id), load_key(case_id)
    poa = {one.code: one.poa for one in key.diagnoses}
    answers = answers_from_key(case, key, learner="a coder")
    reported = tuple(Diagnosis(code, poa.get(code, "")) for code in map(Icd10cm, diagnoses.split(",")))
    card = score(case, key, replace(answers, diagnoses=reported))
    faults = [line for line in card.lines if not line.right and not line.about]
    names = ("outcome", "key", "coder", "why, and the rule")
    page = element(
        "div",
        element("h4", "What the coder reported"),
        element("p", escape(diagnoses)),
        element("h4", "The figures"),
        listed((escape(line) for line in summary(card)), css="cl-plain"),
        table("The faults", names, map(_row, faults)),
        unfolding("The whole scorecard", to_html(card, case, (), rules_html)),
        css="cl-worked",
    )
    return Shown("\n".join((*summary(card), *messages(card))), page)


def _row(line: ScoreLine) -> tuple[str, ...]:
    sign, word = SIGNS[line.outcome]
    return (
        f"{element('span', sign, aria_hidden='true')} {escape(word)}",
        element("span", escape(line.keyed or "none"), css="cl-code"),
        element("span", escape(line.answered or "none"), css="cl-code"),
        escape(line.rationale) + (rules_html(line.authority) if line.authority else ""),
    )
