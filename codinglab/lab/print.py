"""Results for the terminal, as rich tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from codinglab.lab.why_html import weight_words
from codinglab.model import Complication, Explanation, Icd10cm, Report, Severity
from codinglab.reference.code_view import FLAG_WORDS, CodeView

if TYPE_CHECKING:
    from codinglab.what_if import Alternative

_STYLE = {Severity.FAIL: "bold red", Severity.WARN: "yellow", Severity.INFO: "blue"}


def report_table(report: Report) -> Iterator[Table | Text]:
    """A report: its status, the findings with their authority, and what was not evaluated."""
    yield Text(f"Validation: {report.status} ({len(report.ran)} edits ran)", style="bold")
    if report.findings:
        table = Table("weight", Column("edit", overflow="fold"), "what", "authority and table")
        for found in report.findings:
            weight = Text(found.severity.value, style=_STYLE[found.severity])
            sources = [*(str(authority) for authority in found.authority), found.table]
            said = "; ".join(source for source in sources if source)
            table.add_row(weight, found.edit, Text(found.message), Text(said))
        yield table
    for reason in dict.fromkeys(missed.reason for missed in report.not_evaluated):
        edits = ", ".join(missed.edit for missed in report.not_evaluated if missed.reason == reason)
        yield Text(f"NOT_EVALUATED {reason}: {edits}", style="dim")


def grouping_table(found: Explanation) -> Iterator[Table | Text]:
    """A grouping: the DRG, the path to it, and what each code does."""
    grouping = found.grouping
    if grouping.drg is None:
        yield Text(f"Not grouped: {grouping.not_evaluated}")
        return
    yield Text(f"MS-DRG {grouping.drg} {grouping.title} (v{grouping.version})", style="bold")
    yield Text(weight_words(grouping))
    for step in found.path:
        yield Text(f"- {step.name}: {step.outcome}. {step.because} {step.shown_by}")
    if found.driver:
        yield Text(found.driver, style="bold")
    if grouping.secondary:
        table = Table("secondary", "listed", "counts", "why", "without it")
        for item, rest in zip(grouping.secondary, found.removed, strict=False):
            counts = "no" if item.counted is Complication.NONE else item.counted.value
            left = f"{rest.without} changes" if rest.changes else rest.without
            table.add_row(item.code.written, item.listed.value, counts, item.reason, left)
        yield table


def alternative_table(alternatives: Iterable[Alternative]) -> Table:
    """Alternatives with their DRG, their weight, and the findings that come and go."""
    table = Table("change", "MS-DRG", "weight", "edits")
    for one in alternatives:
        grouping = one.grouping
        told = [f"+ {found.title}" for found in one.new] + [f"- {found.title}" for found in one.gone]
        weight = "" if grouping.weight is None else f"{grouping.weight:.4f}"
        name = f"{grouping.drg} {grouping.title}" if grouping.drg else grouping.not_evaluated
        table.add_row(one.change, name, weight, "\n".join(told))
    return table


def written_level(key: str) -> str:
    """A level of the tabular as people write it: "E11.2", "block E08-E13", "chapter 4"."""
    kind, _, name = key.partition(":")
    return f"{kind} {name}" if name else Icd10cm(key).written


def code_lines(view: CodeView) -> Iterator[tuple[str, str]]:
    """The tabular view of a code as lines, each with its look."""
    entry = view.entry
    yield f"{entry.written}  {entry.title}", "bold"
    for sentence in view.elsewhere:
        yield sentence, "bold"
    yield entry.why or f"billable on {view.on} ({entry.since} to {entry.through})", ""
    for key, title in view.ancestors:
        yield f"  {written_level(key)}  {title}", "dim"
    if view.cc is not None and entry.billable:
        excluded = f"; excluded by {view.cc.excluders} principal diagnoses" if view.cc.excluders else ""
        yield f"  MS-DRG severity: {view.cc.level or 'neither CC nor MCC'}{excluded}", ""
    if view.poa_exempt is not None and entry.billable:
        yield f"  POA: {'exempt' if view.poa_exempt else 'to be reported'}", ""
    for flag in view.flags:
        yield f"  Medicare Code Editor: {FLAG_WORDS.get(flag, flag)}", ""
    for name, codes in (("replaces", view.replaces), ("replaced by", view.replaced_by)):
        if codes:
            yield f"  {name}: {', '.join(Icd10cm(code).written for code in codes)}", ""
    for character, meaning in view.sevenths.items():
        yield f"  7th character {character}: {meaning}", ""
    for child in view.children:
        yield f"  {child.written}{'' if child.billable else '-'}  {child.title}", ""
    for note in view.notes:
        yield f"  {written_level(note.level)}  {note.kind}: {note.text}", ""
    for sentence in view.missing:
        yield sentence, "yellow"
