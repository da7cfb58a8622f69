"""Every edit there is: found by walking the package, explained from its own file."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from itertools import groupby
from pkgutil import walk_packages

from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate import own
from codinglab.validate.edit import EDITS_PACKAGE, Edit
from codinglab.validate.precedence import in_order

_ROLES = {
    ClaimType.PROFESSIONAL: "Professional coder, CMS-1500",
    ClaimType.OUTPATIENT: "Facility coder, outpatient UB-04",
    ClaimType.INPATIENT: "Facility coder, inpatient UB-04",
}


@cache
def edits() -> tuple[Edit, ...]:
    """All built-in edits, in the order of precedence."""
    package = import_module(EDITS_PACKAGE)
    names = [
        module.name for module in walk_packages(package.__path__, EDITS_PACKAGE + ".") if not module.ispkg
    ]
    return in_order([import_module(name).EDIT for name in names])


def edit(edit_id: str) -> Edit:
    """Find an edit by its id.

    Raises:
        InvalidInputError: there is none; the message names those of the family, or those that are near.
    """
    for candidate in (*edits(), *own.registered()):
        if candidate.id == edit_id:
            return candidate
    known = [candidate.id for candidate in (*edits(), *own.registered())]
    asked = edit_id.lower().replace("_", "-").strip("/ ")
    named = asked.split("/")[0]
    family = [one for one in known if one.split("/")[0] == named]
    near = get_close_matches(asked, known, n=5, cutoff=0.7)
    if near:
        said, listed = "Did you mean", near
    elif family:
        said, listed = f"Edits of the family {named}", family
    else:
        said, listed = "Name one of a family", [*dict.fromkeys(one.split("/")[0] for one in known)]
    msg = "\n  ".join([f"There is no edit '{edit_id}'. {said}:", *listed])
    raise InvalidInputError(msg)


def explain(edit_id: str) -> str:
    """An edit's page in Markdown: the fault, why it matters, what to do, authority and examples.

    Raises:
        InvalidInputError: there is no such edit.
    """
    return _page(edit(edit_id))


def render() -> str:
    """The catalogue of all edits in Markdown: `reference/EDITS.md`."""
    head = (
        f"# Edits\n\n{len(edits())} edits, in the order in which they are asked. Generated from the edits "
        "themselves by `codinglab edits write`; do not change it by hand."
    )
    pages = [_page(one) for one in edits()]
    return "\n\n".join([head, _by_family(), _by_role(), *pages]) + "\n"


def _by_family() -> str:
    families = dict.fromkeys(sorted(one.family for one in edits()))
    lists = [
        f"**{family}**\n\n" + "\n".join(f"- {_link(one)}" for one in edits() if one.family == family)
        for family in families
    ]
    return "\n\n".join(["## By family", *lists])


def _by_role() -> str:
    lists = [
        f"**{role}** ({kind.value} claims): "
        + ", ".join(f"[{one.id}](#{anchor(one)})" for one in edits() if kind in one.applies_to)
        for kind, role in _ROLES.items()
    ]
    return "\n\n".join(["## By role", *lists])


def _link(one: Edit) -> str:
    return f"[{one.title}](#{anchor(one)}) `{one.id}`, {one.severity.value}"


def anchor(one: Edit) -> str:
    """The anchor of an edit's page in `reference/EDITS.md`."""
    return one.id.replace("/", "")


def _page(one: Edit) -> str:
    applies = ", ".join(kind.value for kind in one.applies_to)
    examples = "\n".join(
        f"- {example.outcome}: {_told(example)} ({example.because})" for example in one.examples
    )
    facts = (
        f"- Weight: {one.severity.value}, {one.disposition.value}\n"
        f"- Claims: {applies}\n"
        f"- In force from: {', '.join(str(since) for since, _ in (*one.checks, *one.looks))}\n"
        f"- Tables: {', '.join(f'`{name}`' for name in one.reads) or 'none'}\n"
        f"- Authority: {'; '.join(str(authority) for authority in one.authority) or 'none given'}"
    )
    return f"## {one.id}\n\n**{one.title}**\n\n{one.text}\n\n{facts}\n\nExamples:\n\n{examples}"


def _told(example: object) -> str:
    claim = example.claim  # type: ignore[attr-defined]
    parts = [
        diagnosis.code.written + (f" ({diagnosis.poa})" if diagnosis.poa else "")
        for diagnosis in claim.diagnoses
    ]
    parts += [str(procedure.code) for procedure in claim.procedures]
    parts += [
        "-".join([line.code, *line.modifiers])
        + (f" x{line.units}" if line.units != 1 else "")
        + (f" of {line.date}" if line.date != claim.from_date else "")
        for line in claim.lines
    ]
    parts += [f"condition code {code}" for code in claim.condition_codes]
    told = ((part, len([*same])) for part, same in groupby(parts))
    once = (part if times == 1 else f"{times} times {part}" for part, times in told)
    return f"{' + '.join(once)} on {claim.through_date}"
