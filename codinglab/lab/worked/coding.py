"""A case coded: each code with its words in the chart, its reason and its rule; and what tempts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element, listed, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.why_html import table
from codinglab.model import Case, Evidence, Icd10cm, TemptingCode
from codinglab.reference.cases import load_case, load_key
from codinglab.reference.icd10cm import icd10cm


def worked_diagnoses(case_id: str) -> Shown:
    """The diagnoses of a case's key, with words, reason and rule, and the tempting ones.

    Raises:
        UnknownCaseError: there is no such case.
        KeySealedError: its key is with the educator.
    """
    case, key = load_case(case_id), load_key(case_id)
    titles = icd10cm()
    rows = [
        (
            _code(one.code.written),
            escape(titles.title(one.code, case.shell.through_date)) + _words(one.evidence, case),
            escape(one.rationale) + rules_html(one.authority),
        )
        for one in key.diagnoses
    ]
    tempting = [one for one in key.prohibited if Icd10cm(one.code).well_formed and _is_valid(one, case)]
    text = "\n".join(f"{one.code.written}: {one.rationale}" for one in key.diagnoses)
    names = ("code", "what it is, and the words in the chart", "why, and the rule")
    return Shown(text, _page(table("Coded", names, rows), tempting))


def worked_services(case_id: str) -> Shown:
    """The service lines of a case's key, with words, reason and rule, and the tempting ones.

    Raises:
        UnknownCaseError: there is no such case.
        KeySealedError: its key is with the educator.
    """
    case, key = load_case(case_id), load_key(case_id)
    rows = [
        (
            _code("-".join((one.code, *one.modifiers))),
            escape(f"{one.gloss}; {one.units} {'unit' if one.units == 1 else 'units'}, for ")
            + ", ".join(_code(code.written) for code in one.points_to)
            + _words(one.evidence, case),
            escape(one.rationale) + rules_html(one.authority),
        )
        for one in key.lines
    ]
    services = [one for one in key.prohibited if not _is_valid(one, case)]
    text = "\n".join(f"{one.code} {' '.join(one.modifiers)}: {one.rationale}" for one in key.lines)
    names = ("code", "in our own words, and the words in the chart", "why, and the rule")
    return Shown(text, _page(table("Billed", names, rows), services))


def _is_valid(one: TemptingCode, case: Case) -> bool:
    """Whether it is a diagnosis: "J2003" has the form of one, and is a drug."""
    return icd10cm().entry(Icd10cm(one.code), case.shell.through_date).valid


def _page(coded: str, tempting: Iterable[TemptingCode]) -> str:
    rows = [(_code(one.code), escape(one.why) + rules_html(one.authority)) for one in tempting]
    wrong = table("Tempting, and wrong here", ("code", "why not, and the rule"), rows) if rows else ""
    return element("div", coded, wrong, css="cl-worked")


def _code(written: str) -> str:
    return element("span", escape(written), css="cl-code")


def _words(evidence: tuple[Evidence, ...], case: Case) -> str:
    return listed((quoted(one, case.encounter) for one in evidence), css="cl-plain")
