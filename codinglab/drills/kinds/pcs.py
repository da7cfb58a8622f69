"""Build the ICD-10-PCS code: seven characters typed from words.

Where the ICD-10-PCS tables of the day are installed the words are those of each axis, else the title of the
code. Difficulty 1 gives the table (the first three characters) and is about devices and qualifiers that are
none; difficulty 2 is about section 0; difficulty 3 about every section.
"""

from __future__ import annotations

from codinglab.drills.exercise import Draft
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import Rows, rows_on
from codinglab.model import Authority
from codinglab.reference.pcs_builder import AXES, Axis, PcsBuilder

_SOURCE = "icd10pcs-order"
_SECTION = "A1-A11"
_TITLES = "titles"


def make(ask: Ask) -> Draft:
    """Draw a valid code whose words name it and no other."""
    rows = rows_on("icd10pcs_code", ask.on, _SOURCE)
    builder = PcsBuilder(ask.on)
    by_axis = not builder.remark
    code, axes = ask.first(lambda: _chosen(ask, rows, builder, by_axis=by_axis))
    title = _titles(rows)[code]
    labels = tuple(_label(axis, code) for axis in axes)
    given = f"The table is {code[:3]}.\n" if ask.difficulty == 1 else ""
    definition = axes[2].definition if by_axis else ""
    told = "\n".join(f"  {label}" for label in labels) if by_axis else f"  {title}"
    return Draft(
        prompt=(
            f"{told}\n{given}Which ICD-10-PCS code, valid on {ask.on}, says this? Type its seven characters."
        ),
        options=(),
        accepted=(code,),
        explanation=(
            f"{title}. A code is built from one row of the table that its first three characters name; every "
            f"axis has a value, Z where there is none.{f' {definition}' if definition else ''}"
        ),
        table=f"{rows.edition}: {code} {title}",
        authority=Authority("ICD-10-PCS Official Guidelines", "", _SECTION),
        section=_SECTION,
        parts=labels if by_axis else AXES,
    )


def _chosen(
    ask: Ask, rows: Rows, builder: PcsBuilder, *, by_axis: bool
) -> tuple[str, tuple[Axis, ...]] | None:
    """A code, with its axes where they are installed, whose words fit no other code; None when unfit."""
    titles = _titles(rows)
    code = str(rows.at(ask.random.randrange(len(rows)))["code"])
    if ask.difficulty < 3 and code[0] != "0":
        return None
    if ask.difficulty == 3 and code[0] == "0" and ask.random.random() < 0.8:
        return None
    if ask.difficulty == 1 and not code.endswith("ZZ"):
        return None
    if not by_axis:
        alone = titles.get(code) and rows.memory[_COUNTS][titles[code].casefold()] == 1
        return (code, ()) if alone else None
    axes = tuple(builder.axis(position, code) for position in range(1, 8))
    return (code, axes) if all(_names_one(axis, code) for axis in axes) else None


_COUNTS = "counts"


def _titles(rows: Rows) -> dict[str, str]:
    """The titles of the codes of the day; how many codes have each is kept beside them."""
    if _TITLES not in rows.memory:
        pairs = zip(*(rows.table.column(name).to_pylist() for name in ("code", "title")), strict=True)
        titles = {code: title or "" for code, title in pairs}
        counts: dict[str, int] = {}
        for title in titles.values():
            counts[title.casefold()] = counts.get(title.casefold(), 0) + 1
        rows.memory.update({_TITLES: titles, _COUNTS: counts})
    found: dict[str, str] = rows.memory[_TITLES]
    return found


def _names_one(axis: Axis, code: str) -> bool:
    """Whether the label of a code's value is there, and no other value of the axis has it."""
    character = code[axis.position - 1]
    label = next((one.label for one in axis.values if one.value == character), "")
    return bool(label) and sum(one.label.casefold() == label.casefold() for one in axis.values) == 1


def _label(axis: Axis, code: str) -> str:
    character = code[axis.position - 1]
    return f"{axis.name}: {next(one.label for one in axis.values if one.value == character)}"


KIND = DrillKind(
    name="pcs",
    title="Build the ICD-10-PCS code",
    reads=("icd10pcs_code",),
    source=_SOURCE,
    make=make,
)
