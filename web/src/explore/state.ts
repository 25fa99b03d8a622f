/** What the reader sees, as far as it stands in the address: whoever passes the address on passes the view on. */

import type { Truth } from "./time";

export interface State {
  /** Keys of the entities that the view starts from or was extended at. */
  centres: string[];
  /** Keys of entities that are shown without their neighbours, such as those of an answer. */
  among: string[];
  /** A named query whose result is shown, with its parameters. */
  question: { name: string; values: Record<string, string> } | null;
  /** Everything, as far as it can be shown. */
  all: boolean;
  path: { from: string; to: string } | null;
  hiddenTypes: Set<string>;
  hiddenPredicates: Set<string>;
  hiddenStatuses: Set<string>;
  land: string | null;
  validOn: string | null;
  knownOn: string | null;
  /** Which answers to "valid on" are shown. */
  truths: Set<Truth>;
  size: "degree" | "betweenness";
  communities: boolean;
  /** An entity's key, or the two keys of a line. */
  chosen: string[];
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const TRUTHS: readonly Truth[] = ["yes", "unknown", "no"];

export function emptyState(): State {
  return {
    centres: [],
    among: [],
    question: null,
    all: false,
    path: null,
    hiddenTypes: new Set(),
    hiddenPredicates: new Set(),
    hiddenStatuses: new Set(),
    land: null,
    validOn: null,
    knownOn: null,
    truths: new Set<Truth>(["yes", "unknown"]),
    size: "degree",
    communities: false,
    chosen: [],
  };
}

export function readState(search: string): State {
  const given = new URLSearchParams(search);
  const state = emptyState();
  state.centres = [...new Set(given.getAll("entity").filter(Boolean))];
  state.among = [...new Set((given.get("keys") ?? "").split(",").filter(Boolean))];
  const name = given.get("query");
  if (name) {
    const values: Record<string, string> = {};
    for (const [key, value] of given) if (key.startsWith("q.") && value) values[key.slice(2)] = value;
    state.question = { name, values };
  }
  state.all = given.get("all") === "1";
  const [from, to] = given.getAll("path");
  if (from && to) state.path = { from, to };
  state.hiddenTypes = new Set(given.getAll("hide-type"));
  state.hiddenPredicates = new Set(given.getAll("hide-predicate"));
  state.hiddenStatuses = new Set(given.getAll("hide-status"));
  state.land = given.get("land");
  state.validOn = day(given.get("valid"));
  state.knownOn = day(given.get("known"));
  const truths = TRUTHS.filter((truth) => given.getAll("holds").includes(truth));
  if (truths.length) state.truths = new Set(truths);
  state.size = given.get("size") === "betweenness" ? "betweenness" : "degree";
  state.communities = given.get("communities") === "1";
  state.chosen = given.getAll("chosen").slice(0, 2);
  return state;
}

/** The same as text behind the path, empty for the empty state; the order is fixed. */
export function writeState(state: State): string {
  const given = new URLSearchParams();
  for (const key of state.centres) given.append("entity", key);
  if (state.among.length) given.append("keys", state.among.join(","));
  if (state.question) {
    given.append("query", state.question.name);
    for (const [key, value] of Object.entries(state.question.values).sort()) given.append(`q.${key}`, value);
  }
  if (state.all) given.append("all", "1");
  if (state.path) for (const end of [state.path.from, state.path.to]) given.append("path", end);
  for (const name of [...state.hiddenTypes].sort()) given.append("hide-type", name);
  for (const name of [...state.hiddenPredicates].sort()) given.append("hide-predicate", name);
  for (const name of [...state.hiddenStatuses].sort()) given.append("hide-status", name);
  if (state.land) given.append("land", state.land);
  if (state.validOn) given.append("valid", state.validOn);
  if (state.knownOn) given.append("known", state.knownOn);
  const usual = state.truths.size === 2 && state.truths.has("yes") && state.truths.has("unknown");
  if (!usual) for (const truth of TRUTHS) if (state.truths.has(truth)) given.append("holds", truth);
  if (state.size !== "degree") given.append("size", state.size);
  if (state.communities) given.append("communities", "1");
  for (const key of state.chosen) given.append("chosen", key);
  const text = given.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** What has to be asked of the server; the rest of the state only changes how it is shown. */
export function askedFor(state: State): string {
  const { centres, among, question, all, path } = state;
  return writeState({ ...emptyState(), centres, among, question, all, path });
}

function day(text: string | null): string | null {
  return text && DAY.test(text) ? text : null;
}
