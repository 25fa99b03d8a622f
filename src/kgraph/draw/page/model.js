// What the page shows: entities, drawn lines, statements; names folded for the search.

const data = JSON.parse(document.getElementById("data").textContent);
const { terms, texts, look, sources } = data.more;

const nodes = new Map(data.nodes.map((node) => [node.id, { ...node, lines: [], near: new Map() }]));
const lines = new Map(data.edges.map((edge) => [edge.id, edge]));
const statements = data.more.statements.map((statement, place) => ({
  ...statement, place, line: lines.get(statement.edge), source: sources[statement.source],
}));
for (const line of lines.values()) {
  line.statements = [];
  nodes.get(line.from).lines.push(line);
  nodes.get(line.to).lines.push(line);
}
for (const statement of statements) statement.line.statements.push(statement);

// Controls that turn the direction of what follows have no place in a drawing or a title.
const plainly = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u001f]/g, "");

// Two spellings of a text: umlauts written out ("ae"), and bare ("a"). Accents go in both.
function folds(text) {
  const low = text.normalize("NFC").toLowerCase().replaceAll("ß", "ss");
  const written = low.replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter]);
  return [written, low].map((form) => form.normalize("NFKD").replace(/[\u0300-\u036f]/g, ""));
}

for (const node of nodes.values()) {
  node.folded = [node.name, ...node.names].map((name) => ({ name, forms: folds(name) }));
  node.text = node.folded.map((name) => name.forms.join("\n")).join("\n");
}
for (const statement of statements) {
  const { from, to } = statement.line;
  const own = [statement.quote, statement.source.title, ...statement.roles].flatMap(folds).join("\n");
  statement.text = [own, nodes.get(from).text, nodes.get(to).text].join("\n");
}

const matches = (text, query) => folds(query.trim()).some((form) => text.includes(form));

// Entities that a query may mean, the best first: name before part of a name, well connected before others.
function suggestions(query, limit = 12) {
  const wanted = folds(query.trim());
  if (!wanted[0]) return [];
  const found = [];
  for (const node of nodes.values()) {
    let best = null;
    for (const { name, forms } of node.folded) {
      const rank = Math.min(...forms.map((form, place) => rankOf(form, wanted[place])));
      if (rank < 3 && (!best || rank < best.rank)) best = { node, name, rank };
    }
    if (best) found.push(best);
  }
  return found.sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree || (a.node.name < b.node.name ? -1 : 1)).slice(0, limit);
}

function rankOf(form, wanted) {
  if (form === wanted) return 0;
  const place = form.indexOf(wanted);
  if (place < 0) return 3;
  return place === 0 || /[^\p{L}\p{N}]/u.test(form[place - 1]) ? 1 : 2;
}
