/**
 * Suggestions while somebody types a name: whatever has `data-suggest` (a form or a field) tells where they come from.
 *
 * Choosing one opens its page; in a field with `data-fill="key"` it puts the key into the field instead. Without script
 * the forms work as they are.
 */

interface Hit {
  key: string;
  label: string;
  matched: string;
  type_label: string;
  page: string;
}

const PAUSE = 70; // milliseconds without a key before the server is asked
let lists = 0;

class Suggestions {
  private readonly list = document.createElement("ul");
  private hits: Hit[] = [];
  private chosen = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(private readonly field: HTMLInputElement, private readonly address: string) {
    this.list.id = `suggestions-${++lists}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", nameOf(field));
    this.list.hidden = true;
    field.parentElement?.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.pressed(event));
    field.addEventListener("blur", () => this.close());
    // Before the field loses the focus, which would close the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const place = event.target instanceof Element ? event.target.closest("li") : null;
      if (place) this.take([...this.list.children].indexOf(place));
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const typed = this.field.value.trim();
    if (typed === "") return this.close();
    const asked = (this.asked = new AbortController());
    try {
      const query = new URLSearchParams({ q: typed, lang: document.documentElement.lang });
      const answer = await fetch(`${this.address}?${query}`, { headers: { Accept: "application/json" }, signal: asked.signal });
      if (!answer.ok) return this.close();
      const { hits } = (await answer.json()) as { hits: Hit[] };
      if (asked === this.asked && document.activeElement === this.field) this.show(hits);
    } catch {
      // Overtaken by the next key, or the server is gone: the form still works.
      if (asked === this.asked) this.close();
    }
  }

  private show(hits: Hit[]): void {
    this.hits = hits;
    this.chosen = -1;
    this.list.replaceChildren(...hits.map((hit, place) => this.item(hit, place)));
    this.list.hidden = hits.length === 0;
    this.field.setAttribute("aria-expanded", String(hits.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  private item(hit: Hit, place: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("bdi");
    name.textContent = hit.label;
    const more = document.createElement("small");
    more.textContent = hit.matched === hit.label ? hit.type_label : `${hit.matched} · ${hit.type_label}`;
    item.append(name, more);
    return item;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.chosen);
    }
  }

  private move(step: number): void {
    const stops = this.hits.length + 1; // the field itself is one
    this.chosen = ((this.chosen + 1 + step + stops) % stops) - 1;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.chosen)));
    const item = this.list.children[this.chosen];
    if (item) {
      this.field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  private take(place: number): void {
    const hit = this.hits[place];
    if (!hit) return;
    this.close();
    if (this.field.dataset.fill === "key") this.field.value = hit.key;
    else location.assign(hit.page);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.asked = null;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

function nameOf(field: HTMLInputElement): string {
  return field.labels?.[0]?.textContent?.trim() ?? field.placeholder;
}

for (const place of document.querySelectorAll<HTMLElement>("[data-suggest]")) {
  const field = place instanceof HTMLInputElement ? place : place.querySelector("input");
  if (field) new Suggestions(field, place.dataset.suggest ?? "");
}

// `/` goes to the search, as in other places, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const writes = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes) return;
  const field = document.querySelector<HTMLInputElement>(".search input");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
