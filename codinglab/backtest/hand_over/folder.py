"""Write the folder of an edit, whole or not at all, and prove its SQL before it is handed over."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from codinglab.backtest.hand_over import verify
from codinglab.backtest.hand_over.backtest_part import write_backtest
from codinglab.backtest.hand_over.built import Built, build
from codinglab.backtest.hand_over.dialects import DIALECTS, Dialect
from codinglab.backtest.hand_over.examples_part import write_examples
from codinglab.backtest.hand_over.handed import Handed, run_proof
from codinglab.backtest.hand_over.read_me import read_me
from codinglab.backtest.hand_over.reference_part import write_reference
from codinglab.backtest.hand_over.specification import specification
from codinglab.backtest.hand_over.sql_file import sql_file
from codinglab.backtest.hand_over.version import in_force
from codinglab.backtest.opened import BackTest
from codinglab.model import CodinglabError, InvalidInputError
from codinglab.validate.edit import Edit

CARD = "edit.json"
QUICK = ("duckdb", "sqlite")

Say = Callable[[str, float], None]


class NotProvenError(CodinglabError):
    """The SQL that was written does not give the outcomes of the examples."""


def export(
    one: Edit,
    to: Path,
    *,
    run: BackTest | None = None,
    on: date | None = None,
    dialects: Sequence[Dialect] = DIALECTS,
    prove: Sequence[str] = QUICK,
    force: bool = False,
    zipped: bool = False,
    written_on: date | None = None,
    say: Say = lambda _sentence, _share: None,
) -> Handed:
    """Write the folder from which a claims team can implement an edit.

    Args:
        one: the edit.
        to: the folder; it must not be there, or be empty, or with `force` be an earlier export.
        run: a back-test of the edit.
        on: hand over only the logic of that day.
        dialects: what SQL is written in; the first must be DuckDB.
        prove: engines on which the examples are run: "duckdb", "sqlite", "spark".
        force: whether an earlier export is replaced.
        zipped: whether a zip file is written beside the folder.
        written_on: the day the folder says it was written; by default today.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the folder holds something else, the edit is not in force, a table is missing,
            or the back-test is of other edits.
        NotProvenError: the SQL does not do what the examples say; nothing is written.
        StoreError: the reference store is missing or damaged.
    """
    _refuse(to, force)
    chosen = one if on is None else in_force(one, on)
    say(f"writing the SQL of {one.id}", 0.05)
    built = build(chosen, dialects)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{to.name}-", dir=to.parent) as draft:
        place = Path(draft) / to.name
        place.mkdir()
        backtest = write_backtest(one, run, place / "backtest")
        _write(built, place)
        proven: dict[str, str] = {}

        def words() -> None:
            spec = specification(built, written_on or date.today(), proven, on)
            text = json.dumps(spec, indent=1, ensure_ascii=False)
            (place / CARD).write_text(text + "\n", encoding="utf-8")
            (place / "README.md").write_text(read_me(built, spec, backtest), encoding="utf-8")

        words()
        for number, engine in enumerate(prove if built.is_sql else ()):
            say(f"running the examples on {engine}", 0.5 + 0.4 * number / len(prove))
            proven[engine] = _proof(place, engine)
        words()
        _put(place, to)
    say("the folder is written", 1.0)
    return Handed(to, proven, _zip(to) if zipped else None)


def folder_name(one: Edit) -> str:
    """The folder that an edit goes to by default: its id without what a path could mean.

    >>> from codinglab.validate.catalogue import edit
    >>> folder_name(edit("ncci/column-two-code"))
    'ncci-column-two-code'
    """
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in one.id)
    return kept.strip("-") or "edit"


def _refuse(to: Path, force: bool) -> None:
    """Nothing but an earlier export is ever replaced."""
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        msg = f"{to} is not a folder; name another with --to."
        raise InvalidInputError(msg)
    if not to.is_dir() or not any(to.iterdir()):
        return
    if not _is_export(to):
        msg = f"{to} is not empty and holds no export of an edit; name another folder with --to."
        raise InvalidInputError(msg)
    if not force:
        msg = f"{to} holds an export already. Replace it with --force, or name another folder with --to."
        raise InvalidInputError(msg)


def _is_export(folder: Path) -> bool:
    """Whether a folder is one that was written here."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return {"format", "id", "statements", "test_vectors"} <= set(card) and (
            folder / "verify.py"
        ).is_file()
    except (OSError, ValueError, TypeError):
        return False


def _write(built: Built, place: Path) -> None:
    """Everything but the words that tell how the proof went."""
    if built.is_sql:
        (place / "sql").mkdir()
    for dialect, written in built.statements.items():
        text = sql_file(built.edit, dialect, written, built.cards, built.reads)
        (place / "sql" / f"{dialect.name}.sql").write_text(text, encoding="utf-8")
    write_examples(built, place / "examples")
    write_reference(built, place / "reference")
    shutil.copyfile(verify.__file__, place / "verify.py")


def _proof(place: Path, engine: str) -> str:
    """Run the folder's own proof in a process of its own.

    Raises:
        NotProvenError: an example of DuckDB came out otherwise, or the proof could not be run.
    """
    right, said = run_proof(place, engine)
    lines = said.splitlines()
    if right and lines:
        return lines[-1].partition(": ")[2].split(" examples")[0]
    told = "\n".join(lines[-8:])
    if engine == "duckdb":
        msg = f"The SQL does not do on DuckDB what the edit does here, so nothing is handed over:\n{told}"
        raise NotProvenError(msg)
    return f"failed: {told.splitlines()[-1][:200] if told else 'it could not be run'}"


def _put(place: Path, to: Path) -> None:
    """The finished folder under its name; an earlier export is put aside until the new one stands."""
    aside = place.parent / "earlier"
    if to.exists():
        to.rename(aside)
    try:
        place.rename(to)
    except OSError:
        if aside.exists():
            aside.rename(to)
        raise


def _zip(folder: Path) -> Path:
    """The folder as one zip file beside it."""
    path = folder.with_name(f"{folder.name}.zip")
    draft = path.with_name(f".{path.name}.tmp")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
    draft.replace(path)
    return path
