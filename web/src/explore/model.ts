/** What the page knows of the graph: entities, statements and articles, gathered from the server's answers. */

import type { NetworkAnswer } from "./wire";

export interface Node {
  readonly key: string;
  readonly label: string;
  /** What is written in the drawing: the name, or the abbreviation of a long one. */
  readonly short: string;
  readonly type: string;
  readonly coarse: string;
  readonly lands: readonly string[];
  /** How many others it is joined with in the whole graph. */
  readonly total: number;
  x: number;
  y: number;
}

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly url: string | null;
}

export interface Statement {
  readonly id: string;
  readonly subject: Node;
  readonly predicate: string;
  readonly object: Node;
  readonly status: string;
  readonly confidence: number;
  readonly article: Article;
  readonly from: string | null;
  readonly until: string | null;
  readonly note: string | null;
  readonly speaker: string | null;
  /** Null in a large network, until it is asked for. */
  quote: string | null;
}

export class Model {
  readonly nodes = new Map<string, Node>();
  readonly statements = new Map<string, Statement>();
  readonly lands = new Map<string, string>();
  /** Entities that were asked for; they are shown even where no statement is. */
  readonly centres = new Set<string>();
  leftOut = { nodes: 0, statements: 0 };
  private readonly articles = new Map<string, Article>();

  /** Take in an answer; what is known already stays as it is, with its place. */
  add(answer: NetworkAnswer): void {
    for (const { key, label } of answer.lands) this.lands.set(key, label);
    const nodes = answer.nodes.key.map((_, i) => this.node(answer, i));
    const articles = answer.articles.id.map((_, i) => this.article(answer, i));
    const columns = answer.statements;
    columns.id.forEach((id, i) => {
      if (this.statements.has(id)) return;
      this.statements.set(id, {
        id,
        subject: nodes[columns.subject[i]!]!,
        predicate: answer.predicates[columns.predicate[i]!]!,
        object: nodes[columns.object[i]!]!,
        status: answer.statuses[columns.status[i]!]!,
        confidence: columns.confidence[i]!,
        article: articles[columns.article[i]!]!,
        from: columns.from[i] ?? null,
        until: columns.until[i] ?? null,
        note: columns.note[i] ?? null,
        speaker: columns.speaker[i] ?? null,
        quote: columns.quote?.[i] ?? null,
      });
    });
    for (const centre of answer.centres) this.centres.add(centre);
    this.leftOut.nodes += answer.left_out.nodes;
    this.leftOut.statements += answer.left_out.statements;
  }

  private node(answer: NetworkAnswer, i: number): Node {
    const { nodes, lands } = answer;
    const key = nodes.key[i]!;
    const known = this.nodes.get(key);
    if (known) return known;
    const node: Node = {
      key,
      label: nodes.label[i]!,
      short: nodes.short[i] ?? nodes.label[i]!,
      type: nodes.type[i]!,
      coarse: nodes.coarse[i]!,
      lands: nodes.land[i]!.map((place) => lands[place]!.key),
      total: nodes.degree[i]!,
      x: nodes.x?.[i] ?? NaN,
      y: nodes.y?.[i] ?? NaN,
    };
    this.nodes.set(key, node);
    return node;
  }

  private article(answer: NetworkAnswer, i: number): Article {
    const id = answer.articles.id[i]!;
    const known = this.articles.get(id);
    if (known) return known;
    const { title, date, url } = answer.articles;
    const article = { id, title: title[i]!, date: date[i] ?? null, url: url[i] ?? null };
    this.articles.set(id, article);
    return article;
  }
}
