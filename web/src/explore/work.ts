/** The worker, as the page speaks to it; see `../layout`. */

import type { Answer, Request, Shape, Task } from "../layout/protocol";
import type { Node } from "./model";
import type { Line } from "./view";

export class Workshop {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private last = 0;

  constructor(address: string) {
    this.worker = new Worker(address, { type: "module" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
  }

  /** Give every node a place; those that have one stay near it. */
  async place(nodes: readonly Node[], lines: readonly Line[]): Promise<void> {
    const shape = shapeOf(nodes, lines);
    const x = Float64Array.from(nodes, (node) => node.x);
    const y = Float64Array.from(nodes, (node) => node.y);
    const answer = await this.ask({ kind: "place", shape, x, y });
    if (answer.kind !== "place") return;
    nodes.forEach((node, i) => {
      node.x = answer.x[i]!;
      node.y = answer.y[i]!;
    });
  }

  /** Number of each node's community; -1 for those that stand alone. */
  async communities(nodes: readonly Node[], lines: readonly Line[]): Promise<Map<Node, number>> {
    const answer = await this.ask({ kind: "communities", shape: shapeOf(nodes, lines) });
    return new Map(nodes.map((node, i) => [node, answer.kind === "communities" ? answer.values[i]! : -1]));
  }

  /** How often each node lies between others, 1 for the most. */
  async betweenness(nodes: readonly Node[], lines: readonly Line[]): Promise<Map<Node, number>> {
    const answer = await this.ask({ kind: "betweenness", shape: shapeOf(nodes, lines) });
    return new Map(nodes.map((node, i) => [node, answer.kind === "betweenness" ? answer.values[i]! : 0]));
  }

  private ask(task: Task): Promise<Answer> {
    const id = ++this.last;
    const request: Request = { ...task, id };
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage(request);
    });
  }
}

function shapeOf(nodes: readonly Node[], lines: readonly Line[]): Shape {
  const number = new Map(nodes.map((node, i) => [node, i]));
  return {
    count: nodes.length,
    first: Int32Array.from(lines, (line) => number.get(line.a)!),
    second: Int32Array.from(lines, (line) => number.get(line.b)!),
  };
}
