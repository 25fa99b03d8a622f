// The drawing: vis-network with fixed places; shapes, names and words on lines are painted here.

const canvas = byId("canvas");
const paint = {}; // colours as the theme has them
let network = null;
let hovered = { node: null, line: null };
const outlines = Object.fromEntries(Object.entries(look).map(([kind, { path }]) => [kind, new Path2D(path)]));
const widths = new Map(); // measured names
const HUB = 8; // neighbours from which a name is set bolder

function readColours() {
  const probe = element("span");
  canvas.append(probe);
  const colour = (value) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  for (const name of ["surface", "ink", "quiet", "accent", "edge", "edge-strong", "denied"]) paint[name] = colour(`var(--${name})`);
  for (const kind of Object.keys(look)) paint[kind] = colour(`var(--type-${kind.toLowerCase()})`);
  probe.remove();
}

// What is in focus: the chosen line's ends, or the chosen entity with its neighbours; null if everything is.
function focus() {
  const line = lines.get(state.edge);
  if (line) return { main: new Set([line.from, line.to]), nodes: new Set([line.from, line.to]), lines: new Set([line]) };
  const node = nodes.get(state.node);
  if (!node) return null;
  const around = node.lines.filter((each) => shown.lines.has(each));
  return { main: new Set([node.id]), nodes: new Set([node.id, ...around.flatMap((each) => [each.from, each.to])]), lines: new Set(around) };
}
let focused = null;
let thicker = 1; // lines drawn from afar, so that they stay about a pixel wide

// Radius on the plane: grows with the root of the neighbours, never below a few pixels on the screen.
const radius = (node) => Math.max(node.size, Math.min(2.3 + Math.sqrt(node.degree), 7) / network.getScale());

function paintNode({ ctx, id, x, y }) {
  const node = nodes.get(id);
  const size = radius(node);
  const chosen = focused?.main.has(id);
  return {
    drawNode() {
      ctx.globalAlpha = focused && !focused.nodes.has(id) ? 0.16 : 1;
      ctx.translate(x, y);
      ctx.scale(size / 9, size / 9);
      ctx.lineJoin = "round";
      const unit = 9 / size / network.getScale(); // one pixel of the screen
      if (chosen || hovered.node === id) {
        ctx.strokeStyle = paint.accent;
        ctx.lineWidth = (chosen ? 7 : 5) * unit;
        ctx.stroke(outlines[node.group]);
      }
      ctx.strokeStyle = paint.surface;
      ctx.lineWidth = 3 * unit;
      ctx.stroke(outlines[node.group]);
      ctx.fillStyle = paint[node.group];
      ctx.fill(outlines[node.group]);
    },
    nodeDimensions: { width: size * 2.2, height: size * 2.2 },
  };
}

function lineLook(line) {
  const near = focused?.lines.has(line);
  const colour = line.status === "denied" ? paint.denied : near ? paint["edge-strong"] : paint.edge;
  const many = line.statements.filter((each) => shown.statements.has(each)).length;
  return {
    id: line.id,
    hidden: !shown.lines.has(line),
    width: ((near ? 1.8 : 1.1) + Math.min(many - 1, 4) * 0.5) * thicker,
    color: { color: colour, opacity: focused && !near ? 0.12 : near ? 1 : shown.lines.size > 200 ? 0.65 : 1 },
  };
}

function start() {
  readColours();
  const points = [...nodes.values()].map(({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer: paintNode }));
  const strokes = [...lines.values()].map((line) => ({
    id: line.id, from: line.from, to: line.to, dashes: line.dashes, smooth: line.smooth, arrows: line.arrows, ...lineLook(line),
  }));
  const points_ = new vis.DataSet(points);
  const strokes_ = new vis.DataSet(strokes);
  network = new vis.Network(canvas, { nodes: points_, edges: strokes_ }, JSON.parse(data.options));
  network.on("afterDrawing", paintWords);
  network.on("click", ({ nodes: [node], edges: [edge] }) => choose(node !== undefined ? { node } : { edge: edge ?? "" }));
  network.on("hoverNode", ({ node }) => hover({ node, line: null }));
  network.on("hoverEdge", ({ edge }) => hover({ node: null, line: edge }));
  network.on("blurNode", () => hover({ node: null, line: null }));
  network.on("blurEdge", () => hover({ node: null, line: null }));
  return { points: points_, strokes: strokes_ };
}

function hover(what) {
  hovered = what;
  canvas.style.cursor = what.node !== null || what.line !== null ? "pointer" : "";
  network.redraw();
}

// Names and words stay equally large on the screen; whichever would cover another is left out, the least important first.
function paintWords(ctx) {
  const scale = network.getScale();
  const { x: left, y: top } = network.DOMtoCanvas({ x: 6, y: -10 });
  const { x: right, y: bottom } = network.DOMtoCanvas({ x: canvas.clientWidth - 6, y: canvas.clientHeight + 10 });
  const taken = [];
  const crowd = [...(focused?.nodes ?? shown.nodes)].map((id) => nodes.get(id)).filter(({ x, y }) => x > left && x < right && y > top && y < bottom);
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { node, weight } of namesByWeight()) {
    if (crowd.includes(node) || hovered.node === node.id) paintName(ctx, { scale, taken, crowd, left, right }, node, weight > 1);
  }
  const near = scale > 1.15 || (shown.lines.size <= 80 && scale > 0.7);
  const worded = focused ? [...focused.lines] : near ? [...shown.lines] : [];
  const extra = hovered.line !== null ? lines.get(hovered.line) : null;
  if (extra && !worded.includes(extra)) worded.unshift(extra);
  for (const line of worded) paintPredicate(ctx, scale, taken, line, line === extra || line.id === state.edge);
  ctx.restore();
}

function namesByWeight() {
  const all = [];
  for (const id of shown.nodes) {
    const node = nodes.get(id);
    if (focused && !focused.nodes.has(id) && hovered.node !== id) continue;
    // From afar only whoever has some neighbours is named.
    if (!focused && node.degree * network.getScale() < 0.9 && hovered.node !== id && shown.nodes.size > 60) continue;
    const weight = focused?.main.has(id) ? 3 : hovered.node === id ? 4 : 0;
    all.push({ node, weight });
  }
  return all.sort((a, b) => b.weight - a.weight || b.node.degree - a.node.degree || (a.node.id < b.node.id ? -1 : 1));
}

// Takes the box if nobody has it; boxes are left, top, right, bottom on the plane.
function take(taken, box, always) {
  if (!always && taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return false;
  taken.push(box);
  return true;
}

function paintName(ctx, { scale, taken, crowd, left, right }, node, strong) {
  const size = (strong ? 14 : node.degree >= HUB ? 13 : 12) / scale;
  ctx.font = `${strong || node.degree >= HUB ? 600 : 450} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const rows = strong ? node.rowsInFull : node.rows;
  const key = `${strong}${node.id}`;
  if (!widths.has(key)) widths.set(key, Math.max(...rows.map((row) => ctx.measureText(row).width)) / size);
  const half = (widths.get(key) * size) / 2;
  const first = node.y + radius(node) * 1.15 + 8 / scale;
  // Near the edge a name moves inwards rather than being cut.
  const x = Math.min(Math.max(node.x, left + half), right - half);
  const box = [x - half - 8 / scale, first - size * 0.9, x + half + 8 / scale, first + (rows.length - 0.1) * size * 1.15];
  const covers = (other) => other !== node && other.x > box[0] && other.x < box[2] && other.y > box[1] && other.y < box[3];
  // A name may lie on points that matter less, but not on a crowd of them.
  const covered = strong ? [] : crowd.filter(covers);
  if (covered.some((other) => other.degree >= node.degree) || (covered.length > 1 && node.degree < HUB)) return;
  if (!take(taken, box, strong)) return;
  ctx.strokeStyle = paint.surface;
  ctx.lineWidth = 3.5 / scale;
  ctx.fillStyle = paint.ink;
  rows.forEach((row, place) => {
    ctx.strokeText(row, x, first + place * size * 1.15);
    ctx.fillText(row, x, first + place * size * 1.15);
  });
}

const lineWords = (line) => predicateLabel(line.predicate) + (line.status === "fact" ? "" : ` (${text(line.status)})`);

function paintPredicate(ctx, scale, taken, line, always) {
  if (!shown.lines.has(line) && line.id !== state.edge) return;
  const { x, y } = middle(line);
  const size = 11.5 / scale;
  ctx.font = `500 ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const words = lineWords(line);
  const half = ctx.measureText(words).width / 2 + 5 / scale;
  const box = [x - half, y - size * 0.85, x + half, y + size * 0.85];
  if (!take(taken, box, always)) return;
  ctx.fillStyle = paint.surface;
  ctx.globalAlpha = 0.92;
  ctx.beginPath();
  ctx.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], size * 0.6);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = line.status === "denied" ? paint.denied : paint.quiet;
  ctx.fillText(words, x, y + size * 0.05);
}

// The middle of a line as vis-network bends it: a curve through a point beside the straight middle.
function middle(line) {
  const from = nodes.get(line.from);
  const to = nodes.get(line.to);
  const straight = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (!line.smooth.enabled) return straight;
  const turn = line.smooth.type === "curvedCW" ? 1 : -1;
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const reach = (0.5 * line.smooth.roundness + 0.5) * Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx) + (0.5 * turn * line.smooth.roundness + 0.5) * Math.PI;
  const via = { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
  return { x: straight.x / 2 + via.x / 2, y: straight.y / 2 + via.y / 2 };
}

// Two rows of a name at most, and the whole of it for whoever asks.
function wrap(name, width, most) {
  const rows = [""];
  for (const word of plainly(name).split(/\s+/)) {
    if (rows.at(-1) && (rows.at(-1) + word).length >= width) rows.push("");
    rows[rows.length - 1] = `${rows.at(-1)} ${word}`.trim();
  }
  if (rows.length > most) rows.splice(most, rows.length, `${rows[most - 1].slice(0, width - 1)}…`.replace(/\s*…$/, "…"));
  if (rows.length > most) rows.splice(most - 1, 1);
  return rows.map((row) => (row.length > width * 1.6 ? `${row.slice(0, width * 1.6 - 1)}…` : row));
}
