"""A claim with faults checked by every edit, mended, and checked again."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element
from codinglab.lab.report_html import report_html, summary
from codinglab.lab.why_html import table
from codinglab.model import Claim
from codinglab.reference.cases import load_case, load_key
from codinglab.validate import validate


def worked_claim(case_id: str) -> Shown:
    """The claim of a case's key: first as somebody sent it in haste, then as the key has it.

    In haste the first line lost its modifiers, and every line points to the first diagnosis.

    Raises:
        UnknownCaseError: there is no such case.
        KeySealedError: its key is with the educator.
    """
    case = load_case(case_id)
    right = claim_from(case, answers_from_key(case, load_key(case_id)))
    lines = (replace(right.lines[0], modifiers=()), *right.lines[1:])
    hasty = replace(right, lines=tuple(replace(line, pointers=(1,)) for line in lines))
    shown, texts = [], []
    for name, claim in (("As it was sent", hasty), ("Mended", right)):
        report = validate(claim)
        texts.append(f"{name}: {summary(report)}")
        shown += [element("h4", name), _lines(claim), report_html(report)]
    return Shown("\n".join(texts), element("div", *shown, css="cl-worked"))


def _lines(claim: Claim) -> str:
    rows = (
        (
            str(number),
            element("span", escape("-".join((line.code, *line.modifiers))), css="cl-code"),
            str(line.units),
            escape(", ".join(claim.diagnoses[at - 1].code.written for at in line.pointers)),
        )
        for number, line in enumerate(claim.lines, start=1)
    )
    return table("Service lines", ("line", "code and modifiers", "units", "points to"), rows)
