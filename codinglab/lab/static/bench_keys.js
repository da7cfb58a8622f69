// The keys of a workbench: JupyterLab's kept out, panes by Alt+digit, undo and redo, the key list.

const ATTRIBUTE = "data-lm-suppress-shortcuts";
const LONGEST_QUESTION = 200;
const PANES = [
  ["cl-pane-note", "Chart"], ["cl-pane-search", "Find a code"], ["cl-pane-claim", "Claim"],
  ["cl-pane-drawer", "At hand"], ["cl-pane-validation", "Validation"], ["cl-pane-head", "Case"],
];
const FIRST = "[data-focus], [tabindex='0'], input:not([disabled]), textarea, select, button:not([disabled]), summary";

function guard(event) {
  const target = event.target;
  if (target instanceof Element && target.closest(".jp-OutputArea")) target.setAttribute(ATTRIBUTE, "true");
}

const seen = (node) => node instanceof HTMLElement && node.offsetParent !== null;
const writes = (node) => node.matches("textarea, [contenteditable=true], input:not([type=checkbox]):not([type=radio])");

// ipywidgets shows a tooltip as a title only: a screen reader needs it as the name of an unlabelled box.
function name(bench) {
  for (const [pane, label] of PANES) {
    for (const node of bench.querySelectorAll(`.${pane}`)) {
      if (node.getAttribute("aria-label")) continue;
      node.setAttribute("role", "region");
      node.setAttribute("aria-label", label);
    }
  }
  for (const button of bench.querySelectorAll("button.cl-small[title]")) {
    if (button.getAttribute("aria-label") !== button.title) button.setAttribute("aria-label", button.title);
  }
  for (const box of bench.querySelectorAll(".cl-notes textarea")) {
    const says = box.title || box.closest("[title]")?.title || box.placeholder;
    if (says && box.getAttribute("aria-label") !== says) box.setAttribute("aria-label", says);
  }
}

function goTo(bench, at) {
  const pane = bench.querySelector(`.${PANES[at][0]}`);
  if (!pane) return;
  const wanted = [...pane.querySelectorAll("[data-focus]"), ...pane.querySelectorAll(FIRST)].find(seen);
  if (!wanted) return;
  wanted.focus();
  wanted.scrollIntoView({ block: "nearest" });
}

function openTab(bench, tab, then) {
  const button = bench.querySelector(`.cl-pane-drawer [data-say='open ${tab}']`);
  if (!button) return;
  button.click();
  button.focus();
  if (then) then();
}

// The ICD-10-PCS builder, with the focus on the first value that can be chosen.
function openBuilder(bench) {
  const book = bench.querySelector("[data-say='open ICD-10-PCS']");
  if (!book) return;
  openTab(bench, "Books");
  if (book.getAttribute("aria-selected") !== "true") book.click();
  const value = () => [...bench.querySelectorAll(".cl-axis-value")].find((node) => seen(node) && node.getAttribute("aria-disabled") !== "true");
  wait(bench, () => { value()?.focus(); return Boolean(value()); });
}

function wait(bench, done) {
  if (done()) return;
  const opened = new MutationObserver(() => { if (done()) opened.disconnect(); });
  opened.observe(bench, { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "class"] });
}

// The guidance, with the words that are selected or were taken in the note, from anywhere here.
function askGuidance(bench) {
  const taken = bench.querySelector(".cl-search-evidence q")?.textContent ?? "";
  const chosen = String(window.getSelection() ?? "").trim() || taken;
  const words = chosen.replace(/\s+/g, " ").trim().slice(0, LONGEST_QUESTION);
  const box = () => [...bench.querySelectorAll("[data-ask='ask guidance']")].find(seen);
  const go = () => {
    box().focus();
    if (words) {
      box().value = words;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
    box().select();
  };
  const toBox = () => { if (!box()) return false; go(); return true; };
  const tab = () => [...bench.querySelectorAll("[data-say='open Guidance']")].find(seen);
  if (toBox()) return;
  if (!tab()) openTab(bench, "Books");
  wait(bench, () => { if (toBox()) return true; if (!tab()) return false; tab().click(); wait(bench, toBox); return true; });
}

// The query desk: where the words taken become a fact, of the open query or of a new one.
function openQuery(bench) {
  openTab(bench, "Query");
  let left = 40;
  const go = () => {
    const wanted = [...bench.querySelectorAll("[data-say='fact add'], .cl-query-blank")].find(seen);
    if (wanted) wanted.focus();
    else if (left-- > 0) setTimeout(go, 25);
  };
  go();
}

function keyed(event, bench, model) {
  const target = event.target;
  if (!(target instanceof Element) || target.closest(".cl-workbench") !== bench) return;
  const { altKey, ctrlKey, metaKey, shiftKey, code, key } = event;
  const command = ctrlKey || metaKey;
  let done = true;
  if (altKey && !command && code === "KeyG") askGuidance(bench);
  else if (altKey && !command && code === "KeyQ") openQuery(bench);
  else if (altKey && !command && code === "KeyM") bench.querySelector(".cl-grow")?.click();
  else if (altKey && !command && /^Digit[1-6]$/.test(code)) goTo(bench, Number(code.slice(5)) - 1);
  else if (altKey && !command && code === "Digit7") openTab(bench, "Score");
  else if (altKey && !command && code === "Digit8") openTab(bench, "DRG");
  else if (altKey && !command && code === "Digit9") openBuilder(bench);
  else if (altKey && !command && code === "Comma") model.send({ key: "day before" });
  else if (altKey && !command && code === "Period") model.send({ key: "day after" });
  else if (command && !altKey && key === "Enter") model.send({ key: "submit" });
  else if (command && !altKey && code === "KeyZ" && !writes(target)) model.send({ key: shiftKey ? "redo" : "undo" });
  else if (command && !altKey && code === "KeyY" && !writes(target)) model.send({ key: "redo" });
  else if (!command && !altKey && key === "?" && !writes(target)) model.send({ key: "keys" });
  else done = false;
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function render({ model, el }) {
  el.hidden = true;
  document.addEventListener("focusin", guard, true);
  let stopped = false;
  let observer = null;
  let bench = null;
  const heard = (event) => keyed(event, bench, model);
  const begin = () => {
    bench = el.closest(".cl-workbench");
    if (stopped) return;
    if (!bench) { requestAnimationFrame(begin); return; }
    observer = new MutationObserver(() => name(bench));
    observer.observe(bench, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });
    name(bench);
    bench.addEventListener("keydown", heard, true);
  };
  begin();
  return () => {
    stopped = true;
    observer?.disconnect();
    bench?.removeEventListener("keydown", heard, true);
    document.removeEventListener("focusin", guard, true);
  };
}

export default { render };
