"""The pictures of the three desks, taken in a real browser from cases partly coded as their keys say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codinglab.evaluate.jupyter import chromium, jupyter_lab, open_notebook
from codinglab.model import InvalidInputError
from codinglab.reference.paths import ROOT

FOLDER = ROOT / "docs" / "pictures"
_SIZE = (1440, 900)
_DESKS = (
    ("professional", "office-diabetes-knee-injection", 7, ("]", "]", "n")),
    ("facility", "inpatient-black-stools", 6, ("n", "n", "n")),
    ("cdi", "cdi-heart-failure-three-days", 3, ("Alt+.",)),
)
_OPEN_TAB = {"cdi": "Indicators"}
_CELL = """from codinglab.lab.docs.pictures import coded_in_part
coded_in_part({case!r}, {count})"""


def coded_in_part(case_id: str, count: int) -> Any:
    """A case on the workbench with the first diagnoses of its key, two procedures, and its service lines.

    Raises as `open_case` and `load_key` do.
    """
    from codinglab.claims.assemble import answers_from_key
    from codinglab.lab.workbench import open_case
    from codinglab.reference.cases import load_key

    bench = open_case(case_id, "ana")
    sheet, key = bench.worksheet, load_key(case_id)
    for number, item in enumerate(key.diagnoses[:count], start=1):
        sheet.add_diagnosis(item.code, more=item.evidence)
        if sheet.inpatient:
            sheet.set_poa(number, item.poa)
    for done in key.procedures[:2]:
        sheet.add_procedure(done.code, done.date, evidence=done.evidence[0])
    for line in answers_from_key(sheet.case, key).lines:
        sheet.add_line(line)
    return bench


def take_pictures(folder: Path = FOLDER) -> Iterator[Path]:
    """Take the picture of each desk; each file as it is written.

    Raises:
        InvalidInputError: there is no browser, or a desk did not open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base,
        jupyter_lab(Path(base)) as lab,
        chromium(*_SIZE) as page,
    ):
        for name, case, count, keys in _DESKS:
            cell = _CELL.format(case=case, count=count)
            if errors := open_notebook(lab, page, name, cell):
                msg = f"The {name} desk did not open: {errors[0]}"
                raise InvalidInputError(msg)
            page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
            page.locator(".cl-note-page").first.focus()
            for key in keys:
                page.keyboard.press(key)
                page.wait_for_timeout(500)
            if tab := _OPEN_TAB.get(name):
                page.get_by_role("tab", name=tab, exact=True).click()
            page.wait_for_timeout(3_000)
            page.screenshot(path=str(folder / f"{name}.png"))
            yield folder / f"{name}.png"
