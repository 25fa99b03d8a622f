/** The table twin: every statement that is shown, as rows; sortable, and what a screen reader reads. */

import type { App } from "./app";
import { el, name, part } from "./dom";
import { entityLink, statusBadge } from "./evidence";
import type { Statement } from "./model";
import { sorted } from "./panel";

const PAGE = 100;

type Value = (statement: Statement) => string | number;

export class Table {
  private readonly body = part<HTMLTableSectionElement>("rows");
  private readonly more = part<HTMLButtonElement>("more-rows");
  private column = "date";
  private down = true;
  private shown = PAGE;

  constructor(private readonly app: App) {
    this.more.addEventListener("click", () => {
      this.shown += PAGE * 5;
      this.show();
    });
    for (const head of this.heads()) {
      head.querySelector("button")?.addEventListener("click", () => this.sortBy(head.dataset.column ?? ""));
    }
  }

  /** Fill in the rows of the view. */
  show(): void {
    const { app } = this;
    const rows = this.statements();
    this.body.replaceChildren(...rows.slice(0, this.shown).map((statement) => this.row(statement)));
    this.more.hidden = rows.length <= this.shown;
    part("row-count").textContent = app.words.t("rows", { n: rows.length });
    for (const head of this.heads()) {
      const own = head.dataset.column === this.column;
      head.setAttribute("aria-sort", own ? (this.down ? "descending" : "ascending") : "none");
    }
    this.point();
  }

  /** Mark the rows of what is chosen. */
  point(): void {
    const { chosen } = this.app.state;
    for (const row of this.body.rows) {
      const ends = [row.dataset.subject, row.dataset.object];
      row.classList.toggle("chosen", chosen.length > 0 && chosen.every((key) => ends.includes(key)));
    }
  }

  /** The statements in the order of the table. */
  statements(): Statement[] {
    return sorted(this.app.view.statements, this.value(), this.down);
  }

  private heads(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("#table th[data-column]")];
  }

  private sortBy(column: string): void {
    this.down = column === this.column ? !this.down : column === "date" || column === "confidence";
    this.column = column;
    this.show();
  }

  private value(): Value {
    const { words } = this.app;
    const values: Record<string, Value> = {
      subject: (s) => s.subject.label,
      predicate: (s) => words.predicate(s.predicate),
      object: (s) => s.object.label,
      status: (s) => words.status(s.status),
      date: (s) => s.article.date ?? "",
      sentence: (s) => s.quote ?? "",
      confidence: (s) => s.confidence,
    };
    return values[this.column] ?? values.date!;
  }

  private row(statement: Statement): HTMLElement {
    const { app } = this;
    const { words } = app;
    const truth = app.view.truth.get(statement);
    const proof = () => app.choose(statement.subject.key, statement.object.key);
    return el(
      "tr",
      { "data-subject": statement.subject.key, "data-object": statement.object.key },
      el("td", {}, entityLink(app, statement.subject)),
      el("td", {}, el("button", { type: "button", class: "link", onclick: proof }, words.predicate(statement.predicate))),
      el("td", {}, entityLink(app, statement.object)),
      el("td", {}, statusBadge(app, statement), truth && el("small", { class: "truth" }, `${words.t("holdsThen")}: ${words.t(`holds-${truth}`)}`)),
      el("td", { class: "figure" }, statement.article.date ? words.day(statement.article.date) : words.t("undated")),
      el("td", {}, statement.quote !== null ? el("q", {}, statement.quote) : el("button", { type: "button", class: "link", onclick: proof }, words.t("readSentence"))),
      el("td", { class: "figure" }, words.percent(statement.confidence), statement.note && el("small", {}, name(statement.note))),
    );
  }
}
