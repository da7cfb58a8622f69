// The claim form (after claim_rows.js). Rows are shown at once as they are wanted; every request is numbered
// and answered, and when the last one is answered the rows are those of Python, which keeps the claim.

const LISTS = { diagnosis: "diagnoses", procedure: "procedures", line: "lines" };

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

  const { boxOf, makeRow, fill } = rowsOfForm(facts, uid, {
    move, first, link, remove, setPoa,
    evidence: (row) => act("evidence", row),
    show: (row) => act("show", row),
  });
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
    if (fault) box.dataset.refused = box.value;
    else delete box.dataset.refused;
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

  function draw() {
    for (const kind of kinds) {
      const { grid, pool, beyond, empty, note, box: number } = sections[kind];
      const count = rows[kind].length;
      while (pool.length < count) pool.push(makeRow(kind, pool.length));
      for (const extra of pool.splice(count)) extra.remove();
      pool.forEach((row, at) => { if (!row.isConnected) grid.append(row); fill(row, kind, at, rows); });
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
    if (all[0] === row) sections[kind].place.firstElementChild.scrollIntoView({ block: "nearest" });
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

  function move(row, by) { moveTo(row, placeOf(row)[1] + by); }

  function first(row) { moveTo(row, 0); }

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
    if (at < 0) return;
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
    else if (key === "F2" || (key === "Enter" && kind !== "diagnosis")) { const inner = row.querySelector("input, select"); inner?.focus(); inner?.select?.(); }
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

  let added = null;
  if (facts.shell.length) root.append(shellOf(facts));
  for (const kind of kinds) {
    sections[kind] = sectionOf(facts, kind);
    root.append(sections[kind].place);
  }
  if (sections.line) {
    const adding = addingOf(uid, commit);
    added = adding.added;
    sections.line.place.append(adding.place);
  }
  root.append(told);
  el.append(root);

  root.addEventListener("keydown", keyed);
  root.addEventListener("focusin", (event) => { const row = event.target.closest(".cl-crow"); if (row) rove(row); mark(); });
  root.addEventListener("focusout", (event) => { if (event.target.matches("input") && event.target !== added && event.target.dataset.refused !== event.target.value) commit(event.target); requestAnimationFrame(mark); });
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
