/** A field that finds entities while one types: a combobox after the pattern of ARIA. */

import type { App } from "./app";
import { el, name } from "./dom";
import { icon } from "./shapes";

const PAUSE = 90; // milliseconds after the last key

interface Hit {
  key: string;
  label: string;
  type: string;
  also: string;
}

export class Search {
  private hits: Hit[] = [];
  private active = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(
    private readonly app: App,
    readonly field: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly coarse: (type: string) => string,
    private readonly chosen: (key: string, label: string) => void,
  ) {
    field.addEventListener("input", () => {
      delete field.dataset.key;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ask(), PAUSE);
    });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  private async ask(): Promise<void> {
    const typed = this.field.value.trim();
    this.asked?.abort();
    if (!typed) return this.close();
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const { hits } = await this.app.server.suggest(typed, signal);
      this.hits = hits.slice(0, 8).map((hit) => ({ ...hit, also: hit.matched === hit.label ? "" : hit.matched }));
      this.active = this.hits.length ? 0 : -1;
      this.open();
    } catch (fault) {
      if (!signal.aborted) this.app.say(fault instanceof Error ? fault.message : String(fault));
    }
  }

  private open(): void {
    const { words } = this.app;
    const options = this.hits.map((hit, i) =>
      el(
        "li",
        { id: `${this.list.id}-${i}`, role: "option", "aria-selected": i === this.active ? "true" : "false", onclick: () => this.choose(i) },
        icon(this.coarse(hit.type)),
        el("span", { class: "label" }, name(hit.label), hit.also && el("small", {}, " ", name(hit.also))),
        el("small", {}, words.type(hit.type)),
      ),
    );
    this.list.replaceChildren(...(options.length ? options : [el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, words.t("noHit"))]));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point();
  }

  private point(): void {
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", i === this.active ? "true" : "false"));
    if (this.active >= 0) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  private choose(at: number): void {
    const hit = this.hits[at];
    if (!hit) return;
    this.close();
    this.chosen(hit.key, hit.label);
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move && open && this.hits.length) {
      event.preventDefault();
      this.active = (this.active + move + this.hits.length) % this.hits.length;
      this.point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open) this.choose(Math.max(this.active, 0));
      else void this.ask();
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    }
  }
}
