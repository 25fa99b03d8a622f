/** Questions to the server. A fault carries what the server says of it, to be shown as it is. */

import type { Config } from "./config";
import type { NetworkAnswer, PathAnswer, StatementAnswer, SuggestAnswer } from "./wire";

export class Refused extends Error {}

export class Server {
  constructor(private readonly config: Config) {}

  network(search: string, signal?: AbortSignal): Promise<NetworkAnswer> {
    return this.get(this.config.addresses.network + search, signal);
  }

  path(from: string, to: string, validOn: string | null, signal?: AbortSignal): Promise<PathAnswer> {
    const asked = new URLSearchParams({ from, to, ...(validOn ? { valid: validOn } : {}) });
    return this.get(`${this.config.addresses.path}?${asked}`, signal);
  }

  statement(id: string, signal?: AbortSignal): Promise<StatementAnswer> {
    return this.get(`${this.config.addresses.statement}${id.replace(/^statement\//, "")}`, signal);
  }

  /** The sentences of statements by their keys; of what has been withdrawn meanwhile there is none. */
  async quotes(ids: readonly string[]): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const part of inParts(ids)) Object.assign(found, await (await this.post(this.config.addresses.quotes, part)).json());
    return found;
  }

  /** Statements as Turtle: several documents behind each other are one. */
  async turtle(ids: readonly string[]): Promise<Blob[]> {
    const found: Blob[] = [];
    for (const part of inParts(ids)) found.push(await (await this.post(this.config.addresses.turtle, part)).blob());
    return found;
  }

  suggest(typed: string, signal?: AbortSignal): Promise<SuggestAnswer> {
    return this.get(`${this.config.addresses.suggest}?${new URLSearchParams({ q: typed, lang: this.config.language })}`, signal);
  }

  private async get<Answer>(address: string, signal?: AbortSignal): Promise<Answer> {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null });
    return (await (await sound(answer)).json()) as Answer;
  }

  private async post(address: string, ids: readonly string[]): Promise<Response> {
    const body = new URLSearchParams(ids.map((id) => ["statement", id]));
    return sound(await fetch(address, { method: "POST", body, headers: { Accept: "application/json, text/turtle;q=0.9" } }));
  }
}

/** The answer itself, if it is one. */
async function sound(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => null)) as { title?: string; error?: string; detail?: string; hint?: string } | null;
  const parts = [told?.detail ?? told?.error ?? told?.title ?? `${answer.status} ${answer.statusText}`, told?.hint];
  throw new Refused(parts.filter(Boolean).join(" – "));
}

/** A request's body may have 1 MiB, and a key takes about fifty bytes of it. */
const AT_ONCE = 10_000;

function* inParts(ids: readonly string[]): Iterable<readonly string[]> {
  for (let start = 0; start < ids.length; start += AT_ONCE) yield ids.slice(start, start + AT_ONCE);
}
