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
import re
import string
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import ibis

from codinglab.claims.tables import SCHEMAS
from codinglab.model import Authority, ClaimType, Disposition, InvalidInputError, Report, Severity
from codinglab.parse import as_day
from codinglab.reference.rule_tables import rule_table_names
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.compile import facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import OneClaimEngine, unbound
from codinglab.validate.examples import Example
from codinglab.validate.relations import ClaimTables, ReferenceTables

if TYPE_CHECKING:
    Check = Callable[[ClaimTables, ReferenceTables], Any]

Words = TypeVar("Words", bound=StrEnum)

JUDGED = ("claim", "diagnosis", "procedure", "line")
_ID = re.compile(r"own/[\w-]+")
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
    authority: Sequence[Authority | str] | str = (),
    reads: Sequence[str] = (),
    since: str = "1900-01-01",
) -> Callable[[Check], Edit]:
    """Make an edit of a function, as `Edit` has it; its name gives the id, its docstring the page.

    Raises:
        InvalidInputError: a word is not known, the function cannot be run, there is not one example that
            fires and one that passes, or an example comes out otherwise than it says; the message tells
            which and how.
    """

    def make(function: Check) -> Edit:
        one = Edit(
            f"own.{function.__name__}",
            title=title,
            severity=_word(Severity, severity, "severity"),
            disposition=_word(Disposition, disposition, "disposition"),
            applies_to=tuple(_word(ClaimType, kind, "applies_to") for kind in _listed(applies_to)),
            judges=judges,
            authority=tuple(
                Authority(said, "") if isinstance(said, str) else said
                for said in ((authority,) if isinstance(authority, str) else authority)
            ),
            reads=_listed(reads),
            message=message,
            examples=tuple(examples),
            page=inspect.getdoc(function) or title,
        )
        one.checks.append((as_day(since), function))
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
    return tuple(read_file(file) for file in files)


def register(one: Edit) -> None:
    """Have an edit run with the others from now on; one of the same id is replaced.

    Raises:
        InvalidInputError: as for `edit`.
    """
    for trial in (_faults, _unmade, _wrong_examples):
        if faults := _tried(one, trial):
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


def _listed(words: Sequence[str] | str) -> tuple[str, ...]:
    """One word alone is a list of one."""
    return (words,) if isinstance(words, str) else tuple(words)


def _word(kind: type[Words], said: str, where: str) -> Words:
    try:
        return kind(said)
    except ValueError:
        msg = f"{where}: '{said}' is not known. There are: {', '.join(kind)}."
        raise InvalidInputError(msg) from None


def _faults(one: Edit) -> Iterable[str]:
    """What is wrong with an edit before anything is run."""
    if not _ID.fullmatch(one.id):
        yield (
            f"An edit's name is of letters, digits and underscores, and its id begins with own/: "
            f"'{one.id}' is not such an id."
        )
    if not one.applies_to:
        yield f"{one.id}: applies_to names no claim type. There are: {', '.join(ClaimType)}."
    if one.judges not in JUDGED:
        yield f"{one.id}: judges: '{one.judges}' is not known. There are: {', '.join(JUDGED)}."
    known = rule_table_names()
    for name in one.reads:
        if name not in known:
            yield f"{one.id}: reads: there is no table '{name}'. There are: {', '.join(sorted(known))}."
    try:
        [*string.Formatter().parse(one.message)]
    except ValueError as error:
        yield f"{one.id}: the braces of the message do not match: {error}."
    if not all(isinstance(example, Example) for example in one.examples):
        yield f"{one.id}: each example is made by fires(...), passes(...) or not_evaluated(...)."
        return
    kinds = {example.outcome for example in one.examples}
    if not {"fires", "passes"} <= kinds:
        had = ", ".join(sorted(kinds)) or "none"
        yield f"{one.id} needs an example that fires and one that passes; it has {had}."


def _unmade(one: Edit) -> Iterable[str]:
    """What is wrong with the table that an edit makes, before it is asked about a claim."""
    card = read_card(open_store().folder)
    if not all(name in card.columns for name in one.reads):
        return

    def source(name: str) -> Any:
        return unbound(name, card.columns)

    def read(name: str) -> Any:
        if name not in one.reads:
            msg = f"it reads the table '{name}', which `reads` does not name"
            raise InvalidInputError(msg)
        return source(name)

    asked = {name for _, name, _, _ in string.Formatter().parse(one.message) if name}
    for kind in one.applies_to:
        claims = ClaimTables(source, kind.value)
        reference = ReferenceTables(read, facts_of(card.editions, kind))
        for _, function in one.checks:
            hits = function(claims, reference)
            if not isinstance(hits, ibis.Table):
                yield f"{one.id} must return a table, as the examples of the notebook do, not {hits!r}."
                return
            missing = sorted({"claim_id", "on", *asked} - set(hits.columns))
            if missing:
                yield (
                    f"{one.id} returns the columns {', '.join(hits.columns)}, but claim_id, on and what the "
                    f"message names in braces are needed: {', '.join(missing)} is missing."
                )
                return


def _wrong_examples(one: Edit) -> Iterable[str]:
    """Each example that comes out otherwise than it says, and why where it could not be judged."""
    from codinglab.validate.run import run

    engine = engine_of([one])
    for number, example in enumerate(one.examples, start=1):
        report = run(engine, [example.claim])[example.claim.claim_id]
        came = outcome(report, one.id)
        if came != example.outcome:
            why = "; ".join(missed.reason for missed in report.not_evaluated)
            came = f"{came} ({why})" if why else came
            said = f"it says {example.outcome}; it came out as: {came}."
            yield f"{one.id}, example {number} ({example.because}): {said}"


def _tried(one: Edit, trial: Callable[[Edit], Iterable[str]]) -> list[str]:
    """The faults that a trial finds; what the analyst's own function cannot do is one of them."""
    try:
        return [*trial(one)]
    except InvalidInputError as error:
        return [f"{one.id}: {error}."]
    except Exception as error:
        said = f"{one.id} cannot be run: {type(error).__name__}: {error}."
        if isinstance(error, AttributeError):
            columns = {name: [*schema.names] for name, schema in SCHEMAS.items()}
            card = read_card(open_store().folder).columns
            columns |= {name: [*card[name]] for name in one.reads if name in card}
            held = "\n".join(f"  {name}: {', '.join(names)}" for name, names in columns.items())
            said += f" These are the tables and their columns:\n{held}"
        return [said]


def read_file(file: Path) -> Edit:
    """Read the edit of a file, and have its examples run; the file is run as Python.

    Raises:
        InvalidInputError: as for `load`; the message begins with the file.
    """
    name = f"own.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        msg = f"{file} is no Python file."
        raise InvalidInputError(msg)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        one = getattr(module, "EDIT", None)
        if isinstance(one, Edit):
            register(one)
            return one
    except InvalidInputError as error:
        msg = f"{file}: {error}"
        raise InvalidInputError(msg) from error
    except Exception as error:
        msg = f"{file} cannot be run: {type(error).__name__}: {error}"
        raise InvalidInputError(msg) from error
    msg = f"{file} has no EDIT: write it as the files of codinglab/validate/edits are."
    raise InvalidInputError(msg)
