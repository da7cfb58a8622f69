// The claim form. Rows are shown at once as they are wanted; every request is numbered and answered, and
// when the last one is answered the rows are those of Python, which keeps the claim.

const LISTS = { diagnosis: "diagnoses", procedure: "procedures", line: "lines" };
const NAMES = { diagnosis: "Diagnoses", procedure: "Procedures", line: "Service lines" };
const NONE = {
  diagnosis: "Nothing assigned yet. Press / to search, or take a suggestion.",
  procedure: "None yet. ICD-10-PCS codes come from the search and the books.",
  line: "None yet.",
};
const POA = ["", "Y", "N", "U", "W"];

function make(tag, className, text, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };
const clean = (items) => items.filter(Boolean).join(", ");

function render({ model, el }) {
  const facts = model.get("facts");
  const kinds = facts.procedures ? ["diagnosis", "procedure"] : ["diagnosis", "line"];
  const uid = `cl-claim-${Math.random().toString(36).slice(2, 9)}`;
  const root = make("div", facts.pointed ? "cl-claim" : "cl-claim cl-unpointed");
  const told = make("p", "cl-claim-told", "", { role: "status", "aria-live": "polite" });
  const sections = {};
  let rows = { diagnosis: [], procedure: [], line: [] };
  let sent = 0;
  let answered = 0;
  let waiting = false;
  const afterwards = new Map();   // what to say when a request is done, by its number

  const boxOf = (kind, at) => (kind === "line" ? String(at + 1) : facts[kind].boxes[at] ?? String(at + 1));
  const rowsOf = (kind) => sections[kind].pool.slice(0, rows[kind].length);
  const everyRow = () => kinds.flatMap(rowsOf);
  const placeOf = (row) => [row.dataset.kind, sections[row.dataset.kind].pool.indexOf(row)];

  // Requests

  function ask(kind, row, at, more = {}, said = "") {
    sent += 1;
    if (said) afterwards.set(sent, said);
    model.send({ kind, number: sent, row, at: at + 1, ...more });
  }

  function done(message) {
    if (message.kind === "focus") { goTo(message.row, message.at - 1, message.field); return; }
    if (message.kind !== "done") return;
    answered = Math.max(answered, message.number);
    const said = afterwards.get(message.number);
    afterwards.delete(message.number);
    if (message.field) edited(message);
    if (said && !message.fault) say(told, said);
    if (answered === sent) sync();
  }

  function edited({ row, at, field, fault }) {
    const box = row === "new" || field === "new" ? added : sections[row]?.pool[at - 1]?.querySelector(`[data-field="${field}"]`);
    if (!box) return;
    setFault(box, fault);
    if (fault) return;
    box.dataset.typed = "";
    if (box === added) { added.value = ""; return; }
  }

  function setFault(box, fault) {
    const note = document.getElementById(box.getAttribute("aria-errormessage") ?? "") ?? box.closest("[data-kind]").querySelector(".cl-c-fault");
    if (fault) { box.setAttribute("aria-invalid", "true"); box.setAttribute("aria-describedby", note.id); }
    else { box.removeAttribute("aria-invalid"); box.removeAttribute("aria-describedby"); }
    if (fault || !note.parentElement.querySelector("[aria-invalid]")) say(note, fault ? `✖ ${fault}` : "");
  }

  function sync() {
    if (waiting || answered < sent) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      if (answered < sent) return;
      for (const kind of kinds) rows[kind] = model.get(LISTS[kind]).map((row) => ({ ...row }));
      draw();
    });
  }

  // Rows

  function button(text, label, act) {
    const made = make("button", "cl-act", text, { type: "button", title: label });
    made.addEventListener("click", (event) => { event.stopPropagation(); const row = made.closest(".cl-crow"); row.focus({ preventScroll: true }); act(row); });
    return made;
  }

  function box(field, name, width) {
    const made = make("input", "cl-c-box", undefined, { type: "text", autocomplete: "off", spellcheck: "false", "data-field": field });
    made.dataset.name = name;
    made.dataset.typed = "";
    if (width) made.style.width = `calc(${width}ch + 10px)`;
    return made;
  }

  function makeRow(kind) {
    const row = make("div", `cl-crow cl-crow-${kind}`, undefined, { role: "row", tabindex: "-1" });
    row.dataset.kind = kind;
    const part = (name) => row.appendChild(make("span", `cl-c-${name}`, undefined, { role: "gridcell" }));
    part("link");
    part("mark");
    if (kind === "line") {
      for (const column of facts.columns) part("field").append(box(column.field, `${column.name}: ${column.about}`));
      part("words");
    } else {
      for (const name of ["code", "title", "words", "tags"]) part(name);
      if (kind === "procedure") part("date").append(box("date", "Date: YYYY-MM-DD", 10));
      else if (facts.poa) {
        const choice = make("select", "cl-c-poa-box", undefined, { "data-field": "poa" });
        for (const value of POA) choice.append(make("option", "", value || "–", { value }));
        choice.addEventListener("change", () => setPoa(row, choice.value));
        part("poa").append(choice);
      }
    }
    part("found");
    part("fault").id = `${uid}-${kind}-${sections[kind].pool.length}`;
    const acts = part("acts");
    acts.append(button("↑", "Move up (Alt+↑)", (one) => move(one, -1)), button("↓", "Move down (Alt+↓)", (one) => move(one, 1)));
    if (kind === "diagnosis") acts.append(button(facts.first[0], `Make it ${facts.first[1]} (P)`, first));
    acts.append(button("e", "Its evidence, in the note (e)", (one) => act("evidence", one)));
    acts.append(button("l", "Link the taken words to it (l)", link));
    if (kind !== "line") acts.append(button("↵", "Its page in the books (Enter)", (one) => act("show", one)));
    acts.append(button("×", "Remove it (Del)", remove));
    return row;
  }

  function words(into, data, line) {
    into.replaceChildren();
    if (line && data.title) into.append(make("span", "cl-c-gloss", data.title), " ");
    if (line) for (const tag of data.tags) into.append(tagOf(tag), " ");
    if (data.words) into.append(make("q", "cl-c-quote", data.words), data.places > 1 ? ` ${data.places} places` : "");
    else into.append(make("span", "cl-c-none", data.typed ? "typed by hand, no evidence" : "no evidence"));
    if (data.path) into.append(make("span", "cl-c-path", ` · ${data.path}`));
    into.title = [line ? data.title : "", data.words && `“${data.words}”`, data.path].filter(Boolean).join("\n");
  }

  const tagOf = (tag) => make("span", `cl-tag cl-tag-${tag.look}`, tag.text, { title: tag.says });

  function fill(row, kind, at) {
    const data = rows[kind][at];
    const get = (name) => row.querySelector(`.cl-c-${name}`);
    const code = kind === "line" ? data.boxes.code : data.code;
    const isFirst = kind === "diagnosis" && at === 0;
    row.classList.toggle("cl-is-first", isFirst);
    row.classList.toggle("cl-beyond", kind !== "line" && at >= facts[kind].most);
    say(get("mark"), boxOf(kind, at));
    if (row.dataset.shown !== JSON.stringify([data, at])) {
      row.dataset.shown = JSON.stringify([data, at]);
      words(get("words"), data, kind === "line");
      if (kind !== "line") {
        say(get("code"), data.code);
        get("title").replaceChildren(...(isFirst ? [make("span", "cl-c-first", facts.first[0], { title: facts.first[1] }), " "] : []), data.title);
        get("title").title = data.title;
        get("tags").replaceChildren(...data.tags.flatMap((tag) => [tagOf(tag), " "]));
      }
      const worst = data.found[0];
      get("found").replaceChildren();
      if (worst) {
        get("found").className = `cl-c-found cl-severity cl-${worst.look}`;
        get("found").append(make("span", "cl-c-sign", worst.sign, { "aria-hidden": "true" }), make("span", "cl-c-word", ` ${worst.word}:`), ` ${worst.text}`);
        if (data.found.length > 1) get("found").append(` (and ${data.found.length - 1} more)`);
        get("found").title = data.found.map((one) => `${one.sign} ${one.word}: ${one.text}`).join("\n");
      }
    }
    for (const input of row.querySelectorAll("input")) {
      const value = kind === "line" ? data.boxes[input.dataset.field] : data.date;
      input.dataset.was = value;
      if (!input.dataset.typed) input.value = value;
      input.setAttribute("aria-label", `${kind === "line" ? `Line ${at + 1}` : code}, ${input.dataset.name}`);
    }
    const poa = row.querySelector("select");
    if (poa) {
      poa.value = data.poa;
      poa.options[0].textContent = data.exempt ? "1" : "–";
      poa.classList.toggle("cl-c-open", !data.poa && !data.exempt);
      poa.setAttribute("aria-label", `Present on admission of ${code}`);
      poa.title = data.exempt ? "Exempt: not reported (1)" : "Present on admission: Y N U W";
    }
    const [up, down] = row.querySelectorAll(".cl-act");
    up.disabled = at === 0;
    down.disabled = at === rows[kind].length - 1;
    row.setAttribute("aria-label", label(kind, at, data, code, isFirst));
  }

  function label(kind, at, data, code, isFirst) {
    const warned = data.found.map((one) => `${one.word}: ${one.text}`);
    const evidence = data.words ? `evidence: ${data.words}` : data.typed ? "typed by hand, no evidence" : "no evidence";
    if (kind === "line") {
      const set = facts.columns.filter(({ field }) => field !== "code" && data.boxes[field]).map(({ field, name }) => `${name} ${data.boxes[field]}`);
      return clean([`Line ${at + 1}`, code, data.title, ...set, evidence, ...warned]);
    }
    const pointing = rows.line.flatMap((line, number) => (line.to.includes(at + 1) ? [number + 1] : []));
    return clean([
      boxOf(kind, at), isFirst && facts.first[1], `${code} ${data.title}`,
      kind === "procedure" && data.date, facts.poa && kind === "diagnosis" && (data.exempt && !data.poa ? "" : `POA ${data.poa || "missing"}`),
      ...data.tags.map((tag) => tag.text), at >= facts[kind].most && facts[kind].beyond,
      evidence, pointing.length && `line ${pointing.join(" and ")} points to it`, ...warned,
    ]);
  }

  function draw() {
    for (const kind of kinds) {
      const { grid, pool, beyond, empty, note, box: number } = sections[kind];
      const count = rows[kind].length;
      while (pool.length < count) pool.push(makeRow(kind));
      for (const extra of pool.splice(count)) extra.remove();
      pool.forEach((row, at) => { if (!row.isConnected) grid.append(row); fill(row, kind, at); });
      if (beyond) { if (count > facts[kind].most) pool[facts[kind].most].before(beyond); else beyond.remove(); }
      grid.hidden = count === 0;
      empty.hidden = count > 0;
      if (count && !pool.some((row) => row.tabIndex === 0)) rove(pool[0], false);
      say(note, clean([`box ${number}`, count && (kind === "line" ? String(count) : `${count} of ${facts[kind].most}`)]).replace(",", " ·"));
    }
    mark();
  }

  // Where one is

  function rove(row) {
    for (const other of sections[row.dataset.kind].pool) {
      const here = other === row;
      other.tabIndex = here ? 0 : -1;
      for (const inner of other.querySelectorAll("input, select")) inner.tabIndex = here ? 0 : -1;
    }
  }

  function goTo(kind, at, field = "") {
    const all = sections[kind] ? rowsOf(kind) : [];
    const row = all[Math.max(0, Math.min(at, all.length - 1))];
    if (!row) { sections[kind]?.empty.focus(); return; }
    rove(row);
    const target = (field && row.querySelector(`[data-field="${field}"]`)) || row;
    target.focus({ preventScroll: true });
    if (target.select && target !== row) target.select();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(row, by, field = "") {
    const all = everyRow();
    const next = all[all.indexOf(row) + by];
    if (!next) return;
    const [kind, at] = placeOf(next);
    goTo(kind, at, kind === row.dataset.kind ? field : "");
  }

  // The lines of the diagnosis that has the focus, or the diagnoses of the line.
  function mark() {
    if (!facts.pointed) return;
    const row = root.contains(document.activeElement) ? document.activeElement.closest(".cl-crow") : null;
    const [kind, at] = row ? placeOf(row) : ["", -1];
    const typing = document.activeElement?.dataset?.field === "pointers" ? pointersIn(document.activeElement.value) : null;
    const wanted = kind === "line" ? typing ?? rows.line[at].to : [];
    const show = (other, place, main) => {
      const sign = place < 0 ? "" : main ? "▶" : "▷";
      say(other.querySelector(".cl-c-link"), sign);
      other.classList.toggle("cl-linked", place >= 0);
    };
    rowsOf("diagnosis").forEach((other, number) => { const place = wanted.indexOf(number + 1); show(other, place, place === 0); });
    rowsOf("line").forEach((other, number) => {
      const place = kind === "diagnosis" ? rows.line[number].to.indexOf(at + 1) : -1;
      show(other, place, place === 0);
    });
  }

  const pointersIn = (text) => (text.match(/\d+|[a-z]/gi) ?? []).map((one) => (/\d/.test(one) ? Number(one) : one.toUpperCase().charCodeAt(0) - 64));

  // What is done to a row

  function act(kind, row, said) { const [name, at] = placeOf(row); ask(kind, name, at, {}, said); }

  function link(row) { act("link", row, `Linked to ${rows[row.dataset.kind][placeOf(row)[1]].code}`); }

  function forget(kind) {
    for (const input of root.querySelectorAll(`.cl-crow-${kind} input[data-typed]`)) { input.dataset.typed = ""; setFault(input, ""); }
  }

  function moveTo(row, to) {
    const [kind, at] = placeOf(row);
    const list = rows[kind];
    if (to < 0 || to >= list.length || to === at) return;
    forget(kind);
    const [taken] = list.splice(at, 1);
    list.splice(to, 0, taken);
    ask("move", kind, at, { value: String(to + 1) }, `${taken.code} is now ${to === 0 && kind === "diagnosis" ? facts.first[1] : boxOf(kind, to)}`);
    draw();
    goTo(kind, to);
  }

  const move = (row, by) => moveTo(row, placeOf(row)[1] + by);
  const first = (row) => moveTo(row, 0);

  function remove(row) {
    const [kind, at] = placeOf(row);
    forget(kind);
    const [gone] = rows[kind].splice(at, 1);
    ask("remove", kind, at, {}, `Removed ${gone.code}`);
    draw();
    goTo(kind, at);
  }

  function setPoa(row, value) {
    const [kind, at] = placeOf(row);
    const data = rows[kind][at];
    if (data.poa === value) return;
    data.poa = value;
    ask("poa", kind, at, { value }, value ? `POA of ${data.code}: ${value}` : `POA of ${data.code} is not reported`);
    draw();
  }

  function commit(input) {
    const row = input.closest(".cl-crow");
    if (input === added) { if (input.value.trim()) ask("add", "line", 0, { value: input.value, field: "new" }, `Added line ${rows.line.length + 1}`); return; }
    if (!input.dataset.typed) return;
    if (input.value === input.dataset.was) { input.dataset.typed = ""; setFault(input, ""); return; }
    const [kind, at] = placeOf(row);
    ask("edit", kind, at, { field: input.dataset.field, value: input.value });
  }

  // Keys

  function keyed(event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey) return;
    const row = target.closest(".cl-crow");
    const handled = target === row ? onRow(event, row) : target.matches("input") ? inBox(event, target, row) : inside(event, target, row);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onRow(event, row) {
    const { key, altKey } = event;
    const kind = row.dataset.kind;
    if (altKey) {
      if (key === "ArrowUp" || key === "ArrowDown") { move(row, key === "ArrowUp" ? -1 : 1); return true; }
      return false;
    }
    const all = everyRow();
    const letter = key.toLowerCase();
    const indicator = letter === "1" || key === " " ? "" : key.length === 1 && POA.includes(letter.toUpperCase()) ? letter.toUpperCase() : null;
    if (key === "ArrowUp" || key === "ArrowDown") step(row, key === "ArrowUp" ? -1 : 1);
    else if (key === "Home") step(row, -all.indexOf(row));
    else if (key === "End") step(row, all.length - 1 - all.indexOf(row));
    else if (key === "Delete") remove(row);
    else if (letter === "e") act("evidence", row);
    else if (letter === "l") link(row);
    else if (letter === "p" && kind === "diagnosis") first(row);
    else if (key === "F2" || (key === "Enter" && kind === "line")) { const inner = row.querySelector("input, select"); inner?.focus(); inner?.select?.(); }
    else if (key === "Enter") act("show", row);
    else if (facts.poa && kind === "diagnosis" && indicator !== null) setPoa(row, indicator);
    else return false;
    return true;
  }

  function inBox(event, input, row) {
    const { key, altKey } = event;
    if (altKey) return false;
    if (key === "Enter") { commit(input); if (row) input.select(); }
    else if (key === "Escape" && input === added) { added.value = ""; setFault(added, ""); }
    else if (key === "Escape" && input.dataset.typed) { input.value = input.dataset.was; input.dataset.typed = ""; setFault(input, ""); input.select(); mark(); }
    else if (key === "Escape") row.focus();
    else if (row && (key === "ArrowUp" || key === "ArrowDown")) { commit(input); step(row, key === "ArrowUp" ? -1 : 1, input.dataset.field); }
    else return false;
    return true;
  }

  function inside(event, target, row) {
    if (!row) return false;
    if (event.key === "Escape") { row.focus(); return true; }
    if (target.matches(".cl-act") && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const all = [...row.querySelectorAll(".cl-act:not(:disabled)")];
      all[all.indexOf(target) + (event.key === "ArrowRight" ? 1 : -1)]?.focus();
      return true;
    }
    return false;
  }

  // What is typed counts before the work is handed in from within a box.
  function settle(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && root.contains(event.target) && event.target.matches("input[data-typed='1']")) commit(event.target);
  }

  // The frame

  let added = null;
  if (facts.shell.length) {
    const shell = root.appendChild(make("dl", "cl-shell", undefined, { "aria-label": `${facts.form}: the claim` }));
    for (const [number, name, value] of facts.shell) {
      const pair = shell.appendChild(make("div"));
      const term = pair.appendChild(make("dt"));
      term.append(make("b", "", number), ` ${name}`);
      pair.append(make("dd", "", value, { title: value }));
    }
  }
  for (const kind of kinds) {
    const section = root.appendChild(make("section", `cl-csection cl-csection-${kind}`, undefined, { "data-kind": kind, "aria-label": NAMES[kind] }));
    const head = section.appendChild(make("h3", "cl-heading", NAMES[kind]));
    const note = head.appendChild(make("span", "cl-beside"));
    const grid = section.appendChild(make("div", "cl-cgrid", undefined, { role: "grid", "aria-label": `${NAMES[kind]}, ${facts.form} box ${facts[kind].box}` }));
    const empty = section.appendChild(make("p", "cl-empty", NONE[kind], { tabindex: "-1" }));
    let beyond = null;
    if (kind === "line") {
      grid.style.setProperty("--cl-columns", facts.columns.map(({ width }) => `calc(${width}ch + 10px)`).join(" "));
      const heads = grid.appendChild(make("div", "cl-chead", undefined, { role: "row" }));
      heads.append(make("span", "", "", { role: "presentation" }), make("span", "", "#", { role: "columnheader", "aria-label": "Line" }));
      for (const { box: number, name, about } of facts.columns) {
        const cell = heads.appendChild(make("span", "", undefined, { role: "columnheader", title: about }));
        cell.append(make("b", "", number), name);
      }
      heads.append(make("span", "", "Evidence", { role: "columnheader" }));
    } else {
      beyond = make("div", "cl-beyond-said", undefined, { role: "row" });
      beyond.append(make("span", "", facts[kind].beyond, { role: "gridcell" }));
    }
    sections[kind] = { grid, pool: [], beyond, empty, note, box: facts[kind].box };
    if (kind === "line") {
      const adding = section.appendChild(make("div", "cl-cadd", undefined, { "data-kind": "new" }));
      added = box("new", "Code of the new service line");
      added.placeholder = "code, e.g. 99213";
      added.setAttribute("aria-label", "Code of the new service line");
      const add = make("button", "cl-say", "Add line", { type: "button" });
      add.addEventListener("click", () => { commit(added); added.focus(); });
      adding.append(added, add, make("span", "cl-c-fault", "", { id: `${uid}-new` }));
    }
  }
  root.append(told);
  el.append(root);

  root.addEventListener("keydown", keyed);
  root.addEventListener("focusin", (event) => { const row = event.target.closest(".cl-crow"); if (row) rove(row); mark(); });
  root.addEventListener("focusout", (event) => { if (event.target.matches("input") && event.target !== added) commit(event.target); requestAnimationFrame(mark); });
  root.addEventListener("input", (event) => { if (event.target.matches("input")) { event.target.dataset.typed = "1"; if (event.target.dataset.field === "pointers") mark(); } });
  document.addEventListener("keydown", settle, true);
  for (const name of Object.values(LISTS)) model.on(`change:${name}`, sync);
  model.on("msg:custom", done);
  sync();
  return () => {
    document.removeEventListener("keydown", settle, true);
    for (const name of Object.values(LISTS)) model.off(`change:${name}`, sync);
    model.off("msg:custom", done);
  };
}

export default { render };
