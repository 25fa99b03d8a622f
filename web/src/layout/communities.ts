/** Communities: groups of nodes with more lines among them than to others (Louvain). The same network gives the same. */

import Graph from "graphology";
import louvain from "graphology-communities-louvain";

/** Number of each node's community, 0 the largest; communities of one are -1. */
export function communities(count: number, first: Int32Array, second: Int32Array): Int32Array {
  const graph = new Graph({ type: "undirected" });
  for (let i = 0; i < count; i++) graph.addNode(i);
  first.forEach((a, e) => graph.addEdge(a, second[e] as number));
  const found = Int32Array.from({ length: count }, () => -1);
  if (!graph.size) return found;
  const groups = new Map<number, number[]>();
  for (const [node, group] of Object.entries(louvain(graph, { rng: seeded(1) }))) {
    const known = groups.get(group);
    if (known) known.push(Number(node));
    else groups.set(group, [Number(node)]);
  }
  const large = [...groups.values()].filter((members) => members.length > 1);
  large.sort((a, b) => b.length - a.length || Math.min(...a) - Math.min(...b));
  large.forEach((members, number) => {
    for (const node of members) found[node] = number;
  });
  return found;
}

/** Numbers in [0, 1), the same row for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
