/** What stands out in the drawing, and how marks and lines look because of it. */

import type Graph from "graphology";
import type { EdgeDisplayData } from "sigma/types";

import { communityColour, DASHES, mixed, type Look } from "../look";
import type { Node } from "../model";
import { KINDS, kindOf } from "../shapes";
import { lineId, type Line, type View } from "../view";
import type { Mark } from "./marks";
import type { Stroke } from "./strokes";

/** Above this many lines they are hairlines: cheap to draw, and no arrow or dash could be told apart anyway. */
export const MOST_STROKES = 2500;
const MOST_ARROWS = 500;

export interface Extras {
  /** 0 to 1: how large each node is. */
  weight: ReadonlyMap<Node, number>;
  /** Number of each node's community, where these are shown. */
  community: ReadonlyMap<Node, number> | null;
  centres: ReadonlySet<string>;
  /** Keys of the nodes of a path, in its order. */
  path: readonly string[];
  /** A node, or both ends of a line. */
  chosen: readonly string[];
}

type Drawn<Display, Needed extends keyof Display> = Partial<Display> & Pick<Display, Needed>;

export class Styles {
  extras: Extras | null = null;
  hovered: string | null = null;
  /** Keys of what stands out; where there are any, all else is pale. */
  near = new Set<string>();
  private nodes = 0;
  private lines = new Map<string, Line>();

  constructor(public look: Look) {}

  show(view: View, extras: Extras): void {
    this.extras = extras;
    this.nodes = view.nodes.length;
    this.lines = new Map(view.lines.map((line) => [line.id, line]));
  }

  line(id: string): Line | undefined {
    return this.lines.get(id);
  }

  /** Who stands out: the hovered or chosen node with its neighbours, the ends of a chosen line, a path. */
  around(graph: Graph): void {
    this.near = new Set();
    const chosen = this.extras?.chosen ?? [];
    const one = this.hovered ?? (chosen.length === 1 ? chosen[0]! : null);
    if (one && graph.hasNode(one)) {
      this.near.add(one);
      graph.forEachNeighbor(one, (key) => this.near.add(key));
    } else if (chosen.length === 2) chosen.forEach((key) => this.near.add(key));
    else this.extras?.path.forEach((key) => this.near.add(key));
  }

  mark(node: Node): Drawn<Mark, "size" | "color" | "rim" | "rimWidth" | "zIndex"> {
    const { key } = node;
    const { look, extras } = this;
    const kind = kindOf(node.coarse);
    const faded = this.near.size > 0 && !this.near.has(key);
    const community = extras?.community?.get(node);
    let colour = look.kinds[kind];
    if (community !== undefined) colour = community < 0 ? look.quiet : communityColour(community);
    const strong = extras?.chosen.includes(key) || key === this.hovered;
    const centre = extras?.centres.has(key);
    // Sixty marks may be large; of thousands only the weightiest.
    const room = Math.min(1, Math.max(0.18, Math.sqrt(90 / (this.nodes || 1))));
    const size = 6 * room + 13 * room ** 0.6 * (extras?.weight.get(node) ?? 0) ** (room < 0.5 ? 2 : 1);
    return {
      x: node.x,
      y: -node.y,
      kind: KINDS.indexOf(kind),
      color: faded ? mixed(colour, look.surface, 0.72) : colour,
      rim: strong ? look.accent : centre ? look.ink : look.surface,
      rimWidth: Math.min((strong ? 3 : centre ? 2.2 : 1.4) / size, 0.3),
      size,
      zIndex: strong ? 3 : faded ? 0 : centre ? 2 : 1,
      label: node.label,
    };
  }

  stroke(line: Line): Partial<Stroke> & Pick<EdgeDisplayData, "size" | "color"> {
    const { look, extras } = this;
    const [a, b] = [line.a.key, line.b.key];
    const chosen = extras?.chosen ?? [];
    const strong = chosen.length === 2 && lineId(chosen[0]!, chosen[1]!) === line.id;
    const step = extras ? onPath(extras.path, a, b) : false;
    const one = this.hovered ?? (chosen.length === 1 ? chosen[0] : undefined);
    const touches = one !== undefined && (one === a || one === b);
    const faded = this.near.size > 0 && !strong && !touches && !step;
    const many = this.lines.size > MOST_STROKES;
    let colour = line.status === "denied" ? look.denied : touches ? look.edgeStrong : look.edge;
    if (strong || step) colour = look.accent;
    if (line.uncertain && !strong && !step) colour = mixed(colour, look.surface, 0.45);
    if (many) colour = mixed(colour, look.surface, touches ? 0.1 : 0.55);
    return {
      type: many ? "hair" : line.directed && this.lines.size <= MOST_ARROWS ? "arrow" : "stroke",
      color: faded ? mixed(colour, look.surface, 0.75) : colour,
      size: (strong || step ? 2.6 : 1.6) + Math.min(Math.log2(line.statements.length) * 0.45, 1.6),
      dash: DASHES[line.status] ?? DASHES.fact!,
      zIndex: strong || step ? 2 : touches ? 1 : 0,
    };
  }

  /** How early a node gets its name. */
  importance(node: Node): number {
    const extra = this.extras;
    return (extra?.centres.has(node.key) || extra?.path.includes(node.key) ? 10 : 0) + (extra?.weight.get(node) ?? 0);
  }

  isStrong(key: string): boolean {
    return key === this.hovered || Boolean(this.extras?.chosen.includes(key)) || Boolean(this.extras?.path.includes(key));
  }
}

function onPath(path: readonly string[], a: string, b: string): boolean {
  return path.some((key, i) => (key === a && path[i + 1] === b) || (key === b && path[i + 1] === a));
}
