/** The explorer: puts the parts together and keeps model, address and drawing in step. */

import type { App } from "./app";
import { readConfig, Words } from "./config";
import { el, part } from "./dom";
import "./explore.css";
import { saveCsv, savePng, saveSvg, saveTurtle } from "./export";
import { Filters } from "./filters";
import { listen } from "./keys";
import { Model, type Node } from "./model";
import { Panel } from "./panel";
import { Search } from "./search";
import { Server } from "./server";
import { Stage } from "./stage/stage";
import { askedFor, readState, writeState, type State } from "./state";
import { Table } from "./table";
import { viewOf, type View } from "./view";
import { Workshop } from "./work";

class Explorer implements App {
  readonly words: Words;
  readonly server: Server;
  model = new Model();
  state: State = readState(location.search);
  view: View;
  private readonly symmetric: Set<string>;
  private readonly workshop: Workshop;
  private readonly stage: Stage;
  private readonly panel: Panel;
  private readonly table: Table;
  private readonly filters: Filters;
  /** What the model was asked for; see `askedFor`. */
  private asked = "";
  private turn = 0;

  constructor() {
    this.words = new Words(readConfig(part("explorer")));
    this.server = new Server(this.words.config);
    this.symmetric = this.words.symmetric;
    this.view = viewOf(this.model, this.state, this.symmetric);
    this.workshop = new Workshop(this.words.config.addresses.worker);
    this.panel = new Panel(this);
    this.table = new Table(this);
    this.filters = new Filters(this);
    this.stage = new Stage(part("canvas"), {
      node: (key) => this.choose(key),
      expand: (key) => this.expand(key),
      line: (a, b) => this.choose(a, b),
      nothing: () => this.choose(),
    });
    this.attach();
  }

  change(change: Partial<State>, step = false): void {
    this.state = { ...this.state, ...change };
    this.remember(step);
    void this.update();
  }

  choose(...keys: string[]): void {
    if (keys.join(" ") === this.state.chosen.join(" ")) return;
    this.state = { ...this.state, chosen: keys };
    this.remember(true);
    this.point();
  }

  expand(key: string): void {
    if (this.state.centres.includes(key)) return;
    this.change({ centres: [...this.state.centres, key], chosen: [key] }, true);
  }

  say(text: string): void {
    part("told").textContent = text;
  }

  /** Fetch what the state asks for and the model lacks, then show it. */
  async update(): Promise<void> {
    const turn = ++this.turn;
    const asked = askedFor(this.state);
    try {
      if (asked !== this.asked) await this.load(asked, () => turn === this.turn);
      if (turn !== this.turn) return;
      await this.show(turn);
    } catch (fault) {
      this.busy(false);
      this.say(fault instanceof Error ? fault.message : String(fault));
    }
  }

  private async load(asked: string, current: () => boolean): Promise<void> {
    const { state } = this;
    this.busy(true);
    // What is there already keeps its place, if the view was only extended.
    const grows = this.asked !== "" && isExtension(this.asked, asked);
    const model = grows ? this.model : new Model();
    const search = askedFor({ ...state, path: null });
    const [network, path] = await Promise.all([
      search ? this.server.network(search) : null,
      state.path ? this.server.path(state.path.from, state.path.to, state.validOn) : null,
    ]);
    if (!current()) return;
    if (network) {
      model.leftOut = { nodes: 0, statements: 0 };
      model.add(network);
    }
    if (path) model.add({ ...path.network, left_out: { nodes: 0, statements: 0 } });
    this.model = model;
    this.panel.path = path;
    this.asked = asked;
    this.filters.grown();
    this.busy(false);
  }

  private async show(turn: number): Promise<void> {
    this.view = viewOf(this.model, this.state, this.symmetric);
    const { nodes, lines } = this.view;
    if (nodes.some((node) => Number.isNaN(node.x))) await this.workshop.place(nodes, lines);
    const weight = this.state.size === "betweenness" ? await this.workshop.betweenness(nodes, lines) : this.byDegree();
    const community = this.state.communities ? await this.workshop.communities(nodes, lines) : null;
    if (turn !== this.turn) return;
    const path = this.panel.path && this.state.path ? this.panel.path.steps : [];
    const keys = path.length ? [path[0]!.start, ...path.map((step) => step.goal)] : [];
    this.stage.show(this.view, { weight, community, centres: new Set(this.state.centres), path: keys, chosen: this.state.chosen });
    this.filters.show();
    this.panel.show();
    part("explorer").dataset.drawn = String(turn);
    // Rows by the thousand are sorted when the picture is there.
    if (nodes.length > 1000) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    if (turn !== this.turn) return;
    this.table.show();
    part("empty").hidden = nodes.length > 0;
    const { size, communities } = this.state;
    part<HTMLSelectElement>("size").value = size;
    part<HTMLInputElement>("communities").checked = communities;
    this.say(this.words.t("shown", { nodes: nodes.length, statements: this.view.statements.length }));
    part("explorer").dataset.shown = String(turn);
  }

  private point(): void {
    this.stage.point(this.state.chosen);
    this.panel.show();
    this.table.point();
    const [one, other] = this.state.chosen.map((key) => this.model.nodes.get(key)?.label ?? "");
    if (one) this.say(other ? `${one} – ${other}` : one);
  }

  private byDegree(): Map<Node, number> {
    const { degrees } = this.view;
    const most = Math.max(1, ...degrees.values());
    return new Map([...degrees].map(([node, degree]) => [node, Math.sqrt(degree / most)]));
  }

  private remember(step: boolean): void {
    const address = location.pathname + writeState(this.state) + location.hash;
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  private busy(busy: boolean): void {
    part("explorer").setAttribute("aria-busy", String(busy));
    if (busy) this.say(this.words.t("loading"));
  }

  private attach(): void {
    const coarse = (type: string) => this.words.config.coarse[type] ?? "Entity";
    const search = new Search(this, part("search"), part("hits"), coarse, (key) => {
      search.field.value = "";
      if (this.state.centres.includes(key)) this.choose(key);
      else this.expand(key);
      part("canvas").focus();
    });
    for (const end of ["from", "to"]) {
      const field = part<HTMLInputElement>(`path-${end}`);
      new Search(this, field, part(`path-${end}-hits`), coarse, (key, label) => {
        field.value = label;
        field.dataset.key = key;
        this.findPath();
      });
    }
    part("path-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.findPath();
    });
    part("size").addEventListener("change", (event) => this.change({ size: (event.target as HTMLSelectElement).value as State["size"] }, true));
    part("communities").addEventListener("change", (event) => this.change({ communities: (event.target as HTMLInputElement).checked }, true));
    part("zoom-in").addEventListener("click", () => this.stage.zoom(1.5));
    part("zoom-out").addEventListener("click", () => this.stage.zoom(1 / 1.5));
    part("fit").addEventListener("click", () => this.stage.fit());
    this.saving();
    listen(this, this.stage, () => this.panel.focus());
    addEventListener("popstate", () => {
      this.state = readState(location.search);
      void this.update();
    });
    const restyle = () => this.stage.restyle();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
    new MutationObserver(restyle).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    new ResizeObserver(() => this.stage.resize()).observe(part("canvas"));
  }

  private findPath(): void {
    const [from, to] = ["path-from", "path-to"].map((id) => part(id).dataset.key);
    if (!from || !to || from === to) return;
    part<HTMLDetailsElement>("path").open = false;
    this.change({ path: { from, to }, chosen: [] }, true);
  }

  private saving(): void {
    const menu = part<HTMLDetailsElement>("save");
    const files: Record<string, () => void | Promise<void>> = {
      png: () => savePng(this.stage.picture()),
      svg: () => saveSvg(this.stage.picture()),
      csv: () => saveCsv(this, this.table.statements()),
      ttl: () => saveTurtle(this, this.view.statements),
    };
    for (const [kind, run] of Object.entries(files)) {
      part(`save-${kind}`).addEventListener("click", () => {
        menu.open = false;
        Promise.resolve(run()).catch((fault: Error) => this.say(fault.message));
      });
    }
  }

  /** Where a node is drawn, in pixels of the window; for tests, which point as a reader does. */
  where(key: string): { x: number; y: number } | null {
    const place = this.stage.where(key);
    const box = part("canvas").getBoundingClientRect();
    return place && { x: place.x + box.left, y: place.y + box.top };
  }
}

/** True if everything that was asked for before is asked for still. */
function isExtension(before: string, now: string): boolean {
  const [old, next] = [readState(before), readState(now)];
  return (
    old.centres.every((key) => next.centres.includes(key)) &&
    old.among.join() === next.among.join() &&
    JSON.stringify(old.question) === JSON.stringify(next.question) &&
    old.all === next.all &&
    (old.path === null || JSON.stringify(old.path) === JSON.stringify(next.path))
  );
}

try {
  const explorer = new Explorer();
  Object.assign(window, { kgraph: { where: (key: string) => explorer.where(key) } });
  document.documentElement.classList.add("explorer-ready");
  void explorer.update();
} catch (fault) {
  // Without WebGL, say; the pages of the entities and the answers of the queries tell the same.
  document.getElementById("failed")?.removeAttribute("hidden");
  document.getElementById("explorer")?.classList.add("failed");
  document.getElementById("told")?.replaceChildren(el("span", {}, fault instanceof Error ? fault.message : String(fault)));
  throw fault;
}
