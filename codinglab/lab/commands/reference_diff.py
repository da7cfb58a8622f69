"""The command that compares two editions, and says which cases and claims a change touches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, console
from codinglab.parse import as_day

if TYPE_CHECKING:
    from codinglab.model import AnswerKey, Claim
    from codinglab.reference.install.compare import Comparison
    from codinglab.reference.install.impact import Impact

app = typer.Typer()
SHOWN = 40
LONGEST = 200


@app.command()
def diff(
    source: Annotated[str, typer.Argument(help="As `codinglab reference list` names it.")],
    before: Annotated[str, typer.Argument(metavar="SINCE_A", help="A day of the older edition.")],
    after: Annotated[str, typer.Argument(metavar="SINCE_B", help="A day of the newer edition.")],
    cases: Annotated[bool, typer.Option("--cases", help="Which teaching cases it touches.")] = False,
    claims: Annotated[list[Path] | None, typer.Option(help="Claim files; which of them it touches.")] = None,
    every: Annotated[bool, typer.Option("--all", help=f"Show every change, not the first {SHOWN}.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare two editions: what was added, deleted, revised, and what became a header."""
    from codinglab.parse import dump
    from codinglab.reference.install.compare import compare
    from codinglab.reference.install.impact import impacts, missing_conversion

    comparison = compare(source, as_day(before), as_day(after))
    used = _codes_in_use(cases, claims or [])
    touched = impacts(comparison, used)
    if as_json:
        data = dump(comparison) | {"counts": comparison.counts, "impacts": [dump(one) for one in touched]}
        console.print_json(json.dumps(data))
        return
    _print_changes(comparison, None if every else SHOWN)
    if used:
        _print_impacts(touched, len(used))
        if touched and source.startswith("icd10cm") and (lacking := missing_conversion()):
            console.print(lacking, style="yellow")


def _codes_in_use(cases: bool, claims: Sequence[Path]) -> dict[str, list[str]]:
    """Codes in their stored form by the case or claim file that uses them."""
    from codinglab.claims.json import read_claim
    from codinglab.reference.cases import has_key, list_cases, load_key

    keyed = [case.id for case in list_cases() if has_key(case.id)] if cases else []
    used = {f"case {case_id}": _codes(load_key(case_id)) for case_id in keyed}
    return used | {f"claim {path}": _codes(read_claim(path)) for path in claims}


def _codes(holder: AnswerKey | Claim) -> list[str]:
    return [str(item.code) for item in (*holder.diagnoses, *holder.procedures, *holder.lines)]


def _print_changes(comparison: Comparison, limit: int | None) -> None:
    counts = ", ".join(f"{count:,} {kind}" for kind, count in comparison.counts.items())
    console.print(f"{comparison.source}: {comparison.before} → {comparison.after}")
    console.print(counts)
    for remark in comparison.remarks:
        console.print(remark, style="yellow")
    table = Table("key", "change", "before", "after")
    for change in comparison.changes[:limit]:
        table.add_row(" ".join(change.key), change.kind.value, _short(change.before), _short(change.after))
    if comparison.changes:
        console.print(table)
    if limit is not None and len(comparison.changes) > limit:
        console.print(f"{len(comparison.changes) - limit:,} more; --all shows them, --json gives them.")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _print_impacts(touched: Sequence[Impact], count: int) -> None:
    if not touched:
        console.print(f"No code of the {count} cases and claims is deleted, revised or became a header.")
        return
    table = Table("where", "code", "change", "before", "after", "replaced by", title="Codes in use")
    for impact in touched:
        change = impact.change
        table.add_row(
            impact.where,
            impact.code,
            change.kind.value,
            change.before,
            change.after,
            ", ".join(impact.replacements),
        )
    console.print(table)
