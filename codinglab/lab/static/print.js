// Prints a page that Python made, through a frame without scripts that nobody sees.

function render({ model, el }) {
  let frame = null;

  function printed(message) {
    if (typeof message.page !== "string") return;
    frame?.remove();
    frame = document.createElement("iframe");
    frame.className = "cl-unseen";
    frame.title = model.get("about");
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    frame.addEventListener("load", () => frame.contentWindow.print());
    frame.srcdoc = message.page;
    el.append(frame);
  }

  const press = () => model.send({ press: true });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button widget-button";
  button.textContent = model.get("label");
  button.title = model.get("about");
  button.style.width = "auto";
  button.addEventListener("click", press);
  if (model.get("label")) el.append(button);
  model.on("msg:custom", printed);
  return () => {
    frame?.remove();
    button.removeEventListener("click", press);
    model.off("msg:custom", printed);
  };
}

export default { render };
