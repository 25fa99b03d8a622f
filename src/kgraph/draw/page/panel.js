// The panel beside the drawing: an overview, an entity with its neighbours, or the sentences behind a line.

const panel = byId("panel");
const SEVERAL = 12; // neighbours of one kind that are shown at once
const NAMES = 4; // other names, likewise
const inARow = (names) => names.flatMap((name, place) => [place ? ", " : "", foreign(name)]);

function overview() {
  const items = mostConnected(10).map((node) =>
    element("li", {}, entityLink(node), element("span", { class: "proof" }, text("neighbours", { n: node.degree }))));
  const present = [...new Set([...lines.values()].map((line) => line.status))];
  const strokes = ["fact", "planned", "ended", "denied"].filter((status) => present.includes(status));
  return [
    element("p", { class: "quiet" }, text("start")),
    element("section", {}, element("h3", {}, text("mostConnected")), element("ul", {}, items)),
    strokes.length > 1
      ? element("section", {}, element("h3", {}, text("lines")),
        element("div", { class: "strokes" }, strokes.flatMap((status) => [stroke(status), element("span", {}, text(status))])))
      : "",
  ];
}

function entityView(node) {
  const other = node.names.filter((name) => name !== node.name).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const head = element("div", { class: "head" },
    element("p", { class: "kind" }, icon(node.group), capital(typeLabel(node.type))),
    element("h2", {}, foreign(node.name)),
    other.length ? element("p", { class: "quiet" }, `${text("also")}: `, inARow(other.slice(0, NAMES))) : null,
    other.length > NAMES
      ? element("details", {}, element("summary", {}, text("showAll", { n: other.length })), element("p", { class: "quiet" }, inARow(other.slice(NAMES))))
      : null,
    node.date ? element("p", { class: "quiet" }, `${text("date")}: ${node.date}`) : null,
    shown.nodes.has(node.id) ? null : element("p", {}, text("hidden")),
    element("p", {}, element("code", { title: text("key") }, foreign(node.id))));
  return [head, ...groups(node).map(([label, found]) => group(label, found))];
}

// Predicate and direction → lines, the most frequent first; a symmetric predicate reads the same both ways.
function groups(node) {
  const found = new Map();
  for (const line of node.lines.filter((each) => shown.lines.has(each))) {
    const inverse = line.to === node.id && !terms.predicates[line.predicate]?.symmetric;
    const label = predicateLabel(line.predicate, inverse);
    if (!found.has(label)) found.set(label, []);
    found.get(label).push(line);
  }
  return [...found].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0], state.language));
}

function group(label, found) {
  const items = found
    .map((line) => ({ line, other: nodes.get(line.from === state.node ? line.to : line.from) }))
    .sort((a, b) => b.line.statements.length - a.line.statements.length || a.other.name.localeCompare(b.other.name, "de"))
    .map(({ line, other }) =>
      element("li", {}, entityLink(other), line.status === "fact" ? null : statusBadge(line.status),
        lineLink(line, text("evidence", { n: line.statements.length }))));
  const rest = items.splice(SEVERAL);
  return element("section", { class: "group" },
    element("h3", {}, element("span", {}, capital(label)), element("span", {}, number(found.length))),
    element("ul", {}, items),
    rest.length
      ? element("details", {}, element("summary", {}, text("showAll", { n: found.length })), element("ul", {}, rest))
      : null);
}

function lineView(line) {
  const [from, to] = [nodes.get(line.from), nodes.get(line.to)];
  const back = nodes.get(state.node);
  const claim = element("div", { class: "claim" },
    entityLink(from),
    element("span", { class: "between" }, lineWords(line)),
    entityLink(to));
  const found = [...line.statements].sort((a, b) => (b.source.date ?? "").localeCompare(a.source.date ?? "") || a.place - b.place);
  return [
    back ? element("button", { type: "button", class: "link", onclick: () => choose({ node: back.id }) }, "← ", text("back", { name: plainly(back.name) })) : null,
    element("h2", { class: "unseen" }, text("evidence", { n: line.statements.length })),
    claim,
    element("p", { class: "quiet" }, text("evidence", { n: line.statements.length })),
    ...found.map((statement) => card(statement, [...from.folded, ...to.folded].map((each) => each.name))),
  ].filter(Boolean);
}

function card(statement, names) {
  const { source, line } = statement;
  const url = webAddress(source.url);
  const share = Math.round(statement.confidence * 100);
  const bar = element("i");
  bar.style.width = `${share}%`;
  const facts = [
    ["status", statusBadge(line.status)],
    ["role", statement.roles.join("; ")],
    ["amount", statement.amount],
    ["takenFrom", statement.takenFrom],
    ["speaker", statement.speaker],
    ["validFrom", statement.validFrom],
    ["validUntil", statement.validUntil],
    ["held", statement.held && text(`held-${statement.held}`)],
    ["confidence", element("span", {}, percent(share), element("span", { class: "bar", "aria-hidden": "true" }, bar))],
    ["rule", element("code", {}, statement.rule)],
  ].filter(([, value]) => value);
  return element("article", { class: "card" },
    element("blockquote", { lang: "de" }, marked(statement.quote, names)),
    element("p", { class: "where" },
      element("span", { lang: "de" }, foreign(source.title)), element("br"),
      element("span", { class: "quiet" }, source.date ?? text("undated")), url ? " · " : "",
      url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text("original")) : ""),
    element("dl", {}, facts.flatMap(([key, value]) =>
      [element("dt", {}, text(key)), element("dd", {}, typeof value === "string" ? foreign(value) : value)])));
}

// The quote with the names of both ends marked, the longest name first.
function marked(quote, names) {
  const escaped = [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const whole = element("bdi");
  if (!escaped.length) return whole.append(quote), whole;
  const pieces = quote.split(new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})(?![\\p{N}])`, "u"));
  whole.append(...pieces.map((piece, place) => (place % 2 ? element("mark", {}, piece) : piece)));
  return whole;
}

function showPanel() {
  const [line, node] = [lines.get(state.edge), nodes.get(state.node)];
  panel.replaceChildren(...(line ? lineView(line) : node ? entityView(node) : overview()));
  panel.scrollTop = 0;
}

whenChanged((before) => {
  showPanel();
  if (before.node === state.node && before.edge === state.edge) return;
  const [line, node] = [lines.get(state.edge), nodes.get(state.node)];
  const said = line
    ? `${nodes.get(line.from).name} ${lineWords(line)} ${nodes.get(line.to).name}`
    : node ? `${node.name}, ${text("neighbours", { n: new Set(node.lines.flatMap((each) => [each.from, each.to])).size - 1 })}` : "";
  byId("said").textContent = plainly(said);
});
