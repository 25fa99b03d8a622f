/**
 * Places for the nodes of one connected piece, with room for their names.
 *
 * Every pair repels each other by the product of their degrees over the distance, joined nodes attract each other by
 * the root of it: hubs keep apart and their satellites gather around them. Then whoever stands in another's ellipse is
 * pushed out of it. Takes time with the square of the nodes; for large networks see `large.ts`.
 */

/** Half the axes of the ellipse that a node keeps free: names are wider than tall. In pixels at zoom 1. */
export const ROOM: readonly [number, number] = [66, 44];

const ROUNDS = 200;
const ATTRACTION = 6;
const GRAVITY = 0.3;
const SHORT_EDGE = 76; // pixels that a quarter of the edges are shorter than

export interface Piece {
  /** x and y of each node, in pixels; NaN where a node has no place yet. */
  x: Float64Array;
  y: Float64Array;
  /** Ends of the edges, as numbers of nodes; each pair once. */
  first: Int32Array;
  second: Int32Array;
}

/**
 * Give every node a place, in the piece itself. Nodes that had one stay near it: whoever looks at the drawing keeps
 * their bearings when something is added.
 */
export function settle(piece: Piece): void {
  const count = piece.x.length;
  const known = piece.x.reduce((sum, x) => sum + (Number.isNaN(x) ? 0 : 1), 0);
  if (count === 1) {
    if (!known) piece.x[0] = piece.y[0] = 0;
    return;
  }
  const scale = known ? medianEdge(piece) || SHORT_EDGE : 1;
  begin(piece, scale);
  attract(piece, known ? 0.35 : 1);
  stretch(piece, known ? scale : 0);
  separate(piece, 140);
}

/** Places to begin at: near a placed neighbour, else on a spiral around the middle. In units of the forces. */
function begin(piece: Piece, scale: number): void {
  const { x, y, first, second } = piece;
  for (let i = 0; i < x.length; i++) {
    x[i] = (x[i] as number) / scale;
    y[i] = (y[i] as number) / scale;
  }
  // Twice, so that a node two steps away from a placed one finds its neighbour placed.
  for (let turn = 0; turn < 2; turn++) {
    for (let e = 0; e < first.length; e++) {
      const a = first[e] as number;
      const b = second[e] as number;
      beside(x, y, a, b);
      beside(x, y, b, a);
    }
  }
  for (let i = 0; i < x.length; i++) {
    if (!Number.isNaN(x[i])) continue;
    const angle = i * 2.399963; // the golden angle spreads any number evenly
    x[i] = Math.sqrt(i + 1) * Math.cos(angle);
    y[i] = Math.sqrt(i + 1) * Math.sin(angle);
  }
}

function beside(x: Float64Array, y: Float64Array, placed: number, other: number): void {
  if (Number.isNaN(x[placed]) || !Number.isNaN(x[other])) return;
  const angle = other * 2.399963;
  x[other] = (x[placed] as number) + Math.cos(angle);
  y[other] = (y[placed] as number) + Math.sin(angle);
}

/** Carry the nodes along the forces, each round in shorter steps; `heat` below 1 moves them less. */
function attract(piece: Piece, heat: number): void {
  const { x, y, first, second } = piece;
  const count = x.length;
  const weight = degrees(piece);
  const fx = new Float64Array(count);
  const fy = new Float64Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    repel(x, y, weight, fx, fy);
    for (let e = 0; e < first.length; e++) {
      const a = first[e] as number;
      const b = second[e] as number;
      const dx = (x[a] as number) - (x[b] as number);
      const dy = (y[a] as number) - (y[b] as number);
      const pull = ATTRACTION / Math.sqrt(Math.hypot(dx, dy) + 0.1);
      fx[a] = (fx[a] as number) - pull * dx;
      fy[a] = (fy[a] as number) - pull * dy;
      fx[b] = (fx[b] as number) + pull * dx;
      fy[b] = (fy[b] as number) + pull * dy;
    }
    const reach = heat * (1 - round / ROUNDS) * 0.15 * Math.sqrt(count) + 0.02;
    for (let i = 0; i < count; i++) {
      const w = weight[i] as number;
      const px = (fx[i] as number) - GRAVITY * w * (x[i] as number);
      const py = (fy[i] as number) - GRAVITY * w * (y[i] as number);
      const force = Math.hypot(px, py) + 1e-9;
      const step = Math.min(force, reach) / force;
      x[i] = (x[i] as number) + px * step;
      y[i] = (y[i] as number) + py * step;
    }
  }
}

function repel(x: Float64Array, y: Float64Array, weight: Float64Array, fx: Float64Array, fy: Float64Array): void {
  fx.fill(0);
  fy.fill(0);
  for (let i = 0; i < x.length; i++) {
    const xi = x[i] as number;
    const yi = y[i] as number;
    const wi = weight[i] as number;
    let sx = 0;
    let sy = 0;
    for (let j = i + 1; j < x.length; j++) {
      const dx = xi - (x[j] as number);
      const dy = yi - (y[j] as number);
      const push = (wi * (weight[j] as number)) / (dx * dx + dy * dy + 0.01);
      sx += push * dx;
      sy += push * dy;
      fx[j] = (fx[j] as number) - push * dx;
      fy[j] = (fy[j] as number) - push * dy;
    }
    fx[i] = (fx[i] as number) + sx;
    fy[i] = (fy[i] as number) + sy;
  }
}

function degrees({ x, first, second }: Piece): Float64Array {
  const weight = new Float64Array(x.length).fill(1);
  for (let e = 0; e < first.length; e++) {
    weight[first[e] as number] = (weight[first[e] as number] as number) + 1;
    weight[second[e] as number] = (weight[second[e] as number] as number) + 1;
  }
  return weight;
}

/** Turn the units of the forces into pixels: those of before, or such that short edges are as long as they should be. */
function stretch(piece: Piece, before: number): void {
  const { x, y } = piece;
  const scale = before || SHORT_EDGE / (quantile(edgeLengths(piece), 0.25) + 1e-3);
  for (let i = 0; i < x.length; i++) {
    x[i] = (x[i] as number) * scale;
    y[i] = (y[i] as number) * scale;
  }
}

/** Pixels to a unit of the forces in a drawing that is already there. */
function medianEdge(piece: Piece): number {
  const lengths = edgeLengths(piece).filter((length) => !Number.isNaN(length));
  return lengths.length ? quantile(lengths, 0.5) / 2.4 : 0; // settled edges are about 2.4 units long
}

function edgeLengths({ x, y, first, second }: Piece): number[] {
  return Array.from(first, (a, e) => {
    const b = second[e] as number;
    return Math.hypot((x[a] as number) - (x[b] as number), (y[a] as number) - (y[b] as number));
  });
}

function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

/** Push apart whoever stands in another's ellipse, a little each round, until nobody does. */
export function separate({ x, y }: Pick<Piece, "x" | "y">, rounds: number): void {
  const [wide, high] = ROOM;
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        const dx = ((x[i] as number) - (x[j] as number)) / wide;
        const dy = ((y[i] as number) - (y[j] as number)) / high;
        const distance = Math.hypot(dx, dy);
        if (distance >= 1) continue;
        moved = true;
        const push = (0.52 * (1 - distance)) / (distance + 1e-3);
        // Two at the very same place go apart sideways.
        const px = (distance ? push * dx : 0.5) * wide;
        const py = push * dy * high;
        x[i] = (x[i] as number) + px / 2;
        y[i] = (y[i] as number) + py / 2;
        x[j] = (x[j] as number) - px / 2;
        y[j] = (y[j] as number) - py / 2;
      }
    }
    if (!moved) return;
  }
}
