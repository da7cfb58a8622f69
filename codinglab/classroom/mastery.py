"""Mastery by guideline section: what each learner gets right of everything that a rule decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from codinglab.classroom.grade import Grade
from codinglab.model import Authority, ScoreLine
from codinglab.model.interval import wilson

MASTERED, SHAKY = 0.9, 0.7
FEWEST = 4
LEVELS = ("to practise", "shaky", "too few to tell", "mastered")
_GUIDELINES = "ICD-10-CM Official Guidelines"
_PCS = "ICD-10-PCS Official Guidelines"
_WHOLE = {
    "tabular": "Tabular notes",
    "index": "Alphabetic Index",
    "icd-10-pcs tables": "ICD-10-PCS tables",
    "hcpcs": "HCPCS Level II",
}
"""What is cited by code or entry, and counted as one."""
_LEVELS = re.compile(r"^(IV|I{1,3})(?=\.|$)(?:\.([A-Z]))?(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Mastery:
    """What a learner (or a class, with "" as learner) gets right of one section.

    Attributes:
        section: as people cite it, rolled up: "I.C.9", "Appendix I", "NCCI Policy Manual I".
        right, judged: lines of scorecards whose rule is of this section.
        interval: Wilson, 95 %.
        level: "mastered", "shaky", "to practise", or "too few to tell" (fewer than four lines).
    """

    learner: str
    section: str
    right: int
    judged: int
    interval: tuple[float, float]
    level: str

    @property
    def share(self) -> float:
        """Right of judged, 0 to 1."""
        return self.right / self.judged


def mastery(grades: Iterable[Grade]) -> tuple[Mastery, ...]:
    """Mastery by section: of the class first (learner ""), then of each learner; sections by name."""
    names: dict[str, str] = {}
    lines = [
        (names.setdefault(grade.answers.learner.casefold(), grade.answers.learner), line)
        for grade in grades
        for line in grade.card.lines
    ]
    return mastery_of([*(("", line) for _, line in lines), *lines])


def mastery_of(lines: Iterable[tuple[str, ScoreLine]]) -> tuple[Mastery, ...]:
    """Mastery by learner and section from lines of scorecards."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for learner, line in lines:
        for section in {rolled_up(one) for one in line.authority} - {""}:
            count = counts[learner, section]
            count[0] += line.right
            count[1] += 1
    return tuple(
        Mastery(learner, section, right, judged, wilson(right, judged), level(right, judged))
        for (learner, section), (right, judged) in sorted(counts.items())
    )


def level(right: int, judged: int) -> str:
    """How well something is known, in words."""
    if judged < FEWEST:
        return "too few to tell"
    share = right / judged
    return "mastered" if share >= MASTERED else "shaky" if share >= SHAKY else "to practise"


@lru_cache(maxsize=4096)
def rolled_up(authority: Authority) -> str:
    """The section that a rule is counted under; what is cited by code or entry is counted as one.

    >>> rolled_up(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.2"))
    'I.C.9'
    >>> rolled_up(Authority("NCCI Policy Manual", "2026", "I.D"))
    'NCCI Policy Manual I'
    >>> rolled_up(Authority("ICD-10-CM Official Guidelines", "FY2026", "IV.H"))
    'IV.H'
    """
    source = authority.source.casefold()
    if authority.source == _GUIDELINES:
        found = _LEVELS.match(authority.section)
        return ".".join(part for part in found.groups() if part) if found else authority.section
    if authority.source == _PCS:
        return f"ICD-10-PCS {authority.section[:2]}".strip()
    for word, name in _WHOLE.items():
        if word in source:
            return name
    return f"{authority.source} {_head(authority.section)}".strip()


def objective_section(written: str) -> str:
    """The section of a case's objective, as people cite it, rolled up as rules are.

    >>> objective_section("I.C.9.a.3"), objective_section("NCCI Policy Manual XI.B.2")
    ('I.C.9', 'NCCI Policy Manual XI')
    >>> objective_section("Appendix I"), objective_section("ICD-10-PCS B6.1a")
    ('Appendix I', 'ICD-10-PCS B6')
    >>> objective_section("ICD-10-PCS tables 5A1")
    'ICD-10-PCS tables'
    """
    if _LEVELS.match(written):
        return rolled_up(Authority(_GUIDELINES, "", written))
    return next((name for word, name in _WHOLE.items() if word in written.casefold()), _head(written))


def _head(section: str) -> str:
    """The first level of a section: up to a comma or a point; the point of "ch. 17" is none of its levels."""
    return re.split(r"\.(?=\S)|,", section)[0].strip()
