"""May two diagnoses stand together by the Excludes notes of the tabular.

An Excludes1 note is written on one side and holds on both; it may stand at a block or chapter, and the
nearest note counts. Difficulty 1 asks yes or no; difficulty 2 also for which note; difficulty 3 asks which
of several codes may not stand beside another, by notes of higher levels too.
"""

from __future__ import annotations

from typing import Any

from codinglab.drills.codes import TABULAR, codes_on, guideline, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.notes import Notes, notes_on
from codinglab.reference.icd10cm import icd10cm

_CATEGORY = 3
_BESIDE = {2: 3, 3: 4}
_SECTIONS = {1: "I.A.12.a", 2: "I.A.12.b", 0: "I.A.12.a"}
Pair = tuple[str, str, int]


def make(ask: Ask) -> Draft:
    """Draw two codes and what the notes say of them, or one code and others of which one is barred."""
    notes = notes_on(ask.on)
    if ask.difficulty == 3:
        return _which(ask, notes)
    one, two, kind = ask.first(lambda: _pair(ask, notes, ask.random.choice((1, 1, 2, 0))))
    if ask.random.random() < 0.5:
        one, two = two, one
    options = [
        Option("no", "No: an Excludes1 note holds between them"),
        Option("yes", "Yes: no Excludes1 note holds between them"),
    ]
    answer = "no" if kind == 1 else "yes"
    if ask.difficulty == 2:
        options[1:] = [
            Option("yes, Excludes2", "Yes: an Excludes2 note names the other"),
            Option("yes, no note", "Yes: no Excludes note names the other"),
        ]
        answer = {1: "no", 2: "yes, Excludes2", 0: "yes, no note"}[kind]
    return Draft(
        prompt=(
            f"{titled(one, ask.on)}\n{titled(two, ask.on)}\nBoth are documented. By the Excludes notes of "
            f"the tabular in force on {ask.on}, may they be coded together?"
        ),
        options=tuple(options),
        accepted=(answer,),
        explanation=_rule(kind),
        table=_proof(notes, one, two),
        authority=guideline(_SECTIONS[kind]),
        section=_SECTIONS[kind],
    )


def _which(ask: Ask, notes: Notes) -> Draft:
    """One code, and five others of which one may not stand beside it."""
    one, barred, others = ask.first(lambda: _several(ask, notes))
    options = [
        Option(written(code), titled(code, ask.on), _proof(notes, one, code).split(": ", 1)[1])
        for code in (barred, *others)
    ]
    return Draft(
        prompt=(
            f"{titled(one, ask.on)}\nBy the Excludes notes of the tabular in force on {ask.on}, which of "
            "these may not be coded with it?"
        ),
        options=ask.mixed(options),
        accepted=(written(barred),),
        explanation=_rule(1),
        table=_proof(notes, one, barred),
        authority=guideline(_SECTIONS[1]),
        section=_SECTIONS[1],
    )


def _several(ask: Ask, notes: Notes) -> tuple[str, str, list[str]] | None:
    found = _pair(ask, notes, 1)
    if found is None:
        return None
    one, barred, _ = found
    codes = codes_on(ask.on)
    near = [code for code in codes.below(barred[:2]) if code[:3] != one[:3]]
    beside = [code for code in codes.below(one[:2]) if code[:6] != one[:6]]
    tried = [*ask.some(near, 12), *ask.some(beside, 12)]
    free = [code for code in dict.fromkeys(tried) if _allowed(notes, one, code)]
    if barred in free or len(free) < _BESIDE[3]:
        return None
    return one, barred, ask.some(free, _BESIDE[3])


def _pair(ask: Ask, notes: Notes, kind: int) -> Pair | None:
    """Two codes between which an Excludes1 (1), an Excludes2 (2) or no (0) note holds; None when unfit."""
    codes = codes_on(ask.on)
    node = ask.random.choice(_nodes(ask, notes))
    rows = [row for row in notes.excludes[node] if row["target"] and (kind == 0 or row["kind"] == kind)]
    if not rows:
        return None
    under = _under(notes, node, ask)
    row = ask.random.choice(rows)
    among = codes.below(row["target"]) if kind else codes.below(node[:2])
    if not under or not among:
        return None
    one, two = ask.random.choice(under), ask.random.choice(among)
    if one == two or notes.names_no_code(one) or notes.names_no_code(two):
        return None
    between = notes.between(one, two)
    found = between[0]["kind"] if between else 0
    return (one, two, kind) if found == kind and (kind or one[:3] != two[:3]) else None


def _nodes(ask: Ask, notes: Notes) -> list[str]:
    """The levels that notes are drawn from: categories and codes; at difficulty 3 the higher ones as well."""
    least = 1 if ask.difficulty == 3 and ask.random.random() < 0.4 else _CATEGORY
    most = 2 if least == 1 else 9
    return sorted(node for node, rows in notes.excludes.items() if least <= rows[0]["depth"] <= most)


def _under(notes: Notes, node: str, ask: Ask) -> tuple[str, ...]:
    """The valid codes below a level."""
    codes = codes_on(ask.on)
    if ":" not in node:
        return codes.below(node)
    categories = sorted(category for category, above in notes.above.items() if node in above)
    return codes.below(ask.random.choice(categories)) if categories else ()


def _allowed(notes: Notes, one: str, two: str) -> bool:
    readable = not (notes.names_no_code(one) or notes.names_no_code(two))
    return one != two and readable and all(row["kind"] != 1 for row in notes.between(one, two))


def _rule(kind: int) -> str:
    if kind == 1:
        return (
            "An Excludes1 note is written on one side and holds both ways, at every level above the code. "
            "Both are coded only when the record shows that the conditions are clearly unrelated; where it "
            "does not say, query."
        )
    if kind == 2:
        return "An Excludes2 note says that the other condition is not part of this code: both may be coded."
    return "No Excludes note at either code, or above it, names the other: the notes stand against nothing."


def _proof(notes: Notes, one: str, two: str) -> str:
    """The notes between two codes in words."""
    between: list[dict[str, Any]] = notes.between(one, two)
    if not between:
        return f"{notes.edition}: no Excludes note between {written(one)} and {written(two)}"
    told = (f"Excludes{row['kind']} at {_level(row['node'])}, “{row['note']}”" for row in between)
    return f"{notes.edition}: {'; '.join(dict.fromkeys(told))}"


def _level(node: str) -> str:
    return f"{node.replace(':', ' ')} ({icd10cm().title(node)})" if ":" in node else written(node)


KIND = DrillKind(
    name="excludes",
    title="Excludes1 or not",
    reads=("icd10cm_code", "icd10cm_excludes", "icd10cm_instruction", "icd10cm_category"),
    source=TABULAR,
    make=make,
)
