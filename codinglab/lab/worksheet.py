"""The worksheet: the one observable state that the panels share. No widget types in here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from codinglab.lab.answer_changes import (
    linked,
    moved,
    reached,
    reordered,
    taken_up,
    without_loose_evidence,
)
from codinglab.lab.answer_file import AnswerFile
from codinglab.lab.attention import Attention
from codinglab.lab.sheet import Topic
from codinglab.model import (
    Answers,
    ClaimType,
    Diagnosis,
    Dismissal,
    DismissalReason,
    Evidence,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Procedure,
    Query,
    ServiceLine,
)
from codinglab.reference.cases import load_case

__all__ = ["POA_VALUES", "Topic", "Worksheet", "open_worksheet"]
POA_VALUES = ("", "Y", "N", "U", "W")
LONGEST_NOTES = 20_000


class Worksheet(Attention):
    """The work of one learner on one case."""

    def __repr__(self) -> str:
        return f"Worksheet({self.case.id!r}, learner={self.answers.learner!r})"

    @property
    def on(self) -> date:
        """The day whose code sets apply to the diagnoses."""
        return self.case.shell.governing_date()

    @property
    def inpatient(self) -> bool:
        """Whether the claim is an inpatient one: POA and ICD-10-PCS apply."""
        return self.case.encounter.claim_type is ClaimType.INPATIENT

    def dismiss(self, places: Iterable[Evidence], reason: DismissalReason) -> None:
        """Decide that words of the chart get no code; a place dismissed before gets the new reason."""
        new = tuple(Dismissal(place, reason) for place in places)
        again = {one.evidence for one in new}
        kept = tuple(one for one in self.answers.dismissed if one.evidence not in again)
        self._beside(replace(self.answers, dismissed=(*kept, *new)))

    def restore(self, places: Iterable[Evidence]) -> None:
        """Take the dismissal of words back."""
        again = set(places)
        kept = tuple(one for one in self.answers.dismissed if one.evidence not in again)
        self._beside(replace(self.answers, dismissed=kept))

    def set_notes(self, notes: str) -> None:
        """Keep the notes to oneself. Raises InvalidInputError when they are too long."""
        if len(notes) > LONGEST_NOTES:
            msg = f"Notes hold up to {LONGEST_NOTES:,} characters; these have {len(notes):,}."
            raise InvalidInputError(msg)
        self._beside(replace(self.answers, notes=notes))

    def _beside(self, answers: Answers) -> None:
        """Change what is undone like the codes but is no part of the claim: handed-in work stays so."""
        self._change(answers, submitted=self.answers.submitted)

    def add_diagnosis(
        self,
        code: str,
        evidence: Evidence | None = None,
        path: str = "",
        *,
        more: Iterable[Evidence] = (),
    ) -> None:
        """Assign a diagnosis last; a code already assigned only gains the evidence.

        `path` tells how the code was reached, "Alphabetic Index FY2026: Pneumonia › viral"; `more` are
        further places, all given in the one change.

        Raises:
            InvalidInputError: the code does not have the form of an ICD-10-CM code.
        """
        diagnosis = Icd10cm(code)
        if not diagnosis.well_formed:
            msg = f"'{code}' does not have the form of an ICD-10-CM code, such as E11.22."
            raise InvalidInputError(msg)
        diagnoses = self.answers.diagnoses
        if diagnosis not in {item.code for item in diagnoses}:
            diagnoses = (*diagnoses, Diagnosis(diagnosis))
        answers = self.answers
        for place in (evidence, *more):
            answers = replace(answers, evidence=linked(answers, diagnosis, place))
        self._change(
            replace(
                answers,
                diagnoses=diagnoses,
                paths=reached(self.answers, diagnosis, path),
            )
        )

    def remove_diagnosis(self, position: int) -> None:
        """Take a diagnosis off (position from 1); lines that pointed to it point to it no more."""
        kept = [at for at in range(1, len(self.answers.diagnoses) + 1) if at != self._diagnosis(position)]
        self._change(reordered(self.answers, kept))

    def move_diagnosis(self, position: int, to: int) -> None:
        """Put the diagnosis at `position` in place `to` (from 1); pointers follow their diagnosis."""
        order = range(1, len(self.answers.diagnoses) + 1)
        self._change(reordered(self.answers, moved(order, self._diagnosis(position), to)))

    def set_poa(self, position: int, poa: str) -> None:
        """Record the present-on-admission indicator: Y, N, U, W, or "" for not reported."""
        if poa not in POA_VALUES:
            msg = f"'{poa}' is not a present-on-admission indicator: use Y, N, U, W, or leave it empty."
            raise InvalidInputError(msg)
        at = self._diagnosis(position) - 1
        diagnoses = list(self.answers.diagnoses)
        diagnoses[at] = replace(diagnoses[at], poa=poa)
        self._change(replace(self.answers, diagnoses=tuple(diagnoses)))

    def add_procedure(
        self, code: str, day: date | None = None, evidence: Evidence | None = None, path: str = ""
    ) -> None:
        """Assign an ICD-10-PCS procedure, done on `day`.

        Without a day it is that of the document the evidence stands in, else the first day of the stay.

        Raises:
            InvalidInputError: the code does not have the form of an ICD-10-PCS code.
        """
        procedure = Icd10pcs(code)
        if not procedure.well_formed:
            msg = f"'{code}' does not have the form of an ICD-10-PCS code: seven characters, never I or O."
            raise InvalidInputError(msg)
        stay = self.case.encounter
        done = self._written(evidence) if evidence else stay.from_date
        added = Procedure(procedure, day or min(max(done, stay.from_date), stay.through_date))
        self._change(
            replace(
                self.answers,
                procedures=(*self.answers.procedures, added),
                evidence=linked(self.answers, procedure, evidence),
                paths=reached(self.answers, procedure, path),
            )
        )

    def edit_procedure(self, position: int, day: date) -> None:
        """Change the day of a procedure (position from 1)."""
        procedures = list(self.answers.procedures)
        at = self._within(position, len(procedures), "procedure") - 1
        procedures[at] = replace(procedures[at], date=day)
        self._change(replace(self.answers, procedures=tuple(procedures)))

    def move_procedure(self, position: int, to: int) -> None:
        """Put the procedure at `position` in place `to` (from 1)."""
        at = self._within(position, len(self.answers.procedures), "procedure")
        self._change(replace(self.answers, procedures=moved(self.answers.procedures, at, to)))

    def remove_procedure(self, position: int) -> None:
        """Take a procedure off (position from 1)."""
        at = self._within(position, len(self.answers.procedures), "procedure")
        kept = self.answers.procedures[: at - 1] + self.answers.procedures[at:]
        self._change(without_loose_evidence(replace(self.answers, procedures=kept)))

    def add_line(self, line: ServiceLine, evidence: Evidence | None = None) -> None:
        """Add a service line last."""
        changed = replace(
            self.answers,
            lines=(*self.answers.lines, line),
            evidence=linked(self.answers, line.code, evidence),
        )
        self._change(changed)

    def edit_line(self, position: int, line: ServiceLine) -> None:
        """Put `line` in place of the service line at `position` (from 1)."""
        lines = list(self.answers.lines)
        lines[self._within(position, len(lines), "service line") - 1] = line
        self._change(without_loose_evidence(replace(self.answers, lines=tuple(lines))))

    def move_line(self, position: int, to: int) -> None:
        """Put the service line at `position` in place `to` (from 1)."""
        at = self._within(position, len(self.answers.lines), "service line")
        self._change(replace(self.answers, lines=moved(self.answers.lines, at, to)))

    def remove_line(self, position: int) -> None:
        """Take a service line off (position from 1)."""
        at = self._within(position, len(self.answers.lines), "service line")
        kept = self.answers.lines[: at - 1] + self.answers.lines[at:]
        self._change(without_loose_evidence(replace(self.answers, lines=kept)))

    def link_evidence(self, code: str, evidence: Evidence) -> None:
        """Give words of the chart as evidence for a code that is assigned already."""
        self._change(replace(self.answers, evidence=linked(self.answers, code, evidence)))

    def put_query(self, query: Query) -> None:
        """Save a query; one of the same id is replaced."""
        known = [item.id for item in self.answers.queries]
        queries = list(self.answers.queries)
        if query.id in known:
            queries[known.index(query.id)] = query
        else:
            queries.append(query)
        self._change(replace(self.answers, queries=tuple(queries)))

    def remove_query(self, query_id: str) -> None:
        """Drop a query."""
        kept = tuple(query for query in self.answers.queries if query.id != query_id)
        self._change(replace(self.answers, queries=kept))

    def take_up(self, added: Sequence[Diagnosis], gone: Collection[str], path: str) -> None:
        """Put what an answered query adds on the claim, in the place of what it takes away; one change."""
        self._change(taken_up(self.answers, added, gone, path))

    def _diagnosis(self, position: int) -> int:
        return self._within(position, len(self.answers.diagnoses), "diagnosis")

    @staticmethod
    def _within(position: int, count: int, what: str) -> int:
        if not 1 <= position <= count:
            msg = f"There is no {what} {position}: the worksheet has {count}."
            raise InvalidInputError(msg)
        return position


def open_worksheet(case_id: str, learner: str = "me") -> Worksheet:
    """Open a learner's work on a case, restoring what was saved.

    Raises:
        UnknownCaseError: no case has that id.
        InvalidInputError: the learner's name cannot name a folder.
    """
    case = load_case(case_id)
    file = AnswerFile.of(case.id, learner)
    answers, trouble = file.read(learner, case.id)
    worksheet = Worksheet(case, answers, file.path, file=file)
    worksheet.status = trouble or worksheet.history_trouble
    return worksheet
