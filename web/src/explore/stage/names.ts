/** Names beside the marks: placed one by one, the most important first, none over another. */

import { mixed, type Look } from "../look";

export interface Named {
  text: string;
  x: number;
  y: number;
  radius: number;
  /** Written whatever stands in the way. */
  always: boolean;
  faded: boolean;
}

export interface Round {
  x: number;
  y: number;
  radius: number;
}

export interface Written {
  lines: string[];
  x: number;
  /** Baseline of the first line. */
  y: number;
  strong: boolean;
  faded: boolean;
}

export const SIZE = 12.5;
export const LEADING = 14.5;
const WIDE = 19; // letters of a line, about
const MOST_LINES = 2;

/**
 * Choose which names are written, and where: below the mark, else above or beside it, wherever no name and no other mark is.
 *
 * @param names in order of importance
 * @param marks every mark in the picture, as obstacles
 * @param width tells how wide a text is
 * @param limits how wide the picture is, and how many names it takes
 */
export function arrange(
  names: Iterable<Named>,
  marks: readonly Round[],
  width: (text: string) => number,
  { wide, most }: { wide: number; most: number },
): Written[] {
  const taken = new Boxes();
  for (const { x, y, radius } of marks) taken.add([x - radius * 0.8, y - radius * 0.8, x + radius * 0.8, y + radius * 0.8]);
  const written: Written[] = [];
  let tried = 0;
  for (const named of names) {
    if (written.length >= most || tried++ > 900) break;
    const lines = wrapped(named.text);
    const half = Math.max(...lines.map(width)) / 2 + 2;
    const high = lines.length * LEADING;
    const spots = spotsOf(named, half, high);
    const inside = spots.filter(([x]) => x - half > 2 && x + half < wide - 2);
    const spot =
      inside.find(([x, top]) => !taken.meets([x - half, top, x + half, top + high])) ?? (named.always ? (inside[0] ?? spots[0]) : undefined);
    if (!spot) continue;
    const [x, top] = spot;
    taken.add([x - half, top, x + half, top + high]);
    written.push({ lines, x, y: top + SIZE - 1, strong: named.always, faded: named.faded });
  }
  return written;
}

/** Middle and upper edge of a name below, above, right and left of its mark. */
function spotsOf({ x, y, radius }: Named, half: number, high: number): (readonly [number, number])[] {
  const beside = y - high / 2;
  return [
    [x, y + radius + 2],
    [x, y - radius - 2 - high],
    [x + radius + 4 + half, beside],
    [x - radius - 4 - half, beside],
  ];
}

export function write(context: CanvasRenderingContext2D, written: readonly Written[], look: Look): void {
  context.textAlign = "center";
  context.lineJoin = "round";
  context.strokeStyle = look.surface;
  context.lineWidth = 3.5;
  for (const { lines, x, y, strong, faded } of [...written].reverse()) {
    context.font = `${strong ? 650 : 500} ${SIZE}px ${look.font}`;
    context.fillStyle = faded ? mixed(look.ink, look.surface, 0.55) : look.ink;
    lines.forEach((text, i) => {
      context.strokeText(text, x, y + i * LEADING);
      context.fillText(text, x, y + i * LEADING);
    });
  }
}

/** A name in at most two lines, cut where it is longer than that. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (longer.length <= WIDE || !line) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  if (lines.length > MOST_LINES) lines.splice(MOST_LINES - 1, lines.length, `${lines[MOST_LINES - 1]} …`);
  return lines.map((each) => (each.length > WIDE + 7 ? `${each.slice(0, WIDE + 5)}…` : each));
}

type Box = readonly [number, number, number, number];

/** Boxes in cells, so that each is compared only with those nearby. */
class Boxes {
  private readonly cells = new Map<string, Box[]>();

  add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const known = this.cells.get(cell);
      if (known) known.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  meets(box: Box): boolean {
    return cellsOf(box).some((cell) =>
      this.cells.get(cell)?.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3]),
    );
  }
}

const CELL = 120;

function cellsOf([left, top, right, bottom]: Box): string[] {
  const found: string[] = [];
  for (let c = Math.floor(left / CELL); c <= Math.floor(right / CELL); c++) {
    for (let r = Math.floor(top / CELL); r <= Math.floor(bottom / CELL); r++) found.push(`${c} ${r}`);
  }
  return found;
}
