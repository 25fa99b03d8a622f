/** Places in networks that are too large for `calm.ts`: ForceAtlas2 with far nodes taken together. */

import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

import type { Piece } from "./calm";

/** Give every node a place, in the piece itself; where some have one, all begin from there. */
export function spread(piece: Piece): void {
  const { x, y, first, second } = piece;
  const graph = new Graph({ type: "undirected" });
  x.forEach((px, i) => {
    const angle = i * 2.399963;
    const radius = 10 * Math.sqrt(i + 1);
    graph.addNode(i, {
      x: Number.isNaN(px) ? radius * Math.cos(angle) : px,
      y: Number.isNaN(px) ? radius * Math.sin(angle) : (y[i] as number),
    });
  });
  first.forEach((a, e) => graph.addEdge(a, second[e] as number));
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: true, gravity: 0.6, scalingRatio: 40 };
  forceAtlas2.assign(graph, { iterations: x.length > 4000 ? 60 : 120, settings });
  graph.forEachNode((node, attributes) => {
    x[Number(node)] = attributes.x as number;
    y[Number(node)] = attributes.y as number;
  });
}
