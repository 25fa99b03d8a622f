/** Colours, strokes and sizes: what is drawn on a canvas takes them from the style sheet of the page. */

import { KINDS, type Kind } from "./shapes";

export interface Look {
  kinds: Record<Kind, string>;
  ground: string;
  surface: string;
  ink: string;
  quiet: string;
  edge: string;
  edgeStrong: string;
  denied: string;
  accent: string;
  font: string;
}

/** Drawn and left out, in pixels, by what a line claims. */
export const DASHES: Record<string, readonly [number, number]> = {
  fact: [1, 0],
  planned: [7, 5],
  ended: [2, 4],
  denied: [12, 6],
};

/** Twelve colours for communities, apart in lightness too; more communities begin again. */
const COMMUNITIES = {
  light: ["#1b6ec2", "#c9620a", "#2b8a3e", "#c2255c", "#6741d9", "#0b7285", "#9a7200", "#a61e4d", "#364fc7", "#5c940d", "#862e9c", "#495057"],
  dark: ["#6cb2f7", "#ffa94d", "#6bd482", "#f783ac", "#b39dfd", "#3fc6da", "#f5cf42", "#faa2c1", "#91a7ff", "#c0eb75", "#e599f7", "#ced4da"],
};

export function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme.includes("dark") && (!scheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
}

/** The colours as they are now; `light-dark()` is resolved by asking an element for the colour that it has. */
export function lookNow(within: HTMLElement): Look {
  const probe = document.createElement("span");
  probe.hidden = true;
  within.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--x-${name})`;
    return hex(getComputedStyle(probe).color);
  };
  const look: Look = {
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, colour(`type-${kind.toLowerCase()}`)])) as Record<Kind, string>,
    ground: colour("ground"),
    surface: colour("surface"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    edge: colour("edge"),
    edgeStrong: colour("edge-strong"),
    denied: colour("denied"),
    accent: colour("accent"),
    font: getComputedStyle(within).fontFamily,
  };
  probe.remove();
  return look;
}

export function communityColour(number: number): string {
  const colours = COMMUNITIES[isDark() ? "dark" : "light"];
  return colours[number % colours.length]!;
}

/** Mixtures as they are first made: of the few colours that there are, for every one of many thousand lines. */
const MIXTURES = new Map<string, string>();

/** Between two colours; `part` of the second. */
export function mixed(one: string, other: string, part: number): string {
  const key = `${one} ${other} ${part}`;
  let made = MIXTURES.get(key);
  if (made === undefined) {
    const [a, b] = [channels(one), channels(other)];
    made = `#${a.map((value, i) => two(Math.round(value + ((b[i] ?? 0) - value) * part))).join("")}`;
    MIXTURES.set(key, made);
  }
  return made;
}

function hex(colour: string): string {
  return `#${(colour.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map((text) => two(Math.round(Number(text)))).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function two(value: number): string {
  return Math.max(0, Math.min(255, value)).toString(16).padStart(2, "0");
}
