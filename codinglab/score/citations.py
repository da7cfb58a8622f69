"""What is cited where the key itself cites nothing: a code too many, a POA indicator, the DRG."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from codinglab.model import Answers, Authority, Case, ClaimType, Evidence, TemptingCode

GUIDELINES = "ICD-10-CM Official Guidelines"
PROCEDURE_GUIDELINES = "ICD-10-PCS Official Guidelines"

DRG = (Authority("MS-DRG Definitions Manual"),)
UNSUPPORTED_LINE = (Authority("Social Security Act", section="1833(e)"),)


def plain(code: str) -> str:
    """A code of any system without dot, blanks or small letters, to compare by."""
    return code.strip().upper().replace(".", "")


def fiscal_year(day: date) -> str:
    """The edition of the guidelines of a day: fiscal years begin on 1 October.

    >>> fiscal_year(date(2026, 9, 30)), fiscal_year(date(2026, 10, 1))
    ('FY2026', 'FY2027')
    """
    return f"FY{day.year + (day.month >= 10)}"


def inpatient(case: Case) -> bool:
    """Whether the case is a hospital stay: POA and the principal diagnosis are then judged."""
    return case.encounter.claim_type is ClaimType.INPATIENT


def reportable(case: Case) -> tuple[Authority, ...]:
    """Which diagnoses may be reported at all."""
    section = "III" if inpatient(case) else "IV.J"
    return (Authority(GUIDELINES, fiscal_year(case.encounter.through_date), section),)


def present_on_admission(case: Case) -> tuple[Authority, ...]:
    """How POA indicators are assigned."""
    return (Authority(GUIDELINES, fiscal_year(case.encounter.through_date), "Appendix I"),)


def principal(case: Case) -> Authority:
    """How the principal diagnosis is chosen."""
    return Authority(GUIDELINES, fiscal_year(case.encounter.through_date), "II")


def procedures(case: Case) -> tuple[Authority, ...]:
    """How procedures are coded."""
    return (Authority(PROCEDURE_GUIDELINES, fiscal_year(case.encounter.through_date)),)


def tempting(prohibited: Iterable[TemptingCode], code: str) -> TemptingCode | None:
    """The entry of a code among those that the key names as wrong."""
    return next((item for item in prohibited if plain(item.code) == plain(code)), None)


def tempted(prohibited: tuple[TemptingCode, ...], codes: Iterable[str]) -> dict[str, TemptingCode]:
    """The entries of those codes that the key names as wrong, by the code as it is stored."""
    by_code = {plain(item.code): item for item in reversed(prohibited)}
    return {code: by_code[code] for code in map(plain, codes) if code in by_code}


def mistaken_for(named: TemptingCode | None, keyed: str) -> bool | None:
    """Whether a code that the key names as wrong is mistaken for a keyed one; None when it names none."""
    return None if named is None else plain(named.instead_of) == plain(keyed)


def learners_evidence(answers: Answers, code: str) -> tuple[Evidence, ...]:
    """The places in the chart that the learner gave for a code."""
    return tuple(link.evidence for link in answers.evidence if plain(link.code) == plain(code))
