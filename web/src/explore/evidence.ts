/** The evidence of a statement as an element: its sentence, where it stands, what is known of it. */

import type { App } from "./app";
import { el, name, webAddress } from "./dom";
import { icon } from "./shapes";
import type { Node, Statement } from "./model";

/** A link that chooses an entity, with the icon of its kind. */
export function entityLink(app: App, node: Node): HTMLElement {
  const choose = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    app.choose(node.key);
  };
  const address = app.words.entity(node.key);
  return el("a", { href: address, class: "entity", onclick: choose }, icon(node.coarse), name(node.label));
}

export function statusBadge(app: App, statement: Statement): HTMLElement {
  return el("span", { class: `status ${statement.status}` }, app.words.status(statement.status));
}

/** The sentence, read from wherever it is: large answers come without, then it is fetched. */
export function card(app: App, statement: Statement): HTMLElement {
  const { words } = app;
  const quote = el("blockquote", {}, statement.quote ?? "…");
  const facts = el("dl");
  const more = (label: string, ...value: (Node_ | string)[]) => facts.append(el("dt", {}, label), el("dd", {}, ...value));
  const truth = app.view.truth.get(statement);
  more(words.t("status"), statusBadge(app, statement));
  if (truth) more(words.t("validOn"), words.t(`holds-${truth}`));
  if (statement.note) more(words.t("note"), name(statement.note));
  if (statement.speaker) more(words.t("speaker"), name(statement.speaker));
  if (statement.from) more(words.t("validFrom"), words.day(statement.from));
  if (statement.until) more(words.t("validUntil"), words.day(statement.until));
  more(words.t("confidence"), words.percent(statement.confidence));
  const details = el("details", {}, el("summary", {}, words.t("more")), facts);
  details.addEventListener("toggle", () => void fill(app, statement, facts), { once: true });
  if (statement.quote === null) {
    void app.server.statement(statement.id).then((answer) => (quote.textContent = answer.quote));
  }
  return el(
    "article",
    { class: "card" },
    el("p", { class: "claim" }, name(statement.subject.label), " ", el("b", {}, words.predicate(statement.predicate)), " ", name(statement.object.label)),
    quote,
    el("p", { class: "where" }, ...where(app, statement)),
    details,
  );
}

type Node_ = globalThis.Node;

function where(app: App, { article }: Statement): (Node_ | string)[] {
  const page = el("a", { href: app.words.article(article.id) }, name(article.title));
  const source = webAddress(article.url);
  return [
    page,
    ` · ${article.date ? app.words.day(article.date) : app.words.t("undated")}`,
    ...(source ? [" · ", el("a", { href: source, rel: "noopener noreferrer", target: "_blank" }, app.words.t("original"))] : []),
  ];
}

/** What only the server knows: the rule, from whom it is taken over, and how many independent sources say the same. */
async function fill(app: App, statement: Statement, facts: HTMLElement): Promise<void> {
  const { words } = app;
  const answer = await app.server.statement(statement.id);
  const more = (label: string, value: string) => facts.append(el("dt", {}, label), el("dd", {}, name(value)));
  if (answer.source) more(words.t("takenFrom"), answer.source);
  more(words.t("rule"), answer.rule);
  more(words.t("sources"), String(answer.sources));
}
