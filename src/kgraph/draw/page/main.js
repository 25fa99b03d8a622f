// Language, theme, keys of the whole page; then everything is shown for the first time.

function showLanguage() {
  document.documentElement.lang = state.language;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = text(each.dataset.text);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", text(each.dataset.label));
  for (const each of document.querySelectorAll(".round, .zoom button")) each.title = each.getAttribute("aria-label");
  for (const each of document.querySelectorAll("[data-predicate]")) each.textContent = predicateLabel(each.dataset.predicate);
  for (const each of document.querySelectorAll("[data-language]"))
    each.setAttribute("aria-pressed", String(each.dataset.language === state.language));
  field.placeholder = text("searchHint");
  const { counts } = data.more;
  byId("counts").textContent = [
    text("entities", { n: counts.entities }), text("statements", { n: counts.statements }), text("articles", { n: counts.articles }), counts.years,
  ].filter(Boolean).join(" · ");
  const leftOut = byId("left-out");
  if (leftOut) leftOut.textContent = text("leftOut", { shown: counts.entities, total: counts.total, statements: counts.leftOut });
  document.title = plainly(document.querySelector("h1").textContent);
}

const dark = () => (state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
byId("theme").addEventListener("click", () => change({ theme: dark() ? "light" : "dark" }));
for (const button of document.querySelectorAll("[data-language]"))
  button.addEventListener("click", () => change({ language: button.dataset.language }));
byId("help").addEventListener("click", () => byId("keys").showModal());

document.addEventListener("keydown", (event) => {
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || typing || byId("keys").open) return;
  if (event.key === "/") field.focus();
  else if (event.key === "?") byId("keys").showModal();
  else if (event.key === "Escape") escape();
  else return;
  event.preventDefault();
});

// One step back at a time: an open menu, the line, the entity, the search.
function escape() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) menu.open = false;
  else if (state.edge) choose({ node: state.node });
  else if (state.node) choose({});
  else if (state.q) change({ q: "" });
}
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

whenChanged((before) => {
  if (before.language !== state.language) showLanguage();
  if (before.theme === state.theme) return;
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  recolour();
});

showLanguage();
tell({ ...state, node: "", edge: "" });
// The drawing knows its size only when the page has been laid out.
network.once("resize", firstLook);
firstLook();
function firstLook() {
  fitTo([...(focused?.nodes ?? shown.nodes)], 1.4, false);
}
document.documentElement.classList.add("ready");
