"""What the lab's own edits, linter and scorer say of an answer: worked out, not written beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from codinglab.claims.assemble import answers_from_key
from codinglab.lab.display import SEVERITY_SIGNS
from codinglab.lab.exercise.written import Exercise, Kind, SmallClaim, SmallQuery
from codinglab.model import Claim, ClaimType, Diagnosis, Icd10cm, Need, Outcome, Query, Report, Scorecard
from codinglab.query import lint
from codinglab.reference.cases import load_case, load_key
from codinglab.score import score
from codinglab.score.feedback import messages, summary
from codinglab.validate import examples, validate

_CLAIMS: Mapping[ClaimType, Callable[..., Claim]] = MappingProxyType(
    {
        ClaimType.PROFESSIONAL: examples.professional,
        ClaimType.OUTPATIENT: examples.outpatient,
        ClaimType.INPATIENT: examples.inpatient,
    }
)
_WORDS = {Outcome.MISSED: "missed", Outcome.EXTRA: "added", Outcome.SEQUENCE: "out of order"}
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Engine:
    """What a part of the lab says.

    Attributes:
        name: who speaks ("The edits").
        lines: each a sign with its word, and a sentence.
    """

    name: str
    lines: tuple[tuple[str, str], ...]


def computed(exercise: Exercise, given: Sequence[str], *, whole: bool) -> Engine | None:
    """What edits, linter or scorer say; None where the exercise asks none of them, or it would tell too much.

    Args:
        exercise: what was asked.
        given: the values answered.
        whole: whether the answer may be told.
    """
    if exercise.claim is not None:
        asked_what_fires = any(option.edit for option in exercise.options)
        return (
            _edits(claim_of(exercise, exercise.claim, given), whole=whole)
            if whole or not asked_what_fires
            else None
        )
    if exercise.query is not None:
        return (
            _linter(query_of(exercise, exercise.query, given))
            if whole or exercise.kind is not Kind.MARK
            else None
        )
    return _scorer(exercise, given, whole=whole) if exercise.score else None


def claim_of(exercise: Exercise, written: SmallClaim, given: Sequence[str] = ()) -> Claim:
    """The claim of an exercise with what was answered: its lines, or a diagnosis."""
    chosen = [option.lines for option in exercise.options if option.value in given and option.lines]
    lines = chosen[0] if chosen else written.lines
    diagnoses = list(written.diagnoses)
    if written.into and given:
        diagnoses[written.into - 1] = given[0]
    parts = [examples.dx(*one.split()) for one in diagnoses]
    services = [examples.line(one.code, *one.modifiers, units=one.units, to=one.to) for one in lines]
    return _CLAIMS[written.type](*parts, *services, on=exercise.on.isoformat())


@lru_cache(maxsize=_KEPT)
def report_on(claim: Claim) -> Report:
    """The report on a claim, kept, so that the same answer is judged at once the second time."""
    return validate(claim)


def _edits(claim: Claim, *, whole: bool) -> Engine:
    report = report_on(claim)
    seen = "" if whole else " The edits see the claim and not the chart: what passes them can still be wrong."
    found = tuple((" ".join(SEVERITY_SIGNS[one.severity]), one.message) for one in report.findings)
    clean = (("✔ Pass", f"No finding; {len(report.ran)} edits ran.{seen}"),)
    return Engine("The edits", found or clean)


def query_of(exercise: Exercise, small: SmallQuery, given: Sequence[str] = ()) -> Query:
    """The query of an exercise with what was answered: its question, or its options."""
    chosen = [option for option in exercise.options if option.value in given]
    question = next((one.question for one in chosen if one.question), small.question)
    options = tuple(one.text for one in chosen) if exercise.kind is Kind.SEVERAL and chosen else small.options
    return Query(
        id="exercise",
        encounter_id="exercise",
        type=small.type,
        title=small.title,
        question=question,
        indicators=small.indicators,
        options=options,
        subject=small.subject,
        documented=small.documented,
        addressee="M. Okafor, MD, attending",
        author="A. Coder, CCS",
        written_on=exercise.on,
        patient_id="MRN-1",
        contact="ext. 4410",
    )


def _linter(query: Query) -> Engine:
    found = lint(query)
    told = tuple((" ".join(SEVERITY_SIGNS[one.severity]), f"{one.message} ({one.rule})") for one in found)
    return Engine("The linter", told or (("✔ Pass", "It keeps all rules of compliant query practice."),))


def card_of(exercise: Exercise, given: Sequence[str]) -> Scorecard:
    """The scorecard of the key's own answers with these diagnoses, in this order, in place of its own."""
    case, key = load_case(exercise.score), load_key(exercise.score)
    poa = {one.code: one.poa for one in key.diagnoses}
    codes = [Icd10cm(code) for code in given]
    answers = answers_from_key(case, key, learner="exercise")
    diagnoses = tuple(Diagnosis(code, poa.get(code, "")) for code in codes)
    was = [one.code for one in answers.diagnoses]
    lines = tuple(
        replace(
            line, pointers=tuple(codes.index(was[at - 1]) + 1 for at in line.pointers if was[at - 1] in codes)
        )
        for line in answers.lines
    )
    return score(case, key, replace(answers, diagnoses=diagnoses, lines=lines))


def _scorer(exercise: Exercise, given: Sequence[str], *, whole: bool) -> Engine | None:
    codes = exercise.scored or given
    if exercise.scored and not whole:
        return None
    if exercise.kind is Kind.SEVERAL:
        codes = [option.value for option in exercise.options if option.value in given]
    elif exercise.kind is Kind.ORDER:
        held = [one.code.written for one in load_key(exercise.score).diagnoses if one.need is Need.REQUIRED]
        codes = [*given, *(code for code in held if code not in given)]
    card = card_of(exercise, codes)
    of_codes = tuple(line for line in card.lines if not line.about and line.area != "query")
    card = replace(card, lines=of_codes)
    counted = Counter(_WORDS.get(one.outcome, "wrong in detail") for one in card.lines if not one.right)
    faults = ", ".join(f"{number} {word}" for word, number in counted.items()) or "nothing missed or added"
    lines = [("Σ Score", summary(card)[0]), ("Σ Score", f"Of the codes and their order: {faults}.")]
    if whole:
        lines += [("→ Audit", text) for text in messages(card)]
    return Engine("The scorer", tuple(lines))
