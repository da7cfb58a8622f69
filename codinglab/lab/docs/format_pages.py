"""The pages of what is written by hand or by programs: the claim file and the case file; and of the edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codinglab.lab.bench_keys import KEYS
from codinglab.lab.docs.google import markdown
from codinglab.lab.docs.page import MADE, fields_table, table
from codinglab.lab.docs.source import class_in, module_doc
from codinglab.validate.catalogue import anchor, edits
from codinglab.validate.edit import EDITS_PACKAGE

_CLAIM = """# The claim file

A claim is one JSON object in a file of its own. Fields with a default may be left out; a field that is not
named here is refused, with its place. The JSON Schema is
[claim.schema.json](../../reference/claim.schema.json); `python lab.py claim show FILE` prints a claim in
its normal form, `python lab.py validate FILE` runs every edit over it. Dates are YYYY-MM-DD, amounts are
decimal numbers, codes are written with or without their dot."""

_CASE = """# The case file

A teaching case is a folder: `case.toml`, the chart in `documents/`, and `key.toml`. Those that ship are in
[reference/cases](../../reference/cases), your own in `my-cases/`. The tables below are the fields of the
two TOML files; a name in a type is a table further down, or a word of [the model](codinglab.model.md). How
a case is written with live checks: [the classroom](../classroom.md)."""

_KEYS = """# The keys of the workbench

Those of a pane act while the focus is in it; in a text box letters are letters. The tab *Keys* (`?`) shows
the same. Everything is by mouse as well."""

_EDITS = """# The edits by family

{count} edits in {families} families. Each is one file of `codinglab/validate/edits`, with its authority and
examples; the whole page of each is in [EDITS.md](../../reference/EDITS.md), and `python lab.py explain ID`
prints it. FAIL stops the claim, WARN and INFO do not. An edit whose table is not installed, or not in force
on the day, answers NOT_EVALUATED with the reason: `python lab.py doctor` says which those are on this
machine."""


def claim_page() -> str:
    """The fields of the claim file."""
    names = ("Claim", "Patient", "Diagnosis", "Procedure", "ServiceLine", "Provider")
    return _page(_CLAIM, _classes("codinglab.model", names))


def case_page() -> str:
    """The fields of `case.toml` and `key.toml`."""
    own = ("CaseFile", "DocumentFile", "KeyFile", "DiagnosisFile", "ProcedureFile", "LineFile", "Quote")
    others = ("AcceptableSet", "TemptingCode", "SequenceConstraint", "ExpectedFinding", "QueryOpportunity")
    more = ("Objective", "Authority", "MsDrg")
    return _page(
        _CASE,
        _classes("codinglab.reference.case_files", own),
        _classes("codinglab.model", (*others, *more)),
    )


def edits_page() -> str:
    """The edits, a table a family."""
    families = sorted({one.family for one in edits()})
    parts = [_EDITS.format(count=len(edits()), families=len(families))]
    for family in families:
        held = [one for one in edits() if one.family == family]
        parts += [f"## {family} ({len(held)})", markdown(module_doc(f"{EDITS_PACKAGE}.{family}").body)]
        rows = (
            (
                f"[`{one.id}`](../../reference/EDITS.md#{anchor(one)})",
                one.title,
                one.severity.value,
                ", ".join(kind.value for kind in one.applies_to),
            )
            for one in held
        )
        parts.append(table(("edit", "the fault", "weight", "claims"), rows))
    return _page(*parts)


def _classes(module: str, names: Iterable[str]) -> str:
    return "\n\n".join(text for name in names for text in _class(module, name))


def _class(module: str, name: str) -> Iterator[str]:
    member = class_in(module, name)
    yield f"## {name}"
    yield markdown(member.doc.body)
    yield fields_table(member.fields)


def _page(*parts: str) -> str:
    return "\n\n".join([MADE, *parts]) + "\n"


def keys_page() -> str:
    """The keys of the workbench, a table a place."""
    parts = [_KEYS]
    for place, keys in KEYS:
        rows = ((" ".join(f"`{one}`" for one in key.split("  ")), does) for key, does in keys)
        parts += [f"## {place}", table(("key", "what it does"), rows)]
    return _page(*parts)
