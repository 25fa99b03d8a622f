// What the reader has chosen; it stands in the address, so that a view can be passed on.

const preset = { language: document.documentElement.lang, theme: "", node: "", edge: "", q: "", since: "", until: "" };
const hiddenKinds = ["kinds", "types", "predicates", "statuses"]; // sets of what is hidden
const state = { ...preset, ...Object.fromEntries(hiddenKinds.map((name) => [name, new Set()])) };
const listeners = [];
const whenChanged = (listener) => listeners.push(listener);

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(preset)) state[name] = given.get(name) ?? preset[name];
  for (const name of hiddenKinds) state[name] = new Set(given.getAll(name));
  if (!(state.language in texts)) state.language = preset.language;
  if (!["light", "dark"].includes(state.theme)) state.theme = "";
  if (!nodes.has(state.node)) state.node = "";
  if (!lines.has(state.edge)) state.edge = "";
}

function address() {
  const given = new URLSearchParams();
  for (const name of Object.keys(preset)) if (state[name] !== preset[name]) given.set(name, state[name]);
  for (const name of hiddenKinds) for (const item of [...state[name]].sort()) given.append(name, item);
  return `#${given}`;
}

// Changes the state, the address and everything that follows from it. `step` makes "back" return to before.
function change(changes, step = false) {
  const before = { ...state };
  Object.assign(state, changes);
  const target = address();
  if (target !== (location.hash || "#")) {
    try {
      history[step ? "pushState" : "replaceState"](null, "", target);
    } catch {
      location.hash = target; // where a local file may not rewrite its history
    }
  }
  tell(before);
}

function tell(before) {
  measureShown();
  for (const listener of listeners) listener(before);
}

window.addEventListener("hashchange", () => {
  if (location.hash === address() || (!location.hash && address() === "#")) return;
  const before = { ...state };
  readAddress();
  tell(before);
});

// What the filters leave: lines and statements by their own, entities if a line of theirs is left.
const shown = { nodes: new Set(), lines: new Set(), statements: new Set() };
const kindShown = (node) => !state.kinds.has(node.group) && !state.types.has(node.type);

function measureShown() {
  for (const part of Object.values(shown)) part.clear();
  for (const statement of statements) {
    const { line, source } = statement;
    if (state.predicates.has(line.predicate) || state.statuses.has(line.status)) continue;
    if (!kindShown(nodes.get(line.from)) || !kindShown(nodes.get(line.to))) continue;
    const year = (source.date ?? "").slice(0, 4);
    if ((state.since && !(year >= state.since)) || (state.until && !(year && year <= state.until))) continue;
    shown.statements.add(statement);
    shown.lines.add(line);
    shown.nodes.add(line.from).add(line.to);
  }
}

const activeFilters = () =>
  hiddenKinds.reduce((sum, name) => sum + state[name].size, 0) + (state.since ? 1 : 0) + (state.until ? 1 : 0);

// Texts in the chosen language.
function text(key, values = {}) {
  const entry = texts[state.language][key];
  const form = Array.isArray(entry) ? entry[values.n === 1 ? 0 : 1] : entry;
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
}
const number = (value) => value.toLocaleString(state.language);
const percent = (value) => (value / 100).toLocaleString(state.language, { style: "percent" });
const typeLabel = (type) => terms.types[type]?.[state.language] ?? type;
const predicateLabel = (name, inverse = false) =>
  terms.predicates[name]?.[(inverse ? "inverse_" : "") + state.language] ?? name;
const capital = (label) => label.charAt(0).toLocaleUpperCase(state.language) + label.slice(1);
