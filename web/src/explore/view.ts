/** What of the model is shown: the filters of a state applied, and statements of the same ends gathered into lines. */

import type { Model, Node, Statement } from "./model";
import type { State } from "./state";
import { knownOn, validOn, type Truth } from "./time";

/** One drawn line: every shown statement between two entities, whatever its direction. */
export interface Line {
  readonly id: string;
  /** Ends in the order of the best statement, so that an arrow can point from `a` to `b`. */
  readonly a: Node;
  readonly b: Node;
  /** The most certain first; facts before the rest. */
  readonly statements: readonly Statement[];
  /** What the line claims: that of its first statement. */
  readonly status: string;
  /** False if statements read both ways, or their predicate does. */
  readonly directed: boolean;
  /** True if of no statement it is certain that it holds on the chosen day. */
  readonly uncertain: boolean;
}

export interface View {
  readonly nodes: readonly Node[];
  readonly lines: readonly Line[];
  readonly statements: readonly Statement[];
  /** Statement → whether it holds on the chosen day; empty where none is chosen. */
  readonly truth: ReadonlyMap<Statement, Truth>;
  /** How many nodes of each coarse type the other filters let through: for the legend. */
  readonly typeCounts: ReadonlyMap<string, number>;
  readonly predicateCounts: ReadonlyMap<string, number>;
  readonly statusCounts: ReadonlyMap<string, number>;
  readonly truthCounts: ReadonlyMap<Truth, number>;
  readonly degrees: ReadonlyMap<Node, number>;
}

const RANK: Record<string, number> = { fact: 0, planned: 1, ended: 2, denied: 3 };

export function lineId(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

export function viewOf(model: Model, state: State, symmetric: ReadonlySet<string>): View {
  const truth = new Map<Statement, Truth>();
  const counts = { type: new Map<string, Set<Node>>(), predicate: counter(), status: counter(), truth: counter<Truth>() };
  const shown: Statement[] = [];
  for (const statement of model.statements.values()) {
    const passed = passes(statement, state, truth);
    const failed = (Object.keys(passed) as (keyof typeof passed)[]).filter((name) => !passed[name]);
    // What a filter counts is what would be shown if it let everything through.
    const only = (name: keyof typeof passed) => failed.length === 0 || (failed.length === 1 && failed[0] === name);
    if (only("predicate")) count(counts.predicate, statement.predicate);
    if (only("status")) count(counts.status, statement.status);
    if (only("truth") && state.validOn) count(counts.truth, truth.get(statement)!);
    if (only("type")) {
      for (const node of [statement.subject, statement.object]) {
        const known = counts.type.get(node.coarse);
        if (known) known.add(node);
        else counts.type.set(node.coarse, new Set([node]));
      }
    }
    if (!failed.length) shown.push(statement);
  }
  const lines = linesOf(shown, truth, symmetric);
  const degrees = new Map<Node, number>();
  for (const { a, b } of lines) for (const end of [a, b]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const nodes = new Set(degrees.keys());
  for (const key of model.centres) {
    const node = model.nodes.get(key);
    if (node && !state.hiddenTypes.has(node.coarse)) nodes.add(node);
  }
  return {
    nodes: [...nodes],
    lines,
    statements: shown,
    truth,
    typeCounts: new Map([...counts.type].map(([type, members]) => [type, members.size])),
    predicateCounts: counts.predicate,
    statusCounts: counts.status,
    truthCounts: counts.truth,
    degrees,
  };
}

function passes(statement: Statement, state: State, truth: Map<Statement, Truth>) {
  const { subject, object, predicate, status } = statement;
  let holds = true;
  if (state.validOn) {
    const answer = validOn(statement, state.validOn);
    truth.set(statement, answer);
    holds = state.truths.has(answer);
  }
  return {
    type: !state.hiddenTypes.has(subject.coarse) && !state.hiddenTypes.has(object.coarse),
    predicate: !state.hiddenPredicates.has(predicate),
    status: !state.hiddenStatuses.has(status),
    land: !state.land || subject.lands.includes(state.land) || object.lands.includes(state.land),
    known: !state.knownOn || knownOn(statement, state.knownOn) === "yes",
    truth: holds,
  };
}

export function linesOf(
  statements: readonly Statement[],
  truth: ReadonlyMap<Statement, Truth>,
  symmetric: ReadonlySet<string>,
): Line[] {
  const pairs = new Map<string, Statement[]>();
  for (const statement of statements) {
    if (statement.subject === statement.object) continue;
    const id = lineId(statement.subject.key, statement.object.key);
    const known = pairs.get(id);
    if (known) known.push(statement);
    else pairs.set(id, [statement]);
  }
  return [...pairs].map(([id, found]) => {
    found.sort(better);
    const best = found[0]!;
    return {
      id,
      a: best.subject,
      b: best.object,
      statements: found,
      status: best.status,
      directed: found.every((each) => each.subject === best.subject && !symmetric.has(each.predicate)),
      uncertain: truth.size > 0 && found.every((each) => truth.get(each) !== "yes"),
    };
  });
}

function better(a: Statement, b: Statement): number {
  return (RANK[a.status] ?? 9) - (RANK[b.status] ?? 9) || b.confidence - a.confidence || (a.id < b.id ? -1 : 1);
}

function counter<Key extends string = string>(): Map<Key, number> {
  return new Map();
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
