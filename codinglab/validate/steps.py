"""Why does an edit not fire? Its expression step by step, with the rows that are left after each.

for step in steps(edit, claim).steps:
    print(step.number, step.words, step.rows, step.lost)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codinglab.claims.extract import Extract
from codinglab.model import Claim, ClaimType, InvalidInputError
from codinglab.validate.compile import MISSING, compile_unknown, hit_tables
from codinglab.validate.edit import Edit
from codinglab.validate.loaded import LoadedClaims, load, load_extract
from codinglab.validate.own.portable import statement
from codinglab.validate.step_tree import Plan, Planned

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One of several conditions: how many rows hold it and those before it."""

    words: str
    rows: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an edit's expression.

    Attributes:
        number: from 1.
        kind: source, filter, join, choose, group, unite, other.
        words: what it does.
        inputs: the numbers of the steps whose rows it takes.
        rows: how many rows there are after it.
        told: what a join found, in words.
        parts: its conditions, where there are several.
        columns: of its rows.
        shown: its first rows.
        lost: why the last row was lost here; "" where it was not.
    """

    number: int
    kind: str
    words: str
    inputs: tuple[int, ...]
    rows: int
    told: str = ""
    parts: tuple[Part, ...] = ()
    columns: tuple[str, ...] = ()
    shown: tuple[tuple[Any, ...], ...] = ()
    lost: str = ""


@dataclass(frozen=True, slots=True)
class StepThrough:
    """An edit's expression, step by step.

    Attributes:
        edit: its id.
        claim_type: of the claims.
        claims: what the claims are, in words.
        steps: in order; the last one's rows are the hits.
        hits: how many there are.
        reasons: why some of it could not be judged, and of how many rows.
    """

    edit: str
    claim_type: ClaimType
    claims: str
    steps: tuple[Step, ...]
    hits: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def first_lost(self) -> Step | None:
        """The first step where the last row was lost."""
        return next((step for step in self.steps if step.lost), None)

    def __str__(self) -> str:
        lines = [f"{self.edit} on {self.claims}: {_rows(self.hits, 'hit')}"]
        for step in self.steps:
            lines.append(
                f"{step.number:>3}. {step.words}  [{_rows(step.rows)}]{' ' + step.told if step.told else ''}"
            )
            lines += [f"       {part.words}: {part.rows}" for part in step.parts]
            lines += [f"     → {step.lost}"] if step.lost else []
        lines += [f"Not evaluated ({count}): {reason}" for reason, count in self.reasons]
        return "\n".join(lines)


def steps(
    edit: Edit,
    claims: Claim | Iterable[Claim] | Extract | LoadedClaims,
    claim_type: ClaimType | str | None = None,
    *,
    shown: int = SHOWN,
) -> StepThrough:
    """Take an edit's expression step by step over claims.

    Args:
        edit: the edit.
        claims: a claim, several that see one another, or an extract (its first partition).
        claim_type: whose claims; may be left out where there is one type that the edit judges.
        shown: how many rows of each step are shown.

    Raises:
        InvalidInputError: the edit judges no such claims, or has no expression, since it looks at a claim as
            a whole in Python.
    """
    if isinstance(claims, Extract):
        claims = load_extract(claims)
    loaded = claims if isinstance(claims, LoadedClaims) else load(claims)
    kind = _kind(edit, loaded, claim_type)
    if not edit.checks:
        msg = f"{edit.id} has no steps: it asks another program about the claim as a whole."
        raise InvalidInputError(msg)
    loaded.read(edit.reads)
    given, facts = loaded.given(kind)[0], loaded.facts(kind)
    done: list[Step] = []
    try:
        for hits in hit_tables(edit, given, loaded.table, facts):
            done += _run(Plan(hits, len(done)), loaded, len(done), shown)
            done[-1:] = [replace(done[-1], kind="hits")]
    finally:
        loaded.let_go()
    ends = [step for step in done if step.kind == "hits"]
    if not ends:
        absent = [name for name in edit.reads if not facts.get(name)]
        lost = "Nothing can be judged: " + "; ".join(MISSING.format(table=name) for name in absent)
        done = [Step(1, "source", f"the reference table {' and '.join(absent)}", (), 0, lost=lost)]
    elif len(ends) > 1:
        inputs = tuple(step.number for step in ends)
        whole = sum(step.rows for step in ends)
        done.append(Step(len(done) + 1, "unite", "the hits of all its periods", inputs, whole))
    hits = done[-1].rows
    told = tuple(replace(step, lost="") if hits else step for step in done)
    return StepThrough(edit.id, kind, loaded.words, told, hits, _reasons(edit, loaded, kind))


def _kind(edit: Edit, loaded: LoadedClaims, asked: ClaimType | str | None) -> ClaimType:
    if asked is not None and asked not in [*ClaimType]:
        msg = f"claim_type: '{asked}' is not known. There are: {', '.join(ClaimType)}."
        raise InvalidInputError(msg)
    there = [kind for kind in loaded.types if kind in edit.applies_to]
    fit = [kind for kind in there if asked is None or kind == asked]
    if len(fit) == 1:
        return fit[0]
    held = ", ".join(loaded.types) or "none"
    if fit:
        msg = f"{loaded.words} are of several types: say which with claim_type: {', '.join(fit)}."
    else:
        msg = f"{edit.id} judges {', '.join(edit.applies_to)} claims; {loaded.words}: {held}."
    raise InvalidInputError(msg)


def _run(plan: Plan, loaded: LoadedClaims, before: int, shown: int) -> list[Step]:
    """Run the steps of a plan, and mark those where the last row that a hit would need was lost."""
    made: list[Step] = []
    for planned in plan.steps:
        sql, columns = statement(planned.table, "duckdb"), tuple(planned.table.columns)
        inputs = [made[place] for place in planned.inputs]
        rows = loaded.keep(planned.kept, sql, copy=planned.kind != "source")
        parts = _parts(planned, inputs, rows, loaded)
        made.append(
            Step(
                number=before + len(made) + 1,
                kind=planned.kind,
                words=planned.words,
                inputs=tuple(one.number for one in inputs),
                rows=rows,
                told=f"{parts[-1].rows} of {_rows(inputs[0].rows)} match" if parts and planned.how else "",
                parts=parts if len(parts) > 1 else (),
                columns=columns,
                shown=tuple(loaded.first(sql, columns, shown)) if rows and shown else (),
            )
        )
        if rows == 0 and planned.kind != "unite" and all(made[place].rows for place in planned.needed):
            lost = _lost(planned, inputs, parts)
            made[-1] = replace(made[-1], lost=lost)
    must = _must(plan)
    return [step if place in must else replace(step, lost="") for place, step in enumerate(made)]


def _parts(planned: Planned, inputs: Sequence[Step], rows: int, loaded: LoadedClaims) -> tuple[Part, ...]:
    """Of each condition the rows that hold it and those before it; asked for only where rows are lost."""
    if not planned.parts:
        return ()
    before = inputs[0].rows
    if planned.how and before:
        rows = loaded.count(statement(planned.parts[-1][1], "duckdb"))
    made = [Part(planned.parts[-1][0], rows)]
    for words, table in reversed(planned.parts[:-1]):
        same = made[0].rows == before or not before
        made.insert(0, Part(words, before if same else loaded.count(statement(table, "duckdb"))))
    return tuple(made)


def _must(plan: Plan) -> set[int]:
    """The steps without whose rows the last has none; all sides of a union, since one may do."""
    found: set[int] = set()
    open_ = [plan.last]
    while open_:
        place = open_.pop()
        if place not in found:
            found.add(place)
            step = plan.steps[place]
            open_ += step.inputs if step.kind == "unite" and not step.needed else step.needed
    return found


def _lost(planned: Planned, inputs: Sequence[Step], parts: Sequence[Part]) -> str:
    here = "Here the last row was lost: "
    if planned.kind == "source":
        return f"{here}there are no {planned.name}."
    before = inputs[0].rows
    if planned.how == "anti":
        return f"{here}{'the row has' if before == 1 else f'each of the {before:,} rows has'} a match."
    for part in parts:
        if part.rows == 0:
            return f"{here}of {_rows(before)}, none is left at “{part.words}”."
        before = part.rows
    return f"{here}of {_rows(before)}, none is left."


def _reasons(edit: Edit, loaded: LoadedClaims, kind: ClaimType) -> tuple[tuple[str, int], ...]:
    """Why some of it could not be judged, and of how many rows."""
    table = compile_unknown(edit, loaded.given(kind)[0], loaded.table, loaded.facts(kind))
    if table is None:
        return ()
    sql = statement(table.group_by("reason").aggregate(rows=table.count()), "duckdb")
    return tuple((str(reason), int(rows)) for reason, rows in loaded.first(sql, (), 50))


def _rows(count: int, word: str = "row") -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
