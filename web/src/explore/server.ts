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

  suggest(typed: string, signal?: AbortSignal): Promise<SuggestAnswer> {
    return this.get(`${this.config.addresses.suggest}?${new URLSearchParams({ q: typed, lang: this.config.language })}`, signal);
  }

  private async get<Answer>(address: string, signal?: AbortSignal): Promise<Answer> {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null });
    if (answer.ok) return (await answer.json()) as Answer;
    const told = (await answer.json().catch(() => null)) as { title?: string; error?: string; detail?: string; hint?: string } | null;
    const parts = [told?.detail ?? told?.error ?? told?.title ?? `${answer.status} ${answer.statusText}`, told?.hint];
    throw new Refused(parts.filter(Boolean).join(" – "));
  }
}
