/** What the pages and the worker say to each other. Nodes are numbers, edges pairs of them, each pair once. */

export interface Shape {
  count: number;
  first: Int32Array;
  second: Int32Array;
}

export type Task =
  | { kind: "place"; shape: Shape; x: Float64Array; y: Float64Array }
  | { kind: "communities"; shape: Shape }
  | { kind: "betweenness"; shape: Shape };

export type Request = Task & { id: number };

export type Answer =
  | { id: number; kind: "place"; x: Float64Array; y: Float64Array }
  | { id: number; kind: "communities"; values: Int32Array }
  | { id: number; kind: "betweenness"; values: Float64Array };
