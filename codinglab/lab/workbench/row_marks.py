"""What stands beside a code on the claim: its evidence, how it was reached, and what validation says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from codinglab.lab.display import SEVERITY_SIGNS
from codinglab.model import Answers, Evidence, Finding, Report, Severity

LONGEST_WORDS = 160
_WORST_FIRST = list(SEVERITY_SIGNS)


def evidence_of(answers: Answers, code: str) -> tuple[Evidence, ...]:
    """The words of the chart given for a code, in the order they were given."""
    return tuple(link.evidence for link in answers.evidence if link.code == code)


def beside(answers: Answers, code: str) -> dict[str, object]:
    """Evidence and path of a code for the browser; typed by hand is what has neither (NOTEBOOKS.md 5)."""
    given = evidence_of(answers, code)
    words = "; ".join(" ".join(one.quote.split()) for one in given)
    path = next((item.path for item in answers.paths if item.code == code), "")
    short = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()}…"
    return {"words": short, "places": len(given), "path": path, "typed": not given and not path}


@dataclass(frozen=True, slots=True)
class RowFindings:
    """The findings of a report by the row that they concern.

    Diagnoses and procedures are known by their codes, so that a row that moves keeps its mark until the
    next report; lines by their number.
    """

    kept: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> list[dict[str, str]]:
        """The findings of a row for the browser, the worst first."""
        found = sorted(self.kept.get((kind, name), ()), key=lambda one: _WORST_FIRST.index(one.severity))
        return [_as_data(one.severity, one.message or one.title) for one in found]


def by_row(report: Report | None, answers: Answers) -> RowFindings:
    """The findings of a report on the claim that these answers make."""
    kept: dict[tuple[str, str], list[Finding]] = {}
    for found in report.findings if report else ():
        for row in dict.fromkeys(_rows(found, answers)):
            kept.setdefault(row, []).append(found)
    return RowFindings({row: tuple(found) for row, found in kept.items()})


def _rows(found: Finding, answers: Answers) -> Iterator[tuple[str, str]]:
    for number in (found.diagnosis, found.other_diagnosis):
        if number and number <= len(answers.diagnoses):
            yield "diagnosis", answers.diagnoses[number - 1].code
    if found.procedure and found.procedure <= len(answers.procedures):
        yield "procedure", answers.procedures[found.procedure - 1].code
    for number in (found.line, found.other_line):
        if number:
            yield "line", str(number)


def _as_data(severity: Severity, text: str) -> dict[str, str]:
    sign, word = SEVERITY_SIGNS[severity]
    return {"sign": sign, "word": word, "look": severity.lower(), "text": text}
