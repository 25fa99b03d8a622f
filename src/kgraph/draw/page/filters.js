// The legend and the other filters: a pressed chip is shown, a released one hidden.

const groupsOfChips = [
  { id: "legend", set: "kinds", of: (statement) => endsOf(statement).map((node) => node.group), label: (kind) => capital(typeLabel(kind)), icon: true },
  { id: "types", set: "types", of: (statement) => endsOf(statement).map((node) => node.type), label: (type) => capital(typeLabel(type)) },
  { id: "predicates", set: "predicates", of: ({ line }) => [line.predicate], label: (name) => predicateLabel(name) },
  { id: "statuses", set: "statuses", of: ({ line }) => [line.status], label: (status) => text(status) },
];
const endsOf = ({ line }) => [nodes.get(line.from), nodes.get(line.to)];
const order = Object.keys(look);

// How often each value occurs: entities for types, statements for the rest.
function counted({ set, of }) {
  const counts = new Map();
  if (set === "kinds" || set === "types")
    for (const node of nodes.values()) {
      const value = set === "kinds" ? node.group : node.type;
      if (set === "types" && value === node.group) continue; // the legend has it
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  else for (const statement of statements) for (const value of of(statement)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return set === "kinds" ? sorted.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])) : sorted;
}

function makeChips() {
  for (const kind of groupsOfChips) {
    kind.values = counted(kind);
    byId(kind.id).replaceChildren(...kind.values.map(([value]) =>
      element("button", { type: "button", class: "chip", "data-value": value, onclick: (event) => toggle(kind, value, event.shiftKey) })));
  }
  const years = [...new Set(sources.map(({ date }) => (date ?? "").slice(0, 4)).filter(Boolean))].sort();
  for (const id of ["since", "until"]) {
    byId(id).replaceChildren(element("option", { value: "" }), ...years.map((year) => element("option", { value: year }, year)));
    byId(id).addEventListener("change", (event) => change({ [id]: event.target.value }));
  }
}

// With Shift only this value stays; once more, and all are back.
function toggle({ set, values }, value, only) {
  const hidden = new Set(state[set]);
  const others = values.map(([each]) => each).filter((each) => each !== value);
  if (only) {
    const alone = !hidden.has(value) && others.every((each) => hidden.has(each));
    hidden.clear();
    if (!alone) others.forEach((each) => hidden.add(each));
  } else if (!hidden.delete(value)) hidden.add(value);
  change({ [set]: hidden });
}

function showChips() {
  for (const { id, set, values, label, icon: drawn } of groupsOfChips) {
    values.forEach(([value, count], place) => {
      const chip = byId(id).children[place];
      chip.setAttribute("aria-pressed", String(!state[set].has(value)));
      chip.replaceChildren(...(drawn ? [icon(value)] : []), label(value), element("small", {}, number(count)));
    });
  }
  for (const id of ["since", "until"]) {
    byId(id).options[0].textContent = text("any");
    byId(id).value = state[id];
  }
  const active = activeFilters();
  byId("active").textContent = active;
  byId("active").hidden = !active;
}

byId("reset").addEventListener("click", () =>
  change({ since: "", until: "", ...Object.fromEntries(hiddenKinds.map((name) => [name, new Set()])) }));

makeChips();
whenChanged(showChips);
