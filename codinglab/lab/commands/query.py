"""Commands about queries to providers: lint a file of them, list the rules, explain one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, console
from codinglab.model import Query, Severity

if TYPE_CHECKING:
    from codinglab.model import LintFinding

app = typer.Typer(no_args_is_help=True, help="Queries to providers, and the rules they keep.")


@app.command()
def lint(
    file: Annotated[Path, typer.Argument(help="A JSON file: one query, or a list of them.")],
    as_json: AsJson = False,
) -> None:
    """Check the queries of a file against every rule; exit code 1 when one has a FAIL."""
    from codinglab.parse import dump
    from codinglab.query import lint as run_rules
    from codinglab.query.query_file import read_queries

    linted = [(query, run_rules(query)) for query in read_queries(file)]
    if as_json:
        rows = [{"query": query.id, "findings": [dump(one) for one in found]} for query, found in linted]
        print(json.dumps(rows, indent=2))
    else:
        for query, found in linted:
            _show(query, found)
    if any(one.severity is Severity.FAIL for _, found in linted for one in found):
        raise typer.Exit(1)


@app.command()
def rules(as_json: AsJson = False) -> None:
    """List the rules of the edition in force, with the weight of each."""
    from codinglab.query.catalogue import rule_files
    from codinglab.query.policy import policy

    listed = [file.rule for file in rule_files()]
    if as_json:
        rows = [{"id": one.id, "title": one.title, "severity": one.severity} for one in listed]
        print(json.dumps({"edition": policy().edition, "status": policy().status, "rules": rows}, indent=2))
        return
    table = Table("rule", "fault", "weight", title=f"Query practice, edition {policy().edition}")
    for one in listed:
        table.add_row(one.id, one.title, one.severity.value)
    console.print(table, policy().status, sep="\n")


@app.command()
def explain(rule: str) -> None:
    """Show a rule's page: the fault, why it matters, what to do, authority and examples."""
    from rich.markdown import Markdown

    from codinglab.query import explain_rule

    console.print(Markdown(explain_rule(rule)))


@app.command()
def write() -> None:
    """Write the catalogue of rules, reference/QUERY_RULES.md, from the rules themselves."""
    from codinglab.query.catalogue import render
    from codinglab.reference.paths import REFERENCE

    path = REFERENCE / "QUERY_RULES.md"
    path.write_text(render(), encoding="utf-8")
    console.print(f"Written: {path}")


def _show(query: Query, found: tuple[LintFinding, ...]) -> None:
    console.print(f"{query.id or 'a query without number'}: {query.title}")
    if not found:
        console.print("  keeps every rule checked")
    for one in found:
        console.print(f"  {one.severity} {one.rule} {one.message}", f"    {one.remedy}", sep="\n")
