"""Keeps JupyterLab's own keys (b inserts a cell, x cuts one) out of the workbench, and names its boxes."""

from __future__ import annotations

import anywidget

GUARD = """
const ATTRIBUTE = "data-lm-suppress-shortcuts";

function guard(event) {
  const target = event.target;
  if (target instanceof Element && target.closest(".jp-OutputArea")) target.setAttribute(ATTRIBUTE, "true");
}

// ipywidgets shows a tooltip as a title only: a screen reader needs it as the name of an unlabelled box.
function name(bench) {
  for (const button of bench.querySelectorAll("button.cl-small[title]")) {
    if (button.getAttribute("aria-label") !== button.title) button.setAttribute("aria-label", button.title);
  }
  for (const box of bench.querySelectorAll(".cl-row input, .cl-row select")) {
    const says = box.title || box.closest("[title]")?.title || box.placeholder;
    if (says && box.getAttribute("aria-label") !== says) box.setAttribute("aria-label", says);
  }
}

function render({ el }) {
  el.hidden = true;
  document.addEventListener("focusin", guard, true);
  let stopped = false;
  let observer = null;
  const begin = () => {
    const bench = el.closest(".cl-workbench");
    if (stopped) return;
    if (!bench) { requestAnimationFrame(begin); return; }
    observer = new MutationObserver(() => name(bench));
    observer.observe(bench, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
    name(bench);
  };
  begin();
  return () => {
    stopped = true;
    observer?.disconnect();
    document.removeEventListener("focusin", guard, true);
  };
}

export default { render };
"""


class Shortcuts(anywidget.AnyWidget):
    """Marks whatever gets the focus inside an output area, so that JupyterLab leaves its keys alone."""

    _esm = GUARD

    def __repr__(self) -> str:
        return "Shortcuts()"
