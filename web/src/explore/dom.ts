/** Elements from code: texts become text nodes only, so that nothing an article says can become markup. */

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** An element with attributes (`onclick` and the like are listeners, false and null leave one out) and children. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  set(element, attributes);
  append(element, children);
  return element;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  append(element, children);
  return element;
}

function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(typeof child === "number" ? String(child) : child);
    }
  }
}

/** A part of the page that the template promises. */
export function part<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as Kind;
}

/** A name in its own writing direction, so that it cannot turn the text around it. */
export function name(text: string): HTMLElement {
  return el("bdi", {}, text);
}

/** The address if it is one of the web, else null: whatever else a source gives becomes no link. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text) return null;
  try {
    const { protocol, href } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}

/** Fill a file from bytes and have the browser save it. */
export function save(parts: BlobPart[], type: string, file: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = el("a", { href: address, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
