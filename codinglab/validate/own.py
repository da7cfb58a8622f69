"""An analyst's own edits: the same file format in her own folder, or a cell of a notebook.

    from codinglab.validate.own import edit
    from codinglab.validate.examples import fires, line, passes, professional

    @edit(
        title="Visit without a diagnosis pointer",
        severity="WARN",
        applies_to=["professional"],
        judges="line",
        message="Line {line}, {code}, points to no diagnosis.",
        examples=[
            fires(professional(line("99213")), because="nothing is pointed to"),
            passes(professional(dx("I10"), line("99213", to=(1,))), because="it points to the first"),
        ],
    )
    def visit_without_pointer(claims, reference):
        \"\"\"The page of the edit: the fault, why it matters, what to do.\"\"\"
        return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

Its examples run at once, on the claim engine: an edit that does not do what they say is refused. From then
on `validate` runs it with all others, last. A file of a folder is a module like those of
`codinglab.validate.edits`, with `EDIT` in it; reading a folder runs its files as Python, so name only your
own.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, InvalidInputError, Report, Severity
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import Example

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

    Check = Callable[[ClaimTables, ReferenceTables], Any]

_registered: dict[str, Edit] = {}


def edit(
    *,
    title: str,
    severity: Severity | str,
    applies_to: Sequence[ClaimType | str],
    judges: str,
    message: str,
    examples: Sequence[Example],
    disposition: Disposition | str = Disposition.REVIEW,
    authority: Sequence[Authority] = (),
    reads: Sequence[str] = (),
    since: str = "1900-01-01",
) -> Callable[[Check], Edit]:
    """Make an edit of a function, as `Edit` has it; its name gives the id, its docstring the page.

    Raises:
        InvalidInputError: a word is not known, there is not one example that fires and one that passes,
            or an example comes out otherwise than it says; the message tells which and how.
    """

    def make(function: Check) -> Edit:
        one = Edit(
            f"own.{function.__name__}",
            title=title,
            severity=Severity(severity),
            disposition=Disposition(disposition),
            applies_to=tuple(ClaimType(kind) for kind in applies_to),
            judges=judges,
            authority=tuple(authority),
            reads=tuple(reads),
            message=message,
            examples=tuple(examples),
            page=inspect.getdoc(function) or title,
        )
        one.checks.append((date.fromisoformat(since), function))
        register(one)
        return one

    return make


def load(folder: Path) -> tuple[Edit, ...]:
    """Read every edit of a folder, one `EDIT` a Python file, and have its examples run.

    Raises:
        InvalidInputError: there is no such folder, a file cannot be run or has no `EDIT`, or an edit is
            refused; the message names the file.
    """
    files = sorted(folder.glob("*.py")) if folder.is_dir() else []
    if not files:
        msg = f"{folder} holds no edits: a folder with one Python file for each edit is needed."
        raise InvalidInputError(msg)
    return tuple(_read(file) for file in files)


def register(one: Edit) -> None:
    """Have an edit run with the others from now on; one of the same id is replaced."""
    kinds = {example.outcome for example in one.examples}
    if not {"fires", "passes"} <= kinds:
        msg = (
            f"{one.id} needs an example that fires and one that passes; it has {', '.join(kinds) or 'none'}."
        )
        raise InvalidInputError(msg)
    faults = [*_faults(one)]
    if faults:
        raise InvalidInputError(" ".join(faults))
    _registered[one.id] = one


def forget(edit_id: str) -> None:
    """Have an own edit no longer run."""
    _registered.pop(edit_id, None)


def registered() -> tuple[Edit, ...]:
    """The own edits there are, in the order they were made."""
    return tuple(_registered.values())


def outcome(report: Report, edit_id: str) -> str:
    """What an edit said of a claim: "fires", "passes" or "not evaluated"."""
    if any(found.edit == edit_id for found in report.findings):
        return "fires"
    return "not evaluated" if any(one.edit == edit_id for one in report.not_evaluated) else "passes"


def engine_of(chosen: Sequence[Edit]) -> OneClaimEngine:
    """An engine of some edits over the rules that are installed."""
    return OneClaimEngine(chosen, read_card(open_store().folder))


def _faults(one: Edit) -> Iterable[str]:
    from codinglab.validate.run import run

    engine = engine_of([one])
    for number, example in enumerate(one.examples, start=1):
        came = outcome(run(engine, [example.claim])[example.claim.claim_id], one.id)
        if came != example.outcome:
            yield f"{one.id}, example {number} ({example.because}): it says {example.outcome}; it {came}."


def _read(file: Path) -> Edit:
    name = f"own.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        msg = f"{file} is no Python file."
        raise InvalidInputError(msg)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except InvalidInputError:
        raise
    except Exception as error:
        msg = f"{file} cannot be run: {type(error).__name__}: {error}"
        raise InvalidInputError(msg) from error
    one = getattr(module, "EDIT", None)
    if not isinstance(one, Edit):
        msg = f"{file} has no EDIT: write it as the files of codinglab/validate/edits are."
        raise InvalidInputError(msg)
    register(one)
    return one
