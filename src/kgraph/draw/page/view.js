// Where the drawing looks: movement, the arrow keys, and what changes when the state does.

for (const node of nodes.values()) {
  node.rows = wrap(node.label, 20, 2);
  node.rowsInFull = wrap(node.name, 28, 4);
}

const drawn = (() => {
  readAddress();
  measureShown();
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  return start();
})();

const animation = () => (motion() === "instant" ? false : { duration: 350, easingFunction: "easeInOutQuad" });

// The library's own fit knows no extent of nodes that are drawn by hand, and leaves some outside.
function fitTo(ids, closest = 1.4, how = animation()) {
  const places = Object.values(network.getPositions(ids));
  if (!places.length) return;
  const [left, right] = bounds(places.map(({ x }) => x));
  const [top, bottom] = bounds(places.map(({ y }) => y));
  // Room for a symbol and its label, in pixels on each side.
  const across = (canvas.clientWidth - 2 * Math.min(70, canvas.clientWidth / 10)) / Math.max(right - left, 1);
  const down = (canvas.clientHeight - 2 * 45) / Math.max(bottom - top, 1);
  const scale = Math.min(Math.max(Math.min(across, down), 0.03), closest);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: how });
}
// Not Math.min(...values): there may be too many for arguments.
const bounds = (values) => values.reduce(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [Infinity, -Infinity]);
const fitAll = () => fitTo([...shown.nodes], 1.6);

function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 6), animation: animation() });
}

// Moves only if part of what is in focus lies outside, or is too small to read.
function lookAtFocus() {
  const inside = [...focused.nodes].every((id) => {
    const { x, y } = network.canvasToDOM(nodes.get(id));
    return x > 20 && y > 20 && x < canvas.clientWidth - 20 && y < canvas.clientHeight - 40;
  });
  if (!inside || network.getScale() < 0.75) fitTo([...focused.nodes]);
}

// The neighbour that lies best in a direction: near to the ray, then near to the node.
function neighbourTowards(dx, dy) {
  const here = nodes.get(state.node);
  let best = null;
  for (const id of focus().nodes) {
    const there = nodes.get(id);
    const [x, y] = [there.x - here.x, there.y - here.y];
    const distance = Math.hypot(x, y);
    const along = (x * dx + y * dy) / (distance || 1);
    if (id === here.id || along < 0.35) continue;
    const cost = distance / along ** 2;
    if (!best || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in directions) {
    const next = nodes.has(state.node) ? neighbourTowards(...directions[event.key]) : mostConnected(1)[0]?.id;
    if (next) choose({ node: next });
  } else if (event.key === "Enter") byId("panel").focus();
  else if (event.key === "+") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fitAll();
  else return;
  event.preventDefault();
});

byId("zoom-in").addEventListener("click", () => zoom(1.4));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", fitAll);

// Where an entity or a line stands in the window, for whoever drives this page by a script.
window.kgraph = Object.freeze({
  where(id) {
    const { x, y } = network.canvasToDOM(nodes.has(id) ? nodes.get(id) : middle(lines.get(id)));
    const { left, top } = canvas.getBoundingClientRect();
    return { x: left + x, y: top + y };
  },
});

const mostConnected = (count) =>
  [...shown.nodes].map((id) => nodes.get(id)).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1)).slice(0, count);

function redraw() {
  focused = focus();
  drawn.points.update([...nodes.keys()].map((id) => ({ id, hidden: !shown.nodes.has(id) && !focused?.main.has(id) })));
  drawn.strokes.update([...lines.values()].map((line) => ({ ...lineLook(line), ...(line.id === state.edge ? { hidden: false } : {}) })));
}

// Lines keep their width on the screen, roughly: they are made anew when the scale has changed by a fifth.
function thicken() {
  const wanted = 1 / Math.min(Math.max(network.getScale() * 1.15, 0.12), 1);
  if (Math.abs(Math.log(wanted / thicker)) < 0.18) return;
  thicker = wanted;
  drawn.strokes.update([...lines.values()].map((line) => ({ id: line.id, width: lineLook(line).width })));
}
let thickening = 0;
network.on("afterDrawing", () => {
  cancelAnimationFrame(thickening);
  thickening = requestAnimationFrame(thicken);
});

whenChanged((before) => {
  redraw();
  if (focused && (before.node !== state.node || before.edge !== state.edge)) lookAtFocus();
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
function recolour() {
  readColours();
  redraw();
}
