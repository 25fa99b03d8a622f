/** Connected pieces of a network, and how separate pieces are set around the largest one. */

import { ROOM, type Piece } from "./calm";

const ASPECT = 1.4; // width to height of the whole: screens are wider than tall

/** The connected pieces, as numbers of nodes; the largest first. */
export function components(count: number, first: Int32Array, second: Int32Array): number[][] {
  const root = Int32Array.from({ length: count }, (_, i) => i);
  const top = (i: number): number => {
    let at = i;
    while (root[at] !== at) {
      root[at] = root[root[at] as number] as number;
      at = root[at] as number;
    }
    return at;
  };
  first.forEach((a, e) => {
    root[top(a)] = top(second[e] as number);
  });
  const members = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const of = top(i);
    const known = members.get(of);
    if (known) known.push(i);
    else members.set(of, [i]);
  }
  return [...members.values()].sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
}

/** Set each piece on the free spot nearest to the middle; a piece takes the cells around its nodes, not a box. */
export function pack(pieces: readonly Pick<Piece, "x" | "y">[]): void {
  const total = pieces.reduce((sum, piece) => sum + piece.x.length, 0);
  const spots = spotsFor(total);
  const taken = new Set<number>();
  const begin = new Map<number, number>();
  for (const piece of pieces) {
    const cells = cellsOf(piece);
    // A piece of as many cells never finds room where an earlier one did not.
    let place = begin.get(cells.length) ?? 0;
    while (place < spots.length - 1 && !free(cells, spots[place] as Cell, taken)) place++;
    begin.set(cells.length, place);
    const [column, row] = spots[place] as Cell;
    for (const [c, r] of cells) {
      for (let dc = -1; dc <= 1; dc++) for (let dr = -1; dr <= 1; dr++) taken.add(key(column + c + dc, row + r + dr));
    }
    piece.x.forEach((_, i) => {
      piece.x[i] = (piece.x[i] as number) + column * 2 * ROOM[0];
      piece.y[i] = (piece.y[i] as number) + row * 2 * ROOM[1];
    });
  }
}

type Cell = readonly [number, number];

const key = (column: number, row: number): number => (column + 4096) * 8192 + row + 4096;

function free(cells: readonly Cell[], [column, row]: Cell, taken: Set<number>): boolean {
  return cells.every(([c, r]) => !taken.has(key(column + c, row + r)));
}

function cellsOf({ x, y }: Pick<Piece, "x" | "y">): Cell[] {
  const found = new Map<number, Cell>();
  x.forEach((px, i) => {
    const cell: Cell = [Math.round(px / (2 * ROOM[0])), Math.round((y[i] as number) / (2 * ROOM[1]))];
    found.set(key(...cell), cell);
  });
  return [...found.values()];
}

/** Cells by their distance from the middle, enough even if all nodes stand alone. */
function spotsFor(nodes: number): Cell[] {
  const reach = Math.min(8 + Math.ceil(4 * Math.sqrt(nodes)), 400);
  const spots: Cell[] = [];
  for (let c = -reach; c <= reach; c++) for (let r = -reach; r <= reach; r++) spots.push([c, r]);
  const far = ([c, r]: Cell) => (c / ASPECT) ** 2 + r ** 2;
  return spots.sort((a, b) => far(a) - far(b) || a[0] - b[0] || a[1] - b[1]);
}
