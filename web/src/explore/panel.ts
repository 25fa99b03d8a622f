/** The panel: what is known of what is chosen, its sentences; without a choice, where to begin. */

import type { App } from "./app";
import { el, name, part } from "./dom";
import { card, entityLink } from "./evidence";
import type { Node, Statement } from "./model";
import { icon } from "./shapes";
import { lineId, type Line } from "./view";
import type { PathAnswer } from "./wire";

const MOST_CARDS = 30;
const MOST_ROWS = 8;

export class Panel {
  private readonly place = part("panel");
  /** The connection that is shown, once the server has told it. */
  path: PathAnswer | null = null;

  constructor(private readonly app: App) {}

  show(): void {
    const { chosen, path } = this.app.state;
    const nodes = chosen.map((key) => this.app.model.nodes.get(key)).filter((node) => node !== undefined);
    let content: HTMLElement[];
    if (nodes.length === 2) content = this.line(nodes[0]!, nodes[1]!);
    else if (nodes.length === 1) content = this.entity(nodes[0]!);
    else if (path) content = this.connection();
    else content = this.start();
    this.place.replaceChildren(...content);
    this.place.scrollTop = 0;
  }

  focus(): void {
    this.place.focus();
  }

  private entity(node: Node): HTMLElement[] {
    const { app } = this;
    const { words } = app;
    const lines = app.view.lines.filter(({ a, b }) => a === node || b === node);
    const hidden = node.total - (app.view.degrees.get(node) ?? 0);
    return [
      el("p", { class: "kind" }, icon(node.coarse), words.type(node.type)),
      el("h2", {}, name(node.label)),
      el(
        "p",
        { class: "actions" },
        hidden > 0 && el("button", { type: "button", class: "primary", onclick: () => app.expand(node.key) }, words.t("expand", { n: hidden })),
        el("button", { type: "button", onclick: () => this.askPath(node) }, words.t("pathFrom")),
        el("a", { href: words.entity(node.key) }, words.t("page")),
      ),
      ...this.groups(node, lines),
      ...(lines.length ? [] : [el("p", { class: "quiet" }, words.t("nothingShown"))]),
    ];
  }

  /** Neighbours by what joins them, the best supported first. */
  private groups(node: Node, lines: readonly Line[]): HTMLElement[] {
    const groups = new Map<string, Map<Node, number>>();
    for (const line of lines) {
      for (const statement of line.statements) {
        const forward = statement.subject === node;
        const heading = this.app.words.predicate(statement.predicate, forward);
        const others = groups.get(heading) ?? new Map<Node, number>();
        const other = forward ? statement.object : statement.subject;
        others.set(other, (others.get(other) ?? 0) + 1);
        groups.set(heading, others);
      }
    }
    const size = (others: Map<Node, number>) => [...others.values()].reduce((a, b) => a + b, 0);
    return [...groups]
      .sort((a, b) => size(b[1]) - size(a[1]) || (a[0] < b[0] ? -1 : 1))
      .map(([heading, others]) => this.group(node, heading, others));
  }

  private group(node: Node, heading: string, others: Map<Node, number>): HTMLElement {
    const { app } = this;
    const sorted = [...others].sort((a, b) => b[1] - a[1] || a[0].label.localeCompare(b[0].label));
    const rows = sorted.map(([other, count]) =>
      el(
        "li",
        {},
        entityLink(app, other),
        el("button", { type: "button", class: "proof", onclick: () => app.choose(node.key, other.key) }, app.words.t("evidence", { n: count })),
      ),
    );
    const list = el("ul", {}, ...rows.slice(0, MOST_ROWS));
    const rest = rows.slice(MOST_ROWS);
    const all = rest.length > 0 && el("button", { type: "button", class: "link", onclick: () => (list.append(...rest), (all as HTMLElement).remove()) }, app.words.t("showAll", { n: rows.length }));
    return el("section", {}, el("h3", {}, heading, " ", el("small", {}, String(others.size))), list, all);
  }

  private line(a: Node, b: Node): HTMLElement[] {
    const { app } = this;
    const line = app.view.lines.find((each) => each.id === lineId(a.key, b.key));
    const cards = (line?.statements ?? []).map((statement) => card(app, statement));
    return [
      el("p", { class: "ends" }, entityLink(app, a), entityLink(app, b)),
      el("p", { class: "quiet" }, app.words.t("evidence", { n: cards.length })),
      ...cards.slice(0, MOST_CARDS),
      ...(cards.length > MOST_CARDS ? [el("p", { class: "quiet" }, app.words.t("inTable", { n: cards.length - MOST_CARDS }))] : []),
    ];
  }

  /** The steps of a path, each with its sentence; or how far was looked in vain. */
  private connection(): HTMLElement[] {
    const { app, path } = this;
    const { words } = app;
    const close = el("button", { type: "button", onclick: () => app.change({ path: null }, true) }, words.t("pathClose"));
    if (!path) return [el("p", { class: "quiet" }, words.t("loading"))];
    const ends = [path.from, path.to].map((key) => app.model.nodes.get(key)?.label ?? key);
    const heading = el("h2", {}, name(ends[0]!), " … ", name(ends[1]!));
    if (!path.steps.length) return [heading, el("p", {}, words.t("pathNone", { n: path.hops })), el("p", { class: "actions" }, close)];
    const steps = path.steps.flatMap(({ statement, others }) => {
      const found = app.model.statements.get(statement);
      return found ? [el("li", {}, card(app, found), others > 0 && el("p", { class: "quiet" }, words.t("pathOthers", { n: others })))] : [];
    });
    return [
      heading,
      el("p", { class: "quiet" }, words.t("pathSteps", { n: path.steps.length })),
      el("ol", { class: "steps" }, ...steps),
      el("p", { class: "actions" }, close),
    ];
  }

  private start(): HTMLElement[] {
    const { app } = this;
    const { words } = app;
    const best = [...app.view.degrees].sort((a, b) => b[1] - a[1] || (a[0].key < b[0].key ? -1 : 1)).slice(0, 10);
    if (!best.length) return this.invitation();
    const { nodes, statements } = app.model.leftOut;
    return [
      el("p", {}, words.t("hint")),
      ...(nodes ? [el("p", { class: "quiet" }, words.t("leftOut", { nodes, statements }))] : []),
      el("section", {}, el("h3", {}, words.t("mostConnected")), el("ul", {}, ...best.map(([node, degree]) => el("li", {}, entityLink(app, node), el("small", {}, words.t("lines", { n: degree })))))),
    ];
  }

  /** Nothing is shown yet: how to begin, and what else can be opened. */
  private invitation(): HTMLElement[] {
    const { words } = this.app;
    const ways = [
      ["takeovers", "?query=takeovers"],
      ["agreements", "?query=agreements"],
      ["cooperations", "?query=cooperations"],
      ["all", "?all=1"],
    ] as const;
    return [
      el("h2", {}, words.t("startTitle")),
      el("p", {}, words.t("startText")),
      el("section", {}, el("h3", {}, words.t("startOr")), el("ul", {}, ...ways.map(([name, search]) => el("li", {}, el("a", { href: search }, words.t(`start-${name}`)))))),
    ];
  }

  private askPath(node: Node): void {
    const field = part<HTMLInputElement>("path-from");
    part<HTMLDetailsElement>("path").open = true;
    field.value = node.label;
    field.dataset.key = node.key;
    part<HTMLInputElement>("path-to").focus();
  }
}

/** The statements of a view in the order of the table. */
export function sorted(statements: readonly Statement[], value: (statement: Statement) => string | number, down: boolean): Statement[] {
  const compare = new Intl.Collator("de").compare;
  const sign = down ? -1 : 1;
  return [...statements].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return a.id < b.id ? -1 : 1;
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : compare(String(x), String(y)));
  });
}
