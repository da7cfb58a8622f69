// A page: HTML from Python; presses of [data-say] and words typed into [data-ask] go back.

const PAUSE = 120;

function render({ model, el }) {
  el.classList.add("cl-answering");
  let waiting = 0;

  const key = (node) => node?.dataset?.say ?? node?.dataset?.ask ?? "";

  function show() {
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    const held = key(active);
    const typed = active?.matches("input") ? { value: active.value, at: active.selectionStart } : null;
    el.innerHTML = model.get("html");
    if (!active) return;
    const all = [...el.querySelectorAll("[data-say], [data-ask]")];
    const again = all.find((node) => key(node) === held) ?? el.querySelector("[data-focus]");
    if (!again) return;
    again.focus({ preventScroll: true });
    if (typed && again.matches("input")) {
      again.value = typed.value;
      again.setSelectionRange(typed.at, typed.at);
    }
  }

  function asked(message) {
    const wanted = [...el.querySelectorAll("[data-say], [data-ask]")].find((node) => key(node) === message.focus);
    wanted?.focus();
  }

  function pressed(event) {
    const node = event.target.closest("[data-say]");
    if (!node || node.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    model.send({ say: node.dataset.say });
  }

  function typed(event) {
    const box = event.target.closest("[data-ask]");
    if (!box) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => model.send({ say: box.dataset.ask, text: box.value }), PAUSE);
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
      event.preventDefault();
      event.stopPropagation();
      model.send({ say: box.dataset.enter, text: box.value });
      return;
    }
    const presses = event.key === " " && node.matches("button, summary, a");
    const keyed = box || !alone || presses ? null
      : [...el.querySelectorAll("[data-key]")].find((other) => other.dataset.key.toLowerCase() === event.key.toLowerCase());
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
    const across = list.matches("[role=tablist]") ? { ArrowRight: 1, ArrowLeft: -1 }[event.key] : undefined;
    if (across) {
      const tabs = [...list.querySelectorAll("[data-say]")];
      tabs[(tabs.indexOf(node) + across + tabs.length) % tabs.length]?.focus();
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
  model.on("change:html", show);
  model.on("msg:custom", asked);
  show();
  return () => {
    clearTimeout(waiting);
    el.removeEventListener("click", pressed);
    el.removeEventListener("input", typed);
    el.removeEventListener("keydown", moved);
    model.off("change:html", show);
    model.off("msg:custom", asked);
  };
}

export default { render };
