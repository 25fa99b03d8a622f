/** Betweenness: how often a node lies on the shortest ways between others (Brandes 2001). */

/** Above this many nodes only a part of the starting points is taken, evenly spread; the order of nodes hardly changes. */
const MOST_STARTS = 500;

/** Betweenness of each node, 1 for the highest; edges count in both directions. */
export function betweenness(count: number, first: Int32Array, second: Int32Array): Float64Array {
  const { offsets, targets } = adjacency(count, first, second);
  const total = new Float64Array(count);
  const stride = Math.max(1, Math.ceil(count / MOST_STARTS));
  const walk = new Walk(count);
  for (let start = 0; start < count; start += stride) walk.from(start, offsets, targets, total);
  const highest = total.reduce((most, value) => Math.max(most, value), 0);
  return highest ? total.map((value) => value / highest) : total;
}

function adjacency(count: number, first: Int32Array, second: Int32Array) {
  const offsets = new Int32Array(count + 1);
  for (const ends of [first, second]) for (const end of ends) offsets[end + 1] = (offsets[end + 1] as number) + 1;
  for (let i = 0; i < count; i++) offsets[i + 1] = (offsets[i + 1] as number) + (offsets[i] as number);
  const place = offsets.slice(0, count);
  const targets = new Int32Array(first.length * 2);
  first.forEach((a, e) => {
    const b = second[e] as number;
    targets[place[a]!++] = b;
    targets[place[b]!++] = a;
  });
  return { offsets, targets };
}

/** One breadth-first walk; its arrays are used again for the next. */
class Walk {
  private readonly distance: Int32Array;
  private readonly ways: Float64Array;
  private readonly share: Float64Array;
  private readonly order: Int32Array;

  constructor(count: number) {
    this.distance = new Int32Array(count);
    this.ways = new Float64Array(count);
    this.share = new Float64Array(count);
    this.order = new Int32Array(count);
  }

  from(start: number, offsets: Int32Array, targets: Int32Array, total: Float64Array): void {
    const { distance, ways, share, order } = this;
    distance.fill(-1);
    ways.fill(0);
    share.fill(0);
    distance[start] = 0;
    ways[start] = 1;
    order[0] = start;
    let reached = 1;
    for (let at = 0; at < reached; at++) {
      const node = order[at]!;
      for (let e = offsets[node]!; e < offsets[node + 1]!; e++) {
        const other = targets[e]!;
        if (distance[other] === -1) {
          distance[other] = distance[node]! + 1;
          order[reached++] = other;
        }
        if (distance[other] === distance[node]! + 1) ways[other] = ways[other]! + ways[node]!;
      }
    }
    for (let at = reached - 1; at > 0; at--) {
      const node = order[at]!;
      for (let e = offsets[node]!; e < offsets[node + 1]!; e++) {
        const other = targets[e]!;
        if (distance[other] === distance[node]! - 1) {
          share[other] = share[other]! + (ways[other]! / ways[node]!) * (1 + share[node]!);
        }
      }
      total[node] = total[node]! + share[node]!;
    }
  }
}
