"""The keys of the workbench: JupyterLab's own kept out, Alt+G to the guidance; and names for its boxes."""

from __future__ import annotations

import anywidget

GUARD = r"""
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

// Alt+G: the guidance, with the words that are selected or were taken in the note, from anywhere here.
const LONGEST_QUESTION = 200;

function askGuidance(event, bench) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyG") return;
  event.preventDefault();
  event.stopPropagation();
  const taken = bench.querySelector(".cl-search-evidence q")?.textContent ?? "";
  const chosen = String(window.getSelection() ?? "").trim() || taken;
  const words = chosen.replace(/\s+/g, " ").trim().slice(0, LONGEST_QUESTION);
  const box = () => bench.querySelector("[data-ask='ask guidance']");
  const go = () => {
    box().focus();
    if (words) {
      box().value = words;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
    box().select();
  };
  if (box()) { go(); return; }
  const tab = bench.querySelector("[data-say='open Guidance']");
  if (!tab) return;
  const opened = new MutationObserver(() => { if (box()) { opened.disconnect(); go(); } });
  opened.observe(bench, { childList: true, subtree: true });
  tab.click();
}

function render({ el }) {
  el.hidden = true;
  document.addEventListener("focusin", guard, true);
  let stopped = false;
  let observer = null;
  let bench = null;
  const keyed = (event) => askGuidance(event, bench);
  const begin = () => {
    bench = el.closest(".cl-workbench");
    if (stopped) return;
    if (!bench) { requestAnimationFrame(begin); return; }
    observer = new MutationObserver(() => name(bench));
    observer.observe(bench, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
    name(bench);
    bench.addEventListener("keydown", keyed, true);
  };
  begin();
  return () => {
    stopped = true;
    observer?.disconnect();
    bench?.removeEventListener("keydown", keyed, true);
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
