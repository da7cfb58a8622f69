// The rows of the claim form: how they are made, what they show, and how they are called when read aloud.

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

function box(field, name, width) {
  const made = make("input", "cl-c-box", undefined, { type: "text", autocomplete: "off", spellcheck: "false", "data-field": field });
  made.dataset.name = name;
  made.dataset.typed = "";
  if (width) made.style.width = `calc(${width}ch + 10px)`;
  return made;
}

const tagOf = (tag) => make("span", `cl-tag cl-tag-${tag.look}`, tag.text, { title: tag.says });

// Rows of one form. `acts` are what its buttons and its choice of POA do.
function rowsOfForm(facts, uid, acts) {
  const boxOf = (kind, at) => (kind === "line" ? String(at + 1) : facts[kind].boxes[at] ?? String(at + 1));

  function button(text, label, act) {
    const made = make("button", "cl-act", text, { type: "button", title: label });
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      const row = made.closest(".cl-crow");
      row.focus({ preventScroll: true });
      act(row);
    });
    return made;
  }

  function makeRow(kind, number) {
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
        choice.addEventListener("change", () => acts.setPoa(row, choice.value));
        part("poa").append(choice);
      }
    }
    part("found");
    part("fault").id = `${uid}-${kind}-${number}`;
    part("acts").append(
      button("↑", "Move up (Alt+↑)", (one) => acts.move(one, -1)),
      button("↓", "Move down (Alt+↓)", (one) => acts.move(one, 1)),
      ...(kind === "diagnosis" ? [button(facts.first[0], `Make it ${facts.first[1]} (P)`, acts.first)] : []),
      button("e", "Its evidence, in the note (e)", acts.evidence),
      button("l", "Link the taken words to it (l)", acts.link),
      ...(kind === "diagnosis" ? [button("↵", "Its page in the tabular (Enter)", acts.show)] : []),
      button("×", "Remove it (Del)", acts.remove),
    );
    return row;
  }

  function words(into, data, line) {
    into.replaceChildren();
    if (line && data.title) into.append(make("span", "cl-c-gloss", data.title), " ");
    if (line) for (const tag of data.tags) into.append(tagOf(tag), " ");
    if (data.words) into.append(make("q", "cl-c-quote", data.words), data.places > 1 ? ` ${data.places} places` : "");
    else into.append(make("span", "cl-c-none", data.typed ? "typed by hand" : "no evidence", { title: data.typed ? "Typed by hand: no words of the note stand behind it, and no path led to it" : "No words of the note stand behind it" }));
    if (data.path) into.append(make("span", "cl-c-path", ` · ${data.path}`));
    into.title = [line ? data.title : "", data.words && `“${data.words}”`, data.path].filter(Boolean).join("\n");
  }

  function fill(row, kind, at, rows) {
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
    row.setAttribute("aria-label", label(kind, at, rows, code));
  }

  function label(kind, at, rows, code) {
    const data = rows[kind][at];
    const warned = data.found.map((one) => `${one.word}: ${one.text}`);
    const evidence = data.words ? `evidence: ${data.words}` : data.typed ? "typed by hand, no evidence" : "no evidence";
    if (kind === "line") {
      const set = facts.columns.filter(({ field }) => field !== "code" && data.boxes[field]).map(({ field, name }) => `${name} ${data.boxes[field]}`);
      return clean([`Line ${at + 1}`, code, data.title, ...set, evidence, ...warned]);
    }
    const pointing = rows.line.flatMap((line, number) => (line.to.includes(at + 1) ? [number + 1] : []));
    return clean([
      boxOf(kind, at), kind === "diagnosis" && at === 0 && facts.first[1], `${code} ${data.title}`,
      kind === "procedure" && data.date, facts.poa && kind === "diagnosis" && (data.exempt && !data.poa ? "" : `POA ${data.poa || "missing"}`),
      ...data.tags.map((tag) => tag.text), at >= facts[kind].most && facts[kind].beyond,
      evidence, pointing.length && `line ${pointing.join(" and ")} points to it`, ...warned,
    ]);
  }

  return { boxOf, makeRow, fill };
}

function shellOf(facts) {
  const shell = make("dl", "cl-shell", undefined, { "aria-label": `${facts.form}: the claim` });
  for (const [number, name, value] of facts.shell) {
    const pair = shell.appendChild(make("div"));
    const term = pair.appendChild(make("dt"));
    term.append(make("b", "", number), ` ${name}`);
    pair.append(make("dd", "", value, { title: value }));
  }
  return shell;
}

function headOfLines(columns) {
  const heads = make("div", "cl-chead", undefined, { role: "row" });
  heads.append(make("span", "", "", { role: "presentation" }), make("span", "", "#", { role: "columnheader", "aria-label": "Line" }));
  for (const { box: number, name, about } of columns) {
    const cell = heads.appendChild(make("span", "", undefined, { role: "columnheader", title: about }));
    cell.append(make("b", "", number), name);
  }
  heads.append(make("span", "cl-chead-words", "Evidence", { role: "columnheader" }));
  return heads;
}

// A section of the form, still without rows.
function sectionOf(facts, kind) {
  const place = make("section", `cl-csection cl-csection-${kind}`, undefined, { "data-kind": kind });
  const head = place.appendChild(make("h3", "cl-heading", NAMES[kind]));
  const note = head.appendChild(make("span", "cl-beside"));
  const grid = place.appendChild(make("div", "cl-cgrid", undefined, { role: "grid", "aria-label": `${NAMES[kind]}, ${facts.form} box ${facts[kind].box}` }));
  const empty = place.appendChild(make("p", "cl-empty", NONE[kind], { tabindex: "-1" }));
  let beyond = null;
  if (kind === "line") {
    grid.style.setProperty("--cl-columns", facts.columns.map(({ width }) => `calc(${width}ch + 10px)`).join(" "));
    grid.append(headOfLines(facts.columns));
  } else {
    beyond = make("div", "cl-beyond-said", undefined, { role: "row" });
    beyond.append(make("span", "", facts[kind].beyond, { role: "gridcell" }));
  }
  return { place, grid, pool: [], beyond, empty, note, box: facts[kind].box };
}

// The box for a new line, with its button.
function addingOf(uid, commit) {
  const place = make("div", "cl-cadd", undefined, { "data-kind": "new" });
  const added = box("new", "Code of the new service line");
  added.placeholder = "code, e.g. 99213";
  added.setAttribute("aria-label", "Code of the new service line");
  const add = make("button", "cl-say", "Add line", { type: "button" });
  add.addEventListener("click", () => { commit(added); added.focus(); });
  place.append(added, add, make("span", "cl-c-fault", "", { id: `${uid}-new` }));
  return { place, added };
}
