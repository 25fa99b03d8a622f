// The search field: suggestions while typing; what is typed also narrows the table.

const field = byId("search");
const hits = byId("hits");
let marker = -1;

function showHits() {
  const found = suggestions(field.value);
  hits.replaceChildren(...found.map(({ node, name }, place) =>
    element("li", { role: "option", id: `hit-${place}`, "aria-selected": "false", "data-hit": node.id },
      icon(node.group),
      element("span", { class: "label" }, foreign(node.name), name === node.name ? "" : element("small", {}, foreign(name))),
      element("small", {}, typeLabel(node.type)))));
  if (!found.length && field.value.trim()) hits.append(element("li", { class: "quiet" }, text("noHit")));
  mark(found.length ? 0 : -1);
  open(hits.childElementCount > 0);
}

function open(yes) {
  hits.hidden = !yes;
  field.setAttribute("aria-expanded", String(yes));
  if (!yes) mark(-1);
}

function mark(place) {
  const options = [...hits.querySelectorAll("[role=option]")];
  marker = options.length ? (place + options.length) % options.length : -1;
  if (place < 0 && marker >= 0 && hits.hidden) marker = -1;
  options.forEach((option, each) => option.setAttribute("aria-selected", String(each === marker)));
  if (marker >= 0) {
    field.setAttribute("aria-activedescendant", `hit-${marker}`);
    options[marker].scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

function jump(id) {
  field.value = "";
  open(false);
  change({ q: "" });
  choose({ node: id }, true);
  if (document.activeElement === field) canvas.focus({ preventScroll: true });
}

field.addEventListener("input", () => {
  change({ q: field.value });
  showHits();
});
field.addEventListener("focus", () => field.value && showHits());
// Whoever comes back meanwhile and types finds the suggestions open.
field.addEventListener("blur", () => setTimeout(() => document.activeElement === field || open(false), 150));
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (hits.hidden) showHits();
    else mark(marker + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    const option = hits.hidden ? null : byId(`hit-${marker}`);
    if (option) jump(option.dataset.hit);
  } else if (event.key === "Escape") {
    if (!hits.hidden) open(false);
    else {
      field.value = "";
      change({ q: "" });
      field.blur();
    }
    event.stopPropagation();
  } else return;
  event.preventDefault();
});
hits.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[data-hit]");
  if (option) jump(option.dataset.hit);
  event.preventDefault();
});

whenChanged(() => {
  if (document.activeElement !== field && field.value !== state.q) field.value = state.q;
});
