/** The filters: the legend is one, the others stand in a box; each says how many it would let through. */

import type { App } from "./app";
import { DASHES } from "./look";
import { el, part, svg } from "./dom";
import type { State } from "./state";
import { icon, KINDS } from "./shapes";
import { months, type Truth } from "./time";

const STATUSES = ["fact", "planned", "ended", "denied"];
const TRUTHS: readonly Truth[] = ["yes", "unknown", "no"];

export class Filters {
  private days: string[] = [];

  constructor(private readonly app: App) {
    part("reset").addEventListener("click", () => app.change(cleared(), true));
    part("land").addEventListener("change", (event) => app.change({ land: (event.target as HTMLSelectElement).value || null }, true));
    this.slider("valid", (day) => ({ validOn: day }));
    this.slider("known", (day) => ({ knownOn: day }));
  }

  /** The model has grown: there may be further Länder, and the sliders may reach further. */
  grown(): void {
    const { model } = this.app;
    const dates = [...model.statements.values()].flatMap(({ article, from, until }) => [article.date, from, until]);
    this.days = months(dates.filter((date): date is string => Boolean(date) && (date as string) >= "1990"));
    for (const clock of ["valid", "known"]) {
      part<HTMLInputElement>(`${clock}-on`).max = String(Math.max(this.days.length - 1, 0));
    }
    const select = part<HTMLSelectElement>("land");
    const lands = [...model.lands].sort((a, b) => a[1].localeCompare(b[1]));
    select.replaceChildren(el("option", { value: "" }, this.app.words.t("anyLand")), ...lands.map(([key, label]) => el("option", { value: key }, label)));
  }

  show(): void {
    const { app } = this;
    const { state, view, words } = app;
    this.chips("legend", KINDS.filter((kind) => view.typeCounts.has(kind) || state.hiddenTypes.has(kind)), state.hiddenTypes, (kind) => [icon(kind), words.type(kind)], view.typeCounts, (hiddenTypes) => ({ hiddenTypes }));
    const predicates = [...new Set([...view.predicateCounts.keys(), ...state.hiddenPredicates])].sort((a, b) => (view.predicateCounts.get(b) ?? 0) - (view.predicateCounts.get(a) ?? 0));
    this.chips("predicates", predicates, state.hiddenPredicates, (name) => [words.predicate(name)], view.predicateCounts, (hiddenPredicates) => ({ hiddenPredicates }));
    const statuses = STATUSES.filter((status) => view.statusCounts.has(status) || state.hiddenStatuses.has(status));
    this.chips("statuses", statuses, state.hiddenStatuses, (status) => [dash(status), words.status(status)], view.statusCounts, (hiddenStatuses) => ({ hiddenStatuses }));
    part<HTMLSelectElement>("land").value = state.land ?? "";
    this.clock("valid", state.validOn);
    this.clock("known", state.knownOn);
    const shown = part("truths");
    shown.hidden = !state.validOn;
    const hidden = new Set(TRUTHS.filter((truth) => !state.truths.has(truth)));
    this.chips("truths", TRUTHS, hidden, (truth) => [words.t(`holds-${truth}`)], view.truthCounts, (now) => ({ truths: new Set(TRUTHS.filter((truth) => !now.has(truth))) }));
    const count = state.hiddenPredicates.size + state.hiddenStatuses.size + Number(Boolean(state.land)) + Number(Boolean(state.validOn)) + Number(Boolean(state.knownOn));
    part("filter-count").textContent = count ? String(count) : "";
    part("filter-count").hidden = !count;
  }

  /** Buttons, pressed where something is shown; with shift, only this one stays. */
  private chips<Name extends string>(
    id: string,
    names: readonly Name[],
    hidden: ReadonlySet<string>,
    content: (name: Name) => (Node | string)[],
    counts: ReadonlyMap<Name, number>,
    change: (hidden: Set<string>) => Partial<State>,
  ): void {
    const place = part(id);
    const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.name : undefined;
    const toggle = (name: Name) => (event: MouseEvent) => {
      const others = new Set<string>(names.filter((each) => each !== name));
      const now = event.shiftKey ? others : new Set<string>(hidden);
      if (!event.shiftKey && !now.delete(name)) now.add(name);
      this.app.change(change(now), true);
    };
    const buttons = names.map((name) =>
      el("button", { type: "button", class: "chip", "data-name": name, "aria-pressed": hidden.has(name) ? "false" : "true", onclick: toggle(name) }, ...content(name), el("small", {}, String(counts.get(name) ?? 0))),
    );
    place.replaceChildren(...buttons);
    buttons.find((button) => button.dataset.name === focused)?.focus();
  }

  private slider(clock: "valid" | "known", change: (day: string | null) => Partial<State>): void {
    const range = part<HTMLInputElement>(`${clock}-on`);
    const toggle = part<HTMLInputElement>(`${clock}-use`);
    const day = () => this.days[Number(range.value)] ?? null;
    toggle.addEventListener("change", () => {
      if (toggle.checked) range.value = range.max;
      this.app.change(change(toggle.checked ? day() : null), true);
    });
    range.addEventListener("input", () => {
      toggle.checked = true;
      this.app.change(change(day()));
    });
  }

  private clock(clock: "valid" | "known", day: string | null): void {
    const range = part<HTMLInputElement>(`${clock}-on`);
    part<HTMLInputElement>(`${clock}-use`).checked = day !== null;
    const at = day === null ? -1 : this.days.findIndex((each) => each >= day);
    if (at >= 0) range.value = String(at);
    range.classList.toggle("unused", day === null);
    const told = day === null ? this.app.words.t("anyTime") : this.app.words.day(day);
    range.setAttribute("aria-valuetext", told);
    part(`${clock}-day`).textContent = told;
  }
}

function cleared(): Partial<State> {
  return {
    hiddenTypes: new Set(),
    hiddenPredicates: new Set(),
    hiddenStatuses: new Set(),
    land: null,
    validOn: null,
    knownOn: null,
    truths: new Set<Truth>(["yes", "unknown"]),
  };
}

/** The stroke of a status, as the lines have it. */
function dash(status: string): SVGElement {
  const [drawn, left] = DASHES[status] ?? [1, 0];
  const pattern = left ? `${drawn} ${left}` : undefined;
  return svg("svg", { class: `stroke ${status}`, viewBox: "0 0 28 8", "aria-hidden": "true" }, svg("path", { d: "M0 4H28", "stroke-dasharray": pattern }));
}
