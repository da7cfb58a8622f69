"""Keeps JupyterLab's own keys (b inserts a cell, x cuts one) out of the workbench."""

from __future__ import annotations

import anywidget

GUARD = """
const ATTRIBUTE = "data-lm-suppress-shortcuts";
function guard(event) {
  const target = event.target;
  if (target instanceof Element && target.closest(".jp-OutputArea")) target.setAttribute(ATTRIBUTE, "true");
}
function render({ el }) {
  el.hidden = true;
  document.addEventListener("focusin", guard, true);
  return () => document.removeEventListener("focusin", guard, true);
}
export default { render };
"""


class Shortcuts(anywidget.AnyWidget):
    """Marks whatever gets the focus inside an output area, so that JupyterLab leaves its keys alone."""

    _esm = GUARD

    def __repr__(self) -> str:
        return "Shortcuts()"
