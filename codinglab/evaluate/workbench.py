"""How quick the workbench is in a real browser: from the key to what is painted, medians over 30.

A key of the search to its list, a choice to the validation of the claim changed by it, and the next concept
of the note; on a small claim and on a stay with many diagnoses.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from codinglab.evaluate.jupyter import chromium, jupyter_lab, open_notebook
from codinglab.model import InvalidInputError

TIMES = 30
LIST_MS, VALIDATION_MS, CONCEPT_MS = 100.0, 250.0, 50.0
_MANY = (
    "A41.9 R65.20 N17.9 J96.01 I50.33 I48.91 E11.22 N18.31 I10 J44.1 E87.1 E87.6 D62 G93.41 L89.153 "
    "E43 K56.7 F32.A Z79.4 Z87.891 I25.10 E78.5 M10.9 N39.0"
).split()
_CASES = (
    ("a professional claim", "office-diabetes-knee-injection", ("E11.9", "I10")),
    ("a stay with 24 diagnoses", "inpatient-sepsis-kidney-injury", _MANY),
)
_WORDS = ("diabetes with kidney", "heart failure acute", "fracture of the neck of femur left")

# Arm before the key: the time runs from the key to the frame after the wanted place has changed.
_ARM = """([place, key]) => { window.__spent = 0; let from = 0;
  const heard = event => { if (event.key !== key) return; from = event.timeStamp;
    document.removeEventListener('keydown', heard, true); };
  document.addEventListener('keydown', heard, true);
  const seen = new MutationObserver(() => { if (!from) return; seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.__spent = performance.now() - from; })); });
  for (const node of document.querySelectorAll(place))
    seen.observe(node, {childList: true, subtree: true, characterData: true, attributes: true,
                        attributeFilter: ['class', 'aria-selected', 'hidden']}); }"""
_SPENT = "() => window.__spent"


def main() -> int:
    """Print the times beside their targets; 0 when all are met."""
    met = True
    with tempfile.TemporaryDirectory(prefix="codinglab-evaluate-", ignore_cleanup_errors=True) as folder:
        for name, case, codes in _CASES:
            base = Path(folder) / case
            base.mkdir()
            with jupyter_lab(base) as lab, chromium(1400, 950) as page:
                if errors := open_notebook(lab, page, "bench", _cell(case, codes)):
                    msg = f"The workbench did not open: {errors[0]}"
                    raise InvalidInputError(msg)
                page.wait_for_selector(".cl-note-page")
                print(f"On {name}:")
                met &= _told("a key of the search to its list", _search(page), LIST_MS)
                met &= _told("a choice to updated validation", _choices(page), VALIDATION_MS)
                met &= _told("the next concept of the note", _concepts(page), CONCEPT_MS)
    return 0 if met else 1


def _cell(case: str, codes: Sequence[str]) -> str:
    return "\n".join([
        "from codinglab.lab.workbench import open_case",
        f"bench = open_case({case!r})",
        f"for code in {list(codes)!r}: bench.worksheet.add_diagnosis(code)",
        "bench",
    ])  # fmt: skip


def _told(what: str, spent: list[float], target: float) -> bool:
    p95 = quantiles(spent, n=20)[-1]
    print(
        f"   {what}: {median(spent):.0f} ms median of {len(spent)}, {p95:.0f} ms at the 95th percentile "
        f"(target {target:.0f})"
    )
    return median(spent) <= target


def _timed(page: Any, place: str, key: str, chord: str = "") -> float:
    """Press a key (or the chord that holds it) and wait for a change in a place, in milliseconds."""
    page.evaluate(_ARM, [place, key])
    page.keyboard.press(chord or key)
    page.wait_for_function(_SPENT, timeout=10_000)
    return float(page.evaluate(_SPENT))


def _search(page: Any) -> list[float]:
    box = page.get_by_role("combobox", name="Find a code")
    spent: list[float] = []
    for words in _WORDS:
        box.click()
        for letter in words:
            if len(spent) == TIMES:
                break
            spent.append(_timed(page, ".cl-search-list, .cl-search-said", letter))
            page.wait_for_timeout(60)
        page.keyboard.press("Escape")
    return spent


def _choices(page: Any) -> list[float]:
    box = page.get_by_role("combobox", name="Find a code")
    note = page.locator(".cl-note-page").first
    spent: list[float] = []
    while len(spent) < TIMES:
        box.click()
        page.keyboard.type("E10.9")
        page.wait_for_selector(".cl-option")
        page.wait_for_timeout(150)
        spent.append(_timed(page, ".cl-pane-validation", "Enter"))
        page.wait_for_timeout(200)
        note.focus()
        spent.append(_timed(page, ".cl-pane-validation", "z", "Control+z"))
        page.wait_for_timeout(200)
    return spent


def _concepts(page: Any) -> list[float]:
    page.locator(".cl-note-page").first.focus()
    spent = []
    for _ in range(TIMES):
        spent.append(_timed(page, ".cl-pane-note", "n"))
        page.wait_for_timeout(40)
    return spent
