"""May a diagnosis lawfully be the principal one? The definition, the guidelines and the edits say.

The principal diagnosis is the condition established after study to be chiefly responsible for occasioning
the admission (UHDDS; ICD-10-CM Official Guidelines II). Conventions of the tabular and chapter guidelines
come before that section; they are the edits, asked about the claim with the diagnosis in the first place.
What a DRG pays is no argument, and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from codinglab.model import Authority, Claim, Diagnosis, Finding, Icd10cm, Severity
from codinglab.what_if.alternatives import Alternative, principals

GUIDELINES = "ICD-10-CM Official Guidelines"
_SYMPTOMS = "R"
_COMPLICATIONS = tuple(f"T{number}" for number in range(80, 89))
_STATUS = ("Z79", *(f"Z{number}" for number in (*range(80, 88), *range(89, 100))))
_FAMILIES = ("icd10cm", "mce", "poa")
_NOT_OF_ORDER = (
    "poa/missing",
    "poa/exempt-but-reported",
    "poa/invalid-indicator",
    "icd10cm/duplicate-diagnosis",
)


class May(StrEnum):
    """Whether a diagnosis may be the principal one."""

    YES = "may be, if it is what occasioned the admission"
    ASK = "only with a reason that the record must give"
    NO = "may not be"


@dataclass(frozen=True, slots=True)
class Argument:
    """A reason, who says so, and whether it speaks for (True), against (False) or not at all (None)."""

    speaks: bool | None
    says: str
    authority: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks for and against one diagnosis of a claim as its principal diagnosis."""

    code: Icd10cm
    may: May
    arguments: tuple[Argument, ...]
    alternative: Alternative


def may_be_principal(claim: Claim) -> tuple[Verdict, ...]:
    """A verdict for each diagnosis of an inpatient claim, in the claim's order."""
    if not claim.diagnoses:
        return ()
    compared = principals(claim)
    always = set.intersection(*({_about(found) for found in one.findings} for one in compared))
    if len(compared) == 1:
        always = set()
    return tuple(
        _verdict(claim, item, alternative, always)
        for item, alternative in zip(claim.diagnoses, compared, strict=True)
    )


def section(number: str) -> Authority:
    """A section of the guidelines."""
    return Authority(GUIDELINES, "FY2026", number)


def _verdict(
    claim: Claim, item: Diagnosis, alternative: Alternative, always: Set[tuple[str, str]]
) -> Verdict:
    arguments, worst = [], May.YES
    for found in _against(alternative, always):
        arguments.append(Argument(False, f"{found.title}: {found.message}", found.authority))
        worst = May.NO if found.severity is Severity.FAIL or worst is May.NO else May.ASK
    if item.poa == "N":
        arguments.append(_not_present(item))
        worst = May.NO
    elif item.poa in ("U", "W"):
        arguments.append(_present_or_not(item))
        worst = May.ASK if worst is May.YES else worst
    for argument in filter(None, (_symptom(claim, item), _status(item))):
        arguments.append(argument)
        worst = May.ASK if worst is May.YES else worst
    if worst is not May.NO:
        arguments.extend(_in_favour(claim, item))
    return Verdict(item.code, worst, tuple(arguments), alternative)


def _against(alternative: Alternative, always: Set[tuple[str, str]]) -> Iterator[Finding]:
    """The findings of a claim that another order of its diagnoses takes away."""
    for found in alternative.findings:
        of_order = found.edit.split("/")[0] in _FAMILIES and found.edit not in _NOT_OF_ORDER
        if of_order and found.severity is not Severity.INFO and _about(found) not in always:
            yield found


def _about(found: Finding) -> tuple[str, str]:
    """An edit and the code that it judges; the code it was judged by may change with the order."""
    return found.edit, found.code


def _not_present(item: Diagnosis) -> Argument:
    """The argument against a condition that arose after admission."""
    says = f"{item.code.written} has POA N: what arose after admission cannot have occasioned it."
    return Argument(False, says, (section("II"), section("Appendix I")))


def _present_or_not(item: Diagnosis) -> Argument:
    """The argument where nobody knows whether the condition was there."""
    unknown = "the provider could not tell" if item.poa == "W" else "the record does not tell, so query"
    says = (
        f"{item.code.written} has POA {item.poa}: {unknown} whether it was there to occasion the admission."
    )
    return Argument(False, says, (section("II"), section("Appendix I")))


def _symptom(claim: Claim, item: Diagnosis) -> Argument | None:
    definitive = [
        one.code.written for one in claim.diagnoses if one.code[0] not in "RVWXYZ" and one.poa != "N"
    ]
    if item.code[0] != _SYMPTOMS or not definitive:
        return None
    says = (
        f"{item.code.written} is a symptom or sign. It gives way when a related definitive diagnosis is "
        f"established; here stand {', '.join(definitive[:4])}."
    )
    return Argument(False, says, (section("II.A"),))


def _status(item: Diagnosis) -> Argument | None:
    if not item.code.startswith(_STATUS):
        return None
    says = f"{item.code.written} tells of a status, drug or history, which does not occasion an admission."
    return Argument(False, says, (section("II"), section("I.C.21.c.3"), section("I.C.21.c.4")))


def _in_favour(claim: Claim, item: Diagnosis) -> Iterator[Argument]:
    if item.poa == "Y":
        says = f"{item.code.written} was present on admission. That is needed; it is not enough."
        yield Argument(True, says, (section("II"), section("Appendix I")))
    if item.code.startswith(_COMPLICATIONS):
        says = f"{item.code.written} is a complication of care: admitted for it, it comes first."
        yield Argument(True, says, (section("II.G"),))
    others = [one for one in claim.diagnoses if one.poa == "Y" and one.code != item.code]
    if item.poa == "Y" and others:
        says = (
            "Where two diagnoses or more equally meet the definition, and neither the circumstances, the "
            "tabular, the Index nor another guideline says otherwise, either may be first."
        )
        yield Argument(True, says, (section("II.B"), section("II.C")))
