"""The main job without a browser: one case from the note to the score, printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.diagnose import diagnose
from codinglab.group import group, why
from codinglab.lab.print import grouping_table, report_table
from codinglab.model import (
    AnswerKey,
    Answers,
    Assertion,
    Case,
    Claim,
    ClaimType,
    Concept,
    Diagnosis,
    Document,
    Evidence,
    Suggestion,
)
from codinglab.query import draft, lint, render_text
from codinglab.reference.cases import load_case, load_key
from codinglab.review import review
from codinglab.score import score
from codinglab.score.feedback import messages, summary
from codinglab.validate import validate

_STYLE = {
    Assertion.AFFIRMED: "bold",
    Assertion.NEGATED: "strike dim",
    Assertion.POSSIBLE: "italic yellow",
    Assertion.HISTORICAL: "underline",
    Assertion.FAMILY: "underline dim",
    Assertion.HYPOTHETICAL: "italic dim",
    Assertion.PLANNED: "italic dim",
    Assertion.SCREENING: "italic dim",
}
DEFAULT_CASE = "inpatient-sepsis-kidney-injury"


def show(case_id: str, console: Console) -> None:
    """Print a case: reviewed note, codes, claim, findings, DRG, queries with their lint, score.

    The answers shown are the key's; the score compares what `diagnose` proposes with the key.

    Raises:
        UnknownCaseError: there is no such case.
    """
    case, key = load_case(case_id), load_key(case_id)
    console.print(Panel(Text(case.summary), title=case.title, subtitle=case.id))
    concepts = review(case.encounter)
    console.print(Rule("1  Review"))
    for document in case.encounter.documents:
        found = [concept for concept in concepts if concept.evidence.document == document.id]
        console.print(Panel(_marked(document, found), title=f"{document.title}, {document.author}"))
    console.print(_assertions())
    suggestions = diagnose(case.encounter, concepts)
    console.print(Rule("2  Diagnose: what the lab suggests"))
    table = Table("code", "title", "words in the chart", "why", "authority", show_lines=True)
    for item in suggestions:
        table.add_row(
            item.code.written, item.title, _quotes(item.evidence[:2]), item.reason, str(item.authority)
        )
    console.print(table)
    console.print(Rule("3  The key: codes with evidence and authority"))
    console.print(_keyed(key))
    answers = answers_from_key(case, key)
    claim = claim_from(case, answers)
    console.print(Rule("4  The claim and its validation"))
    console.print(_claim(claim))
    console.print(*report_table(validate(claim)), sep="\n")
    if case.shell.claim_type is ClaimType.INPATIENT:
        console.print(Rule("5  MS-DRG"))
        console.print(*grouping_table(why(claim)), sep="\n")
    console.print(Rule("6  Query"))
    for line in _queries(case, key):
        console.print(line)
    console.print(Rule("7  Score of what the lab suggested, against the key"))
    learner = _suggested(answers, suggestions)
    card = score(case, key, learner, drg_keyed=str(key.drg or ""), drg_answered=_drg(case, learner))
    for sentence in summary(card):
        console.print(Text(sentence))
    for number, message in enumerate(messages(card)[:8], start=1):
        console.print(Text(f"{number}. {message}"))


def _drg(case: Case, learner: Answers) -> str:
    if case.shell.claim_type is not ClaimType.INPATIENT:
        return ""
    return str(group(claim_from(case, learner)).drg or "")


def _marked(document: Document, concepts: Iterable[Concept]) -> Text:
    text = Text(document.text.strip("\n"))
    shift = len(document.text) - len(document.text.lstrip("\n"))
    for concept in concepts:
        start, end = concept.evidence.start - shift, concept.evidence.end - shift
        text.stylize(_STYLE[concept.assertion], start, end)
    return text


def _assertions() -> Text:
    legend = Text("Signs: ")
    for assertion, style in _STYLE.items():
        legend.append(assertion.value, style).append("  ")
    return legend


def _quotes(places: Iterable[Evidence]) -> str:
    return "\n".join(f"“{place.quote}” ({place.document})" for place in places)


def _keyed(key: AnswerKey) -> Table:
    table = Table("code", "POA", "need", "words in the chart", "why", "authority", show_lines=True)
    for item in key.diagnoses:
        authority = "; ".join(str(one) for one in item.authority)
        table.add_row(
            item.code.written, item.poa, item.need.value, _quotes(item.evidence), item.rationale, authority
        )
    for line in key.lines:
        authority = "; ".join(str(one) for one in line.authority)
        code = "-".join([line.code, *line.modifiers]) + f" x{line.units}"
        table.add_row(code, "", line.need.value, _quotes(line.evidence), line.rationale, authority)
    return table


def _claim(claim: Claim) -> Table:
    kind = f"{claim.claim_type.value} claim {claim.claim_id}, {claim.from_date} to {claim.through_date}"
    table = Table("", "code", "POA or units", "points to", title=kind)
    for number, diagnosis in enumerate(claim.diagnoses, start=1):
        table.add_row(f"dx {number}", diagnosis.code.written, diagnosis.poa, "")
    for procedure in claim.procedures:
        table.add_row("px", str(procedure.code), str(procedure.date), "")
    for number, line in enumerate(claim.lines, start=1):
        pointers = ", ".join(str(pointer) for pointer in line.pointers)
        table.add_row(f"line {number}", "-".join([line.code, *line.modifiers]), str(line.units), pointers)
    return table


def _queries(case: Case, key: AnswerKey) -> Iterator[Panel | Text]:
    if not key.queries:
        yield Text("The documentation answers every question: no query is needed.")
    for opportunity in key.queries:
        query = draft(
            opportunity,
            case.encounter,
            author="Demo, coder",
            written_on=case.shell.through_date,
            reviewer="Demo, coder",
        )
        yield Panel(Text(render_text(query)), title=opportunity.topic)
        found = lint(query)
        yield Text("Lint: " + ("; ".join(f"{one.rule} {one.message}" for one in found) or "compliant"))


def _suggested(answers: Answers, suggestions: Iterable[Suggestion]) -> Answers:
    """The key's answers with the suggested diagnoses in the place of the keyed ones."""
    proposed = tuple(Diagnosis(item.code, item.poa) for item in suggestions if item.billable)
    place = {item.code: number for number, item in enumerate(proposed, start=1)}
    lines = tuple(
        replace(
            line,
            pointers=tuple(
                place[code] for at in line.pointers if (code := answers.diagnoses[at - 1].code) in place
            ),
        )
        for line in answers.lines
    )
    return replace(answers, learner="lab", diagnoses=proposed, lines=lines)
