/** The drawing: a view in, marks and lines on the canvas; which of them the reader points at, out. */

import Graph from "graphology";
import Sigma from "sigma";
import { createEdgeArrowHeadProgram, createEdgeCompoundProgram, EdgeLineProgram, type EdgeProgramType } from "sigma/rendering";

import { lookNow } from "../look";
import type { Node } from "../model";
import type { View } from "../view";
import { Drag } from "./drag";
import { Labels } from "./labels";
import { MarkProgram } from "./marks";
import { snapshot, type Picture } from "./snapshot";
import { StrokeProgram } from "./strokes";
import { MOST_STROKES, Styles, type Extras } from "./styles";

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
  private readonly styles: Styles;
  private readonly labels: Labels;
  private view: View | null = null;

  constructor(
    private readonly place: HTMLElement,
    pointing: Pointing,
  ) {
    this.styles = new Styles(lookNow(place));
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
      nodeReducer: (key) => this.styles.mark(this.node(key)),
      edgeReducer: (id) => this.styles.stroke(this.styles.line(id)!),
    });
    this.drag = new Drag(this.sigma, place);
    this.labels = new Labels(this.sigma, this.styles);
    this.listen(pointing);
  }

  /** Show a view. Nodes must have places. */
  show(view: View, extras: Extras): void {
    this.view = view;
    this.styles.show(view, extras);
    this.labels.show(view.nodes);
    // A new graph at once: sigma would take in each change of the old one by itself.
    this.graph = new Graph({ type: "undirected" });
    for (const node of view.nodes) this.graph.addNode(node.key, { x: node.x, y: -node.y, node });
    for (const line of view.lines) this.graph.addEdgeWithKey(line.id, line.a.key, line.b.key);
    const many = view.lines.length > MOST_STROKES;
    if (this.drag.on !== many) {
      this.drag.on = many;
      this.sigma.setSettings({ enableEdgeEvents: !many, enableCameraPanning: !many, zoomDuration: many ? 0 : 200 });
    }
    this.styles.around(this.graph);
    this.sigma.setGraph(this.graph);
  }

  /** Only what is chosen has changed. */
  point(chosen: readonly string[]): void {
    const { extras } = this.styles;
    if (extras) this.styles.extras = { ...extras, chosen };
    this.styles.around(this.graph);
    this.sigma.refresh({ skipIndexation: false });
  }

  /** The page has turned light or dark. */
  restyle(): void {
    this.styles.look = lookNow(this.place);
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
    const node = this.node(key);
    return this.sigma.graphToViewport({ x: node.x, y: -node.y });
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }

  /** What is in the picture now, for a file. */
  picture(): Picture {
    return snapshot(this.sigma, this.view, this.styles, this.labels);
  }

  private node(key: string): Node {
    return this.graph.getNodeAttribute(key, "node") as Node;
  }

  private listen(pointing: Pointing): void {
    const { sigma } = this;
    sigma.on("clickNode", ({ node }) => pointing.node(node));
    sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      pointing.expand(event.node);
    });
    sigma.on("clickEdge", ({ edge }) => {
      const line = this.styles.line(edge);
      if (line) pointing.line(line.a.key, line.b.key);
    });
    sigma.on("clickStage", () => pointing.nothing());
    const hover = (key: string | null) => {
      if (this.drag.moving) return;
      this.styles.hovered = key;
      this.place.style.cursor = key ? "pointer" : "";
      this.styles.around(this.graph);
      // Marks stay where they are: only colours change, and only where few enough to be quick.
      if (this.graph.size <= MOST_STROKES) sigma.refresh({ skipIndexation: true });
      else this.labels.write();
    };
    sigma.on("enterNode", ({ node }) => hover(node));
    sigma.on("leaveNode", () => hover(null));
    sigma.on("enterEdge", () => (this.place.style.cursor = "pointer"));
    sigma.on("leaveEdge", () => (this.place.style.cursor = ""));
  }
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
