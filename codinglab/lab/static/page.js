// A page: HTML from Python; presses of [data-say] and words typed into [data-ask] go back.

const PAUSE = 120;

// The first node with that key; where none has it, a letter counts in either case.
function keyOf(nodes, key) {
  return nodes.find((node) => node.dataset.key === key)
    ?? nodes.find((node) => node.dataset.key.toLowerCase() === key.toLowerCase());
}

function render({ model, el }) {
  el.classList.add("cl-answering");
  let waiting = 0;
  let unsent = null;

  const told = document.createElement("div");
  const body = document.createElement("div");
  told.className = "cl-unseen";
  told.setAttribute("role", "status");
  el.append(body);

  const key = (node) => node?.dataset?.say ?? node?.dataset?.ask ?? "";

  // Of a list whose rows have a button with [data-step], only one row at a time is reached with Tab.
  function rove(list, chosen) {
    const steps = [...list.querySelectorAll("[data-step]")];
    const row = (chosen ?? list.querySelector("[data-step][aria-current='true']") ?? steps[0])?.closest("li");
    for (const node of list.querySelectorAll("li [data-say]")) node.tabIndex = node.closest("li") === row ? 0 : -1;
  }

  // What is unfolded stays unfolded: a details element is known again by its words and its place among equals.
  function unfolded() {
    const seen = new Map();
    return [...body.querySelectorAll("details")].map((node) => {
      const words = node.querySelector(":scope > summary")?.textContent ?? "";
      const number = seen.get(words) ?? 0;
      seen.set(words, number + 1);
      return [`${words}#${number}`, node];
    });
  }

  function toRow(node, down) {
    node.scrollTop = down;
    const row = node.querySelector("[aria-current='true']")?.getBoundingClientRect();
    if (!row) return;
    const frame = node.getBoundingClientRect();
    if (row.bottom > frame.bottom) node.scrollTop += row.bottom - frame.bottom;
    else if (row.top < frame.top + row.height) node.scrollTop -= frame.top - row.top + 2 * row.height;
  }

  function show() {
    const open = new Map(unfolded().map(([name, node]) => [name, node.open]));
    const active = body.contains(document.activeElement) ? document.activeElement : null;
    const held = key(active);
    const typed = active?.matches("input") ? { value: active.value, at: active.selectionStart } : null;
    const down = new Map([...body.querySelectorAll("[data-scroll]")].map((node) => [node.dataset.scroll, node.scrollTop]));
    body.innerHTML = model.get("html");
    for (const [name, node] of unfolded()) if (open.has(name)) node.open = open.get(name);
    for (const node of body.querySelectorAll("[data-scroll]")) toRow(node, down.get(node.dataset.scroll) ?? 0);
    const again = refocused(active, held, typed);
    for (const list of body.querySelectorAll("[data-list]:has([data-step])")) {
      rove(list, list.contains(again) ? again : null);
    }
  }

  function refocused(active, held, typed) {
    if (!active) return null;
    const all = [...el.querySelectorAll("[data-say], [data-ask]")];
    const again = all.find((node) => key(node) === held) ?? el.querySelector("[data-focus]");
    if (!again) return null;
    again.focus({ preventScroll: true });
    if (typed && again.matches("input")) {
      again.value = typed.value;
      again.setSelectionRange(typed.at, typed.at);
    }
    return again;
  }

  function say() {
    if (!told.isConnected && model.get("told")) el.append(told);
    requestAnimationFrame(() => { told.textContent = model.get("told"); });
  }

  function entered(event) {
    const list = event.target.closest("[data-list]:has([data-step])");
    if (list) rove(list, event.target);
  }

  function stepped(list, node, steps) {
    const row = node.matches("[data-step]") ? node : node.closest("li")?.querySelector("[data-step]");
    const at = Math.min(Math.max(steps.list.indexOf(row) + steps.by, 0), steps.list.length - 1);
    const to = steps.list[at];
    if (to !== document.activeElement && list.dataset.follow !== undefined) model.send({ say: to.dataset.say });
    to.focus();
  }

  function asked(message) {
    const wanted = [...el.querySelectorAll("[data-say], [data-ask]")].find((node) => key(node) === message.focus);
    wanted?.focus();
  }

  function pressed(event) {
    const node = event.target.closest("[data-say]");
    if (!node || node.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    flush();
    if (node.dataset.copy === undefined) model.send({ say: node.dataset.say });
    else copy(node);
  }

  // What is typed goes before what is pressed.
  function flush() {
    clearTimeout(waiting);
    if (unsent) model.send({ say: unsent.dataset.ask, text: unsent.value });
    unsent = null;
  }

  // The text of data-copy goes to the clipboard; what came of it goes back.
  async function copy(node) {
    let done = true;
    try {
      await navigator.clipboard.writeText(node.dataset.copy);
    } catch {
      const box = document.createElement("textarea");
      box.value = node.dataset.copy;
      node.after(box);
      box.select();
      done = document.execCommand("copy");
      box.remove();
      node.focus();
    }
    model.send({ say: node.dataset.say, text: done ? "Copied." : "Not copied: the browser does not allow it." });
  }

  function typed(event) {
    const box = event.target.closest("[data-ask]");
    if (!box) return;
    clearTimeout(waiting);
    unsent = box;
    waiting = setTimeout(flush, PAUSE);
  }

  function moved(event) {
    const node = event.target;
    const list = node.closest("[data-list]");
    if (event.altKey && event.key === "ArrowLeft") {
      event.preventDefault();
      event.stopPropagation();
      model.send({ say: "back" });
      return;
    }
    const box = node.closest("[data-ask]");
    const alone = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (box && alone && event.key === "Enter" && box.dataset.enter) {
      clearTimeout(waiting);
      unsent = null;
      event.preventDefault();
      event.stopPropagation();
      model.send({ say: box.dataset.enter, text: box.value });
      return;
    }
    const presses = event.key === " " && node.matches("button, summary, a");
    const keyed = box || !alone || presses ? null
      : keyOf([...(node.closest("li")?.querySelectorAll("[data-key]") ?? []), ...el.querySelectorAll("[data-key]")], event.key);
    if (keyed) {
      event.preventDefault();
      event.stopPropagation();
      model.send({ say: keyed.dataset.say });
      return;
    }
    if (box && event.key === "ArrowDown") {
      event.preventDefault();
      const after = [...el.querySelectorAll("[data-list]")].find(
        (other) => box.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
      after?.querySelector("[data-say]:not([aria-disabled='true'])")?.focus();
      return;
    }
    if (!list) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const rows = [...list.querySelectorAll("[data-step]")];
    const by = alone && rows.length ? { ...steps, n: 1, p: -1 }[event.key] : undefined;
    if (by) {
      stepped(list, node, { list: rows, by });
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const across = list.matches("[role=tablist], [role=toolbar]") ? { ArrowRight: 1, ArrowLeft: -1 }[event.key] : undefined;
    if (across) {
      const tabs = [...list.querySelectorAll("[data-say]")];
      tabs[(tabs.indexOf(node) + across + tabs.length) % tabs.length]?.focus();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (list.matches("[role=toolbar]") && event.key === "ArrowDown") {
      const below = [...el.querySelectorAll("[data-step]")].find(
        (other) => list.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
      below?.focus();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const lists = [...el.querySelectorAll("[data-list]")];
      const next = lists[lists.indexOf(list) + (event.key === "ArrowRight" ? 1 : -1)];
      const target = next?.querySelector("[aria-pressed='true'], [data-say]:not([aria-disabled='true'])");
      if (target) { target.focus(); event.preventDefault(); event.stopPropagation(); }
      return;
    }
    if (!(event.key in steps)) return;
    const all = [...list.querySelectorAll("[data-say]")];
    const at = Math.min(Math.max(all.indexOf(node) + steps[event.key], 0), all.length - 1);
    all[at]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  el.addEventListener("click", pressed);
  el.addEventListener("input", typed);
  el.addEventListener("keydown", moved);
  el.addEventListener("focusin", entered);
  model.on("change:html", show);
  model.on("change:told", say);
  model.on("msg:custom", asked);
  show();
  return () => {
    clearTimeout(waiting);
    el.removeEventListener("click", pressed);
    el.removeEventListener("input", typed);
    el.removeEventListener("keydown", moved);
    el.removeEventListener("focusin", entered);
    model.off("change:html", show);
    model.off("change:told", say);
    model.off("msg:custom", asked);
  };
}

export default { render };
