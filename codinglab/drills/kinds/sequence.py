"""In which order diagnoses are reported: code first, use additional code, code also.

"Code first" at the one code and "use additional code" at the other say the same from two sides; "code also"
says nothing of the order. Difficulty 1 has an order; difficulty 2 may have none, and notes of higher levels;
difficulty 3 has three codes, two of them bound to the one between them.
"""

from __future__ import annotations

from itertools import combinations, permutations

from codinglab.drills.codes import TABULAR, codes_on, guideline, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.notes import Notes, Order, notes_on
from codinglab.drills.rows import rows_on
from codinglab.reference.icd10cm import icd10cm

_SECTIONS = {"code_first": "I.A.13", "use_additional": "I.B.7", "code_also": "I.A.17"}
_WORDS = {"code_first": "code first", "use_additional": "use additional code", "code_also": "code also"}
_OWN_RULES = "OSTVWXY"
_CATEGORY = 3
_ORDERS = 4


def make(ask: Ask) -> Draft:
    """Draw codes that a note binds together."""
    notes = notes_on(ask.on)
    if ask.difficulty == 3:
        return _three(ask, notes)
    if ask.difficulty == 2:
        wanted = ask.random.choice(("code_first", "use_additional", "code_also"))
    else:
        wanted = ask.random.choice(("code_first", "use_additional"))
    one, two, order = ask.first(lambda: _pair(ask, notes, wanted))
    if ask.random.random() < 0.5:
        one, two = two, one
        order = {Order.ONE: Order.TWO, Order.TWO: Order.ONE}.get(order, order)
    row = notes.orders(one, two)[0][1]
    options = [_line((one, two)), _line((two, one))]
    if ask.difficulty == 2:
        options.append(Option("either", "Either order: the notes leave it open"))
    answer = {Order.ONE: options[0].value, Order.TWO: options[1].value, Order.EITHER: "either"}[order]
    section = _SECTIONS[row["kind"]]
    return Draft(
        prompt=(
            f"{titled(one, ask.on)}\n{titled(two, ask.on)}\nBoth are documented, and the notes of the "
            f"tabular in force on {ask.on} bind them. In which order are they reported?"
        ),
        options=tuple(options),
        accepted=(answer,),
        explanation=_rule(row["kind"]),
        table=f"{notes.edition}: {_proof(notes, one, two)}",
        authority=guideline(section),
        section=section,
    )


def _three(ask: Ask, notes: Notes) -> Draft:
    """Three codes in the one order that satisfies every note between them."""
    three = ask.first(lambda: _chain(ask, notes))
    wrong = [list(order) for order in permutations(three) if order != three]
    offered = [three, *ask.some(wrong, _ORDERS)]
    shown = ask.some(list(three), 3)
    proof = "; ".join(told for one, two in combinations(three, 2) if (told := _proof(notes, one, two)))
    return Draft(
        prompt=(
            "\n".join(titled(code, ask.on) for code in shown)
            + f"\nAll are documented. Which order do the notes of the tabular in force on {ask.on} ask for?"
        ),
        options=ask.mixed(_line(tuple(order)) for order in offered),
        accepted=(_line(three).value,),
        explanation=f"{_rule('code_first')} {_rule('use_additional')}",
        table=f"{notes.edition}: {proof}",
        authority=guideline(_SECTIONS["use_additional"]),
        section=_SECTIONS["use_additional"],
    )


def _chain(ask: Ask, notes: Notes) -> tuple[str, str, str] | None:
    """A code with one that goes before it and one that goes after it; the notes allow no other order."""
    first = _pair(ask, notes, "code_first")
    if first is None:
        return None
    middle, before, _ = first
    rows = [
        row
        for level in notes.levels(middle)
        for row in notes.instructions.get(level, ())
        if row["kind"] == "use_additional" and row["target"] and not row["characters"]
    ]
    if not rows:
        return None
    after = ask.random.choice(codes_on(ask.on).below(ask.random.choice(rows)["target"]) or ("",))
    if not after or after[0] in _OWN_RULES or after in (middle, before):
        return None
    directed = [
        (one, two)
        for one, two in permutations((before, middle, after), 2)
        if _direction(notes, one, two) is Order.ONE
    ]
    needed = {(before, middle), (middle, after)}
    contrary = {(after, middle), (middle, before), (after, before)}
    alone = not any(_excluded(notes, one, two) for one, two in combinations((before, middle, after), 2))
    if needed <= set(directed) and not contrary & set(directed) and alone:
        return before, middle, after
    return None


def _pair(ask: Ask, notes: Notes, kind: str) -> tuple[str, str, Order] | None:
    """A code with a note, one that it names, and the order that the notes leave; None when unfit."""
    depth = _CATEGORY if ask.difficulty == 1 else 1
    table = rows_on("icd10cm_instruction", ask.on, TABULAR)
    row = table.draw(ask.random)
    if row is None or row["kind"] != kind or not row["target"] or row["characters"] or row["depth"] < depth:
        return None
    codes = codes_on(ask.on)
    under = codes.below(row["node"]) if ":" not in row["node"] else _below_level(ask, notes, row["node"])
    among = codes.below(row["target"])
    if not under or not among:
        return None
    one, two = ask.random.choice(under), ask.random.choice(among)
    if one == two or one[0] in _OWN_RULES or two[0] in _OWN_RULES or _excluded(notes, one, two):
        return None
    order = _direction(notes, one, two)
    wanted = {"code_first": Order.TWO, "use_additional": Order.ONE, "code_also": Order.EITHER}[kind]
    return (one, two, order) if order is wanted else None


def _direction(notes: Notes, one: str, two: str) -> Order | None:
    """The one order that every note between two codes agrees on; None where they differ or there is none."""
    found = notes.orders(one, two)
    if any(row["characters"] for _, row in found):
        return None
    orders = {order for order, _ in found}
    return orders.pop() if len(orders) == 1 else None


def _below_level(ask: Ask, notes: Notes, node: str) -> tuple[str, ...]:
    categories = sorted(category for category, above in notes.above.items() if node in above)
    return codes_on(ask.on).below(ask.random.choice(categories)) if categories else ()


def _excluded(notes: Notes, one: str, two: str) -> bool:
    return any(row["kind"] == 1 for row in notes.between(one, two))


def _line(order: tuple[str, ...]) -> Option:
    text = ", then ".join(written(code) for code in order)
    return Option(text, text)


def _rule(kind: str) -> str:
    if kind == "code_first":
        return "“Code first” stands at the code that goes second: what it names is reported before it."
    if kind == "use_additional":
        return "“Use additional code” stands at the code that goes first: what it names is reported after it."
    return "“Code also” asks for a second code and leaves the order to the reason for the encounter."


def _proof(notes: Notes, one: str, two: str) -> str:
    told = []
    for _, row in notes.orders(one, two):
        node = row["node"]
        place = f"{node.replace(':', ' ')} ({icd10cm().title(node)})" if ":" in node else written(node)
        told.append(f"{_WORDS[row['kind']]} at {place}, “{row['note']}”")
    return "; ".join(dict.fromkeys(told))


KIND = DrillKind(
    name="sequence",
    title="Sequencing",
    reads=("icd10cm_code", "icd10cm_instruction", "icd10cm_excludes", "icd10cm_category"),
    source=TABULAR,
    make=make,
)
