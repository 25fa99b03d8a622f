/** The keyboard: `/` searches, arrows go to the neighbour in that direction, Enter expands, Esc steps back, `?` helps. */

import type { App } from "./app";
import { part } from "./dom";
import type { Node } from "./model";
import type { Stage } from "./stage/stage";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function listen(app: App, stage: Stage, readPanel: () => void): void {
  const canvas = part("canvas");
  const help = part<HTMLDialogElement>("help");
  part("help-open").addEventListener("click", () => help.showModal());
  part("help-close").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = (event.target as HTMLElement).closest("input:not([type=range]):not([type=checkbox]), textarea, select, .CodeMirror");
    if (event.key === "Escape") back(app);
    else if (typing) return;
    else if (event.key === "/") part("search").focus();
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as globalThis.Node)) menu.open = false;
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) go(app, stage, arrow);
    else if (event.key === "Enter" && app.state.chosen.length === 1) app.expand(app.state.chosen[0]!);
    else if (event.key === " ") readPanel();
    else if (event.key === "+" || event.key === "=") stage.zoom(1.4);
    else if (event.key === "-") stage.zoom(1 / 1.4);
    else if (event.key === "0") stage.fit();
    else return;
    event.preventDefault();
  });
}

function back(app: App): void {
  const open = openMenus();
  if (open.length) for (const menu of open) menu.open = false;
  else if (app.state.chosen.length) app.choose();
  else if (app.state.path) app.change({ path: null }, true);
}

function openMenus(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
}

/** Choose the neighbour that lies most nearly in a direction; with nothing chosen, the best connected node. */
function go(app: App, stage: Stage, [dx, dy]: readonly [number, number]): void {
  const key = app.state.chosen.at(-1);
  const from = key === undefined ? undefined : app.model.nodes.get(key);
  const next = from && app.view.nodes.includes(from) ? beside(app, from, dx, dy) : first(app);
  if (!next) return;
  app.choose(next.key);
  stage.reveal(next.key);
}

function first(app: App): Node | undefined {
  const asked = app.state.centres.map((key) => app.model.nodes.get(key)).find((node) => node && app.view.nodes.includes(node));
  return asked ?? [...app.view.degrees].sort((a, b) => b[1] - a[1] || (a[0].key < b[0].key ? -1 : 1))[0]?.[0] ?? app.view.nodes[0];
}

function beside(app: App, from: Node, dx: number, dy: number): Node | undefined {
  let best: Node | undefined;
  let least = Infinity;
  for (const { a, b } of app.view.lines) {
    if (a !== from && b !== from) continue;
    const other = a === from ? b : a;
    const [x, y] = [other.x - from.x, other.y - from.y];
    const along = x * dx + y * dy;
    if (along <= 0) continue;
    const across = Math.abs(x * dy - y * dx);
    const cost = along + 2.2 * across;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
