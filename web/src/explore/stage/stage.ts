/** The drawing: a view in, marks and lines on the canvas; which of them the reader points at, out. */

import Graph from "graphology";
import Sigma from "sigma";
import { createEdgeArrowHeadProgram, createEdgeCompoundProgram, EdgeLineProgram, type EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { communityColour, DASHES, lookNow, mixed, type Look } from "../look";
import type { Node } from "../model";
import { KINDS, kindOf } from "../shapes";
import { lineId, type Line, type View } from "../view";
import { Drag } from "./drag";
import { MarkProgram, type Mark } from "./marks";
import { arrange, SIZE, write, type Named, type Round } from "./names";
import { StrokeProgram, type Stroke } from "./strokes";

/** Above this many lines they are hairlines: cheap to draw, and no arrow or dash could be told apart anyway. */
const MOST_STROKES = 2500;
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

export interface Pointing {
  node(key: string): void;
  expand(key: string): void;
  line(a: string, b: string): void;
  nothing(): void;
}

export class Stage {
  private graph = new Graph({ type: "undirected" });
  private readonly sigma: Sigma;
  private readonly drag: Drag;
  private readonly names: CanvasRenderingContext2D;
  private view: View | null = null;
  private extras: Extras | null = null;
  private look: Look;
  private hovered: string | null = null;
  private near = new Set<string>();
  private order: Node[] = [];
  private lines = new Map<string, Line>();
  private readonly widths = new Map<string, number>();

  constructor(
    private readonly place: HTMLElement,
    pointing: Pointing,
  ) {
    this.look = lookNow(place);
    const arrow = createEdgeCompoundProgram([
      StrokeProgram as unknown as EdgeProgramType,
      createEdgeArrowHeadProgram({ lengthToThicknessRatio: 4.4, widenessToThicknessRatio: 3.6 }),
    ]);
    this.sigma = new Sigma(this.graph, place, {
      allowInvalidContainer: true,
      defaultNodeType: "mark",
      defaultEdgeType: "stroke",
      nodeProgramClasses: { mark: MarkProgram as never },
      edgeProgramClasses: { stroke: StrokeProgram as never, arrow: arrow as never, hair: EdgeLineProgram as never },
      nodeHoverProgramClasses: { mark: MarkProgram as never },
      defaultDrawNodeHover: () => undefined,
      renderLabels: false,
      enableEdgeEvents: true,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      stagePadding: 46,
      minEdgeThickness: 0.9,
      zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio),
      nodeReducer: (key) => this.mark(key),
      edgeReducer: (id) => this.stroke(id),
    });
    this.drag = new Drag(this.sigma, place);
    this.sigma.createCanvasContext("names");
    const canvas = this.sigma.getCanvases().names!;
    canvas.style.pointerEvents = "none";
    this.names = canvas.getContext("2d")!;
    this.sigma.resize(true); // the canvas of the names as well
    this.sigma.on("afterRender", () => this.writeNames());
    this.listen(pointing);
  }

  /** Show a view. Nodes must have places. */
  show(view: View, extras: Extras): void {
    this.view = view;
    this.extras = extras;
    this.lines = new Map(view.lines.map((line) => [line.id, line]));
    // A new graph at once: sigma would take in each change of the old one by itself.
    this.graph = new Graph({ type: "undirected" });
    for (const node of view.nodes) this.graph.addNode(node.key, { x: node.x, y: -node.y, node });
    for (const line of view.lines) this.graph.addEdgeWithKey(line.id, line.a.key, line.b.key);
    this.order = [...view.nodes].sort((a, b) => this.importance(b) - this.importance(a) || (a.key < b.key ? -1 : 1));
    const many = view.lines.length > MOST_STROKES;
    if (this.drag.on !== many) {
      this.drag.on = many;
      this.sigma.setSettings({ enableEdgeEvents: !many, enableCameraPanning: !many, zoomDuration: many ? 0 : 200 });
    }
    this.around();
    this.sigma.setGraph(this.graph);
  }

  /** Only what is chosen has changed. */
  point(chosen: readonly string[]): void {
    if (this.extras) this.extras = { ...this.extras, chosen };
    this.around();
    this.sigma.refresh({ skipIndexation: false });
  }

  /** The page has turned light or dark. */
  restyle(): void {
    this.look = lookNow(this.place);
    this.sigma.refresh();
  }

  /** All of it, as large as it fits. */
  fit(): void {
    void this.sigma.getCamera().animatedReset({ duration: still() ? 0 : 300 });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: still() ? 0 : 180 });
  }

  /** Bring a node into the picture if it is not, or near its edge. */
  reveal(key: string): void {
    const place = this.where(key);
    const data = this.sigma.getNodeDisplayData(key);
    if (!place || !data) return;
    const { width, height } = this.sigma.getDimensions();
    if (place.x > 60 && place.y > 40 && place.x < width - 60 && place.y < height - 60) return;
    void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: still() ? 0 : 260 });
  }

  /** Where a node is drawn, in pixels of the place. */
  where(key: string): { x: number; y: number } | null {
    if (!this.graph.hasNode(key)) return null;
    const node = this.graph.getNodeAttribute(key, "node") as Node;
    return this.sigma.graphToViewport({ x: node.x, y: -node.y });
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }

  /** What is in the picture now, for a file: places in pixels, sizes, colours, strokes and names as they are drawn. */
  picture(): Picture {
    const { width, height } = this.sigma.getDimensions();
    const radius = (size: number) => this.sigma.scaleSize(size);
    const marks = (this.view?.nodes ?? []).map((node) => {
      const { x, y } = this.sigma.graphToViewport({ x: node.x, y: -node.y });
      const mark = this.mark(node.key);
      return { key: node.key, label: node.label, kind: kindOf(node.coarse), x, y, radius: radius(mark.size), colour: mark.color, rim: mark.rim, rimWidth: mark.rimWidth, z: mark.zIndex };
    });
    const at = new Map(marks.map((mark) => [mark.key, mark]));
    const strokes = (this.view?.lines ?? []).map((line) => {
      const stroke = this.stroke(line.id);
      const [a, b] = [at.get(line.a.key)!, at.get(line.b.key)!];
      return { a, b, colour: stroke.color, width: Math.max(radius(stroke.size), 0.9), dash: DASHES[line.status] ?? [1, 0], arrow: line.directed };
    });
    return { width, height, marks: marks.sort((a, b) => a.z - b.z), strokes, names: this.arranged(), look: this.look };
  }

  private listen(pointing: Pointing): void {
    const { sigma } = this;
    sigma.on("clickNode", ({ node }) => pointing.node(node));
    sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      pointing.expand(event.node);
    });
    sigma.on("clickEdge", ({ edge }) => {
      const line = this.lines.get(edge);
      if (line) pointing.line(line.a.key, line.b.key);
    });
    sigma.on("clickStage", () => pointing.nothing());
    const hover = (key: string | null) => {
      if (this.drag.moving) return;
      this.hovered = key;
      this.place.style.cursor = key ? "pointer" : "";
      this.around();
      // Marks stay where they are: only colours change, and only where few enough to be quick.
      if (this.graph.size <= MOST_STROKES) sigma.refresh({ skipIndexation: true });
      else this.writeNames();
    };
    sigma.on("enterNode", ({ node }) => hover(node));
    sigma.on("leaveNode", () => hover(null));
    sigma.on("enterEdge", () => (this.place.style.cursor = "pointer"));
    sigma.on("leaveEdge", () => (this.place.style.cursor = ""));
  }

  /** Who stands out: the hovered or chosen node with its neighbours, the ends of a chosen line, a path. */
  private around(): void {
    this.near = new Set();
    const chosen = this.extras?.chosen ?? [];
    const one = this.hovered ?? (chosen.length === 1 ? chosen[0]! : null);
    if (one && this.graph.hasNode(one)) {
      this.near.add(one);
      this.graph.forEachNeighbor(one, (key) => this.near.add(key));
    } else if (chosen.length === 2) chosen.forEach((key) => this.near.add(key));
    else this.extras?.path.forEach((key) => this.near.add(key));
  }

  private mark(key: string): Partial<Mark> & Pick<Mark, "size" | "color" | "rim" | "rimWidth" | "zIndex"> {
    const { look, extras } = this;
    const node = this.graph.getNodeAttribute(key, "node") as Node;
    const kind = kindOf(node.coarse);
    const faded = this.near.size > 0 && !this.near.has(key);
    const community = extras?.community?.get(node);
    let colour = look.kinds[kind];
    if (community !== undefined) colour = community < 0 ? look.quiet : communityColour(community);
    const strong = extras?.chosen.includes(key) || key === this.hovered;
    const centre = extras?.centres.has(key);
    // Sixty marks may be large; of thousands only the weightiest.
    const room = Math.min(1, Math.max(0.18, Math.sqrt(90 / (this.view?.nodes.length || 1))));
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

  private stroke(id: string): Partial<Stroke> & Pick<EdgeDisplayData, "size" | "color"> {
    const { look, extras } = this;
    const line = this.lines.get(id)!;
    const [a, b] = [line.a.key, line.b.key];
    const chosen = extras?.chosen ?? [];
    const strong = chosen.length === 2 && lineId(chosen[0]!, chosen[1]!) === id;
    const step = extras ? onPath(extras.path, a, b) : false;
    const one = this.hovered ?? (chosen.length === 1 ? chosen[0] : undefined);
    const touches = one !== undefined && (one === a || one === b);
    const faded = this.near.size > 0 && !strong && !touches && !step;
    const many = (this.view?.lines.length ?? 0) > MOST_STROKES;
    let colour = line.status === "denied" ? look.denied : touches ? look.edgeStrong : look.edge;
    if (strong || step) colour = look.accent;
    if (line.uncertain && !strong && !step) colour = mixed(colour, look.surface, 0.45);
    if (many) colour = mixed(colour, look.surface, touches ? 0.1 : 0.55);
    return {
      type: many ? "hair" : line.directed && (this.view?.lines.length ?? 0) <= MOST_ARROWS ? "arrow" : "stroke",
      color: faded ? mixed(colour, look.surface, 0.75) : colour,
      size: (strong || step ? 2.6 : 1.6) + Math.min(Math.log2(line.statements.length) * 0.45, 1.6),
      dash: DASHES[line.status] ?? DASHES.fact!,
      zIndex: strong || step ? 2 : touches ? 1 : 0,
    };
  }

  private importance(node: Node): number {
    const extra = this.extras;
    return (extra?.centres.has(node.key) || extra?.path.includes(node.key) ? 10 : 0) + (extra?.weight.get(node) ?? 0);
  }

  private writeNames(): void {
    const { width, height } = this.sigma.getDimensions();
    this.names.clearRect(0, 0, width, height);
    if (this.view) write(this.names, this.arranged(), this.look);
  }

  private arranged() {
    const { width, height } = this.sigma.getDimensions();
    const named = (function* (stage: Stage): Generator<Named> {
      const first = stage.order.filter((node) => stage.isStrong(node.key));
      for (const node of [...first, ...stage.order.filter((each) => stage.near.has(each.key)), ...stage.order]) {
        const { x, y } = stage.sigma.graphToViewport({ x: node.x, y: -node.y });
        if (x < -20 || y < -20 || x > width + 20 || y > height) continue;
        const data = stage.sigma.getNodeDisplayData(node.key) as NodeDisplayData | undefined;
        const faded = stage.near.size > 0 && !stage.near.has(node.key);
        yield { text: node.short, x, y, radius: stage.sigma.scaleSize(data?.size ?? 4), always: stage.isStrong(node.key), faded };
      }
    })(this);
    const most = this.order.length > 300 ? 55 : 140;
    return arrange(once(named), this.obstacles(), (text) => this.width(text), { wide: width, most });
  }

  /** The marks, which names should not cover; of very many, none: then there is no room beside them. */
  private obstacles(): Round[] {
    const nodes = this.view?.nodes ?? [];
    if (nodes.length > 300) return [];
    return nodes.map((node) => {
      const data = this.sigma.getNodeDisplayData(node.key) as NodeDisplayData | undefined;
      return { ...this.sigma.graphToViewport({ x: node.x, y: -node.y }), radius: this.sigma.scaleSize(data?.size ?? 4) };
    });
  }

  private isStrong(key: string): boolean {
    return key === this.hovered || Boolean(this.extras?.chosen.includes(key)) || Boolean(this.extras?.path.includes(key));
  }

  private width(text: string): number {
    const known = this.widths.get(text);
    if (known !== undefined) return known;
    this.names.font = `600 ${SIZE}px ${this.look.font}`;
    const wide = this.names.measureText(text).width;
    this.widths.set(text, wide);
    return wide;
  }
}

export interface Picture {
  width: number;
  height: number;
  marks: PictureMark[];
  strokes: { a: PictureMark; b: PictureMark; colour: string; width: number; dash: readonly [number, number]; arrow: boolean }[];
  names: ReturnType<typeof arrange>;
  look: Look;
}

export interface PictureMark {
  key: string;
  label: string;
  kind: (typeof KINDS)[number];
  x: number;
  y: number;
  radius: number;
  colour: string;
  rim: string;
  rimWidth: number;
  z: number;
}

/** Each place once: the same node may be yielded as chosen, as a neighbour and again in its turn. */
function* once(names: Iterable<Named>): Generator<Named> {
  const seen = new Set<string>();
  for (const named of names) {
    const key = `${named.x} ${named.y} ${named.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield named;
  }
}

function onPath(path: readonly string[], a: string, b: string): boolean {
  return path.some((key, i) => (key === a && path[i + 1] === b) || (key === b && path[i + 1] === a));
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
