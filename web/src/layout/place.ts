/** Places for a whole network: each connected piece by itself, then the pieces around the largest. */

import { settle, type Piece } from "./calm";
import { spread } from "./large";
import { components, pack } from "./pieces";

const MOST_CALM = 700; // nodes of a piece; above it the calm way takes more than a second

/** Give every node of a network a place, in `network` itself. */
export function place(network: Piece): void {
  const { x, y, first, second } = network;
  const groups = components(x.length, first, second);
  const number = new Int32Array(x.length);
  const group = new Int32Array(x.length);
  groups.forEach((members, g) =>
    members.forEach((node, n) => {
      number[node] = n;
      group[node] = g;
    }),
  );
  const ends: [number[], number[]][] = groups.map(() => [[], []]);
  first.forEach((a, e) => {
    const [from, to] = ends[group[a] as number] as [number[], number[]];
    from.push(number[a] as number);
    to.push(number[second[e] as number] as number);
  });
  const hadPlaces = x.some((px) => !Number.isNaN(px));
  const pieces = groups.map((members, g): Piece => {
    const [from, to] = ends[g] as [number[], number[]];
    const piece = {
      x: Float64Array.from(members, (node) => x[node] as number),
      y: Float64Array.from(members, (node) => y[node] as number),
      first: Int32Array.from(from),
      second: Int32Array.from(to),
    };
    if (members.length > MOST_CALM) spread(piece);
    else settle(piece);
    return piece;
  });
  // What had a place keeps it; packing would take pieces elsewhere.
  if (!hadPlaces) {
    pieces.forEach(centre);
    pack(pieces);
  }
  groups.forEach((members, g) =>
    members.forEach((node, n) => {
      x[node] = (pieces[g] as Piece).x[n] as number;
      y[node] = (pieces[g] as Piece).y[n] as number;
    }),
  );
}

function centre({ x, y }: Piece): void {
  for (const axis of [x, y]) {
    const middle = (axis.reduce((a, b) => Math.max(a, b)) + axis.reduce((a, b) => Math.min(a, b))) / 2;
    axis.forEach((value, i) => {
      axis[i] = value - middle;
    });
  }
}
