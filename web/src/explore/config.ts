/** What the page tells the script: addresses, words in the reader's language, the ontology's labels. */

export interface Labels {
  label: string;
  /** Read from object to subject. */
  inverse: string;
  symmetric: boolean;
}

export interface Config {
  language: string;
  addresses: { network: string; path: string; statement: string; suggest: string; turtle: string; quotes: string; entity: string; article: string; worker: string };
  texts: Record<string, string | [string, string]>;
  types: Record<string, string>;
  /** Fine type → coarse type. */
  coarse: Record<string, string>;
  predicates: Record<string, Labels>;
  statuses: Record<string, string>;
}

export function readConfig(element: HTMLElement): Config {
  return JSON.parse(element.dataset.config ?? "{}") as Config;
}

/** The words of a page. `n` chooses between one and several. */
export class Words {
  private readonly number: Intl.NumberFormat;
  private readonly share: Intl.NumberFormat;

  constructor(readonly config: Config) {
    this.number = new Intl.NumberFormat(config.language);
    this.share = new Intl.NumberFormat(config.language, { style: "percent" });
  }

  t(key: string, values: Record<string, string | number> = {}): string {
    const entry = this.config.texts[key] ?? key;
    const form = typeof entry === "string" ? entry : entry[values.n === 1 ? 0 : 1];
    return form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? this.number.format(value) : value;
    });
  }

  /** A date as the pages write it: 2023-11-20 → 20.11.2023, 2023-11 → 11/2023; in English as it is. */
  day(date: string): string {
    const parts = date.split("-");
    if (this.config.language !== "de" || !parts.every((part) => /^\d+$/.test(part))) return date;
    return parts.length === 2 ? `${parts[1]}/${parts[0]}` : parts.reverse().join(".");
  }

  /** A share of 1 as a whole percentage; German sets the sign apart. */
  percent(share: number): string {
    return this.share.format(share);
  }

  type(name: string): string {
    return this.config.types[name] ?? name;
  }

  /** A predicate, read from subject to object or the other way round. */
  predicate(name: string, forward = true): string {
    const labels = this.config.predicates[name];
    if (!labels) return name;
    return forward || labels.symmetric ? labels.label : labels.inverse;
  }

  status(name: string): string {
    return this.config.statuses[name] ?? name;
  }

  /** Address of an entity's page. */
  entity(key: string): string {
    return this.config.addresses.entity + key.split("/").map(encodeURIComponent).join("/");
  }

  /** Address of an article's page. */
  article(id: string): string {
    return this.config.addresses.article + encodeURIComponent(id);
  }

  get symmetric(): Set<string> {
    return new Set(Object.entries(this.config.predicates).filter(([, p]) => p.symmetric).map(([name]) => name));
  }
}
