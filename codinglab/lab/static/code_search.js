// The code search: an ARIA combobox. Requests are numbered, so a late answer never reopens a list; one is
// under way at a time, and what was typed meanwhile is asked when it comes back, so that no key waits.

const LOST = 4000;       // milliseconds after which an answer is not waited for any more

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function render({ model, el }) {
  const uid = `cl-search-${Math.random().toString(36).slice(2, 9)}`;
  const root = make("div", "cl-search");
  const label = make("label", "cl-search-label", "Find a code");
  label.htmlFor = `${uid}-box`;
  const systems = make("span", "cl-search-systems");
  const head = make("div", "cl-search-head");
  const field = make("div", "cl-search-field");
  const box = make("input", "cl-search-box");
  box.id = `${uid}-box`;
  box.type = "text";
  box.autocomplete = "off";
  box.spellcheck = false;
  box.placeholder = "words, or the beginning of a code    ( / )";
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", `${uid}-list`);
  const list = make("ul", "cl-search-list");
  list.id = `${uid}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Codes found");
  list.hidden = true;
  field.append(box, list);
  const evidence = make("p", "cl-search-evidence");
  const said = make("p", "cl-search-said");
  said.setAttribute("role", "status");
  head.append(label, said, systems);
  root.append(head, evidence, field);
  el.append(root);

  let asked = 0;         // number of the latest request
  let answered = 0;      // number of the latest answer
  let typedSince = false; // whether something was typed after the latest request
  let sentAt = 0;
  let entries = [];
  let active = -1;
  let whenAnswered = null;
  let before = null;     // the list that a list of 7th characters was opened from

  const waiting = () => typedSince || answered < asked;

  function close() {
    typedSince = false;
    asked += 1;           // whatever is in flight is late now
    answered = asked;
    whenAnswered = null;
    entries = [];
    before = null;
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function ask() {
    before = null;
    if (answered < asked && Date.now() - sentAt < LOST) { typedSince = true; return; }
    typedSince = false;
    asked += 1;
    sentAt = Date.now();
    model.send({ kind: "search", number: asked, text: box.value });
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    const item = list.children[active];
    if (!item) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show(trouble) {
    list.replaceChildren();
    entries.forEach((entry, index) => {
      const item = make("li", entry.billable ? "cl-option" : "cl-option cl-open");
      item.id = `${uid}-option-${index}`;
      item.setAttribute("role", "option");
      item.title = entry.why || entry.title;
      const code = make("span", "cl-option-code", entry.code + (entry.billable ? "" : " –"));
      const title = make("span", "cl-option-title", entry.title);
      if (entry.place) title.append(make("span", "cl-option-place", entry.place));
      const told = [];
      if (entry.system !== "ICD-10-CM") told.push(entry.system);
      if (entry.days) told.push(entry.days);
      if (!entry.billable) told.push(entry.sevenths ? "7th character →" : "needs more characters");
      item.append(code, title, make("span", "cl-option-note", told.join(" · ")));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); });
      list.append(item);
    });
    list.hidden = entries.length === 0;
    box.setAttribute("aria-expanded", String(entries.length > 0));
    mark(entries.length ? 0 : -1);
    if (trouble) said.textContent = trouble;
    else if (entries.length) said.textContent = `${entries.length} codes; Enter assigns the marked one, → opens its 7th characters or its page`;
    else said.textContent = box.value.trim() ? "No code found for these words" : "";
  }

  function further(index) {
    const entry = entries[index];
    if (!entry || entry.system !== "ICD-10-CM") return;
    if (!entry.sevenths) {
      model.send({ kind: "show", code: entry.code });
      said.textContent = `${entry.code} is open in the tabular`;
      return;
    }
    const from = { entries, active: index };
    asked += 1;
    sentAt = Date.now();
    model.send({ kind: "sevenths", number: asked, text: entry.code });
    whenAnswered = () => { before = from; };
  }

  function back() {
    entries = before.entries;
    const at = before.active;
    before = null;
    show("");
    mark(at);
  }

  function choose(index) {
    const entry = entries[index];
    if (!entry) return;
    if (!entry.billable && entry.sevenths) { further(index); return; }
    if (!entry.billable) {
      const same = box.value.trim().toUpperCase() === entry.code;
      if (same) { mark(Math.min(index + 1, entries.length - 1)); return; }
      box.value = entry.code;
      whenAnswered = () => mark(Math.min(1, entries.length - 1));
      ask();
      return;
    }
    model.send({ kind: "assign", code: entry.code, system: entry.system, path: entry.place });
    box.value = "";
    close();
    said.textContent = `Assigned ${entry.code} ${entry.title}`;
  }

  box.addEventListener("input", () => {
    whenAnswered = null;
    if (!box.value.trim()) { close(); said.textContent = ""; return; }
    ask();
  });

  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && entries.length) mark((active + 1) % entries.length);
    else if (event.key === "ArrowUp" && entries.length) mark((active - 1 + entries.length) % entries.length);
    else if (event.key === "ArrowRight" && active >= 0 && box.selectionStart === box.value.length) further(active);
    else if (before && (event.key === "ArrowLeft" || event.key === "Escape")) back();
    else if (event.key === "Escape") { box.value = ""; close(); said.textContent = ""; }
    else if (event.key === "Enter") {
      if (waiting()) whenAnswered = () => choose(active);
      else choose(active);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", () => { if (!waiting()) list.hidden = true; });
  box.addEventListener("focus", () => { list.hidden = entries.length === 0; });

  function reply(content) {
    if (content.kind === "focus") { goTo(content.text); return; }
    if (content.kind !== "found" || content.number !== asked || answered === asked) return;
    answered = content.number;
    entries = content.entries;
    show(content.trouble);
    if (typedSince) { ask(); return; }
    const then = whenAnswered;
    whenAnswered = null;
    if (then) then();
  }

  function goTo(text) {
    box.focus();
    if (text) { box.value = text; ask(); }
    box.select();
  }

  function showEvidence() {
    const { quote, source } = model.get("evidence");
    evidence.replaceChildren();
    if (!quote) {
      evidence.append(make("span", "cl-search-none", "No words taken: mark them in the note first, or assign without."));
      return;
    }
    const drop = make("button", "cl-search-drop", "Drop");
    drop.type = "button";
    drop.title = "Drop the evidence";
    drop.addEventListener("click", () => model.send({ kind: "clear" }));
    evidence.append("Evidence: ", make("q", "cl-quote", quote), make("span", "cl-source", ` ${source} `), drop);
  }

  function slash(event) {
    const target = event.target;
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || !(target instanceof Element)) return;
    if (target.matches("input, textarea, select, [contenteditable=true]") || !target.closest(".jp-OutputArea")) return;
    if (!box.isConnected || !box.offsetParent || target.closest(".cl-workbench") !== el.closest(".cl-workbench")) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  const showSystems = () => {
    systems.textContent = model.get("systems");
    systems.title = model.get("missing").join(" ");
  };
  document.addEventListener("keydown", slash);
  model.on("msg:custom", reply);
  model.on("change:evidence", showEvidence);
  model.on("change:systems", showSystems);
  showEvidence();
  showSystems();
  return () => {
    document.removeEventListener("keydown", slash);
    model.off("msg:custom", reply);
    model.off("change:evidence", showEvidence);
    model.off("change:systems", showSystems);
  };
}

export default { render };
