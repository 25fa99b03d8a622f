/** The names in the drawing: which of them there is room for, written on a canvas above the marks. */

import type Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";

import type { Node } from "../model";
import { arrange, SIZE, write, type Named, type Round } from "./names";
import type { Styles } from "./styles";

export class Labels {
  /** The nodes, those first that are named first. */
  order: readonly Node[] = [];
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();

  constructor(
    private readonly sigma: Sigma,
    private readonly styles: Styles,
  ) {
    sigma.createCanvasContext("names");
    const canvas = sigma.getCanvases().names!;
    canvas.style.pointerEvents = "none";
    this.context = canvas.getContext("2d")!;
    sigma.resize(true); // the canvas of the names as well
    sigma.on("afterRender", () => this.write());
  }

  show(nodes: readonly Node[]): void {
    const { styles } = this;
    this.order = [...nodes].sort((a, b) => styles.importance(b) - styles.importance(a) || (a.key < b.key ? -1 : 1));
  }

  write(): void {
    const { width, height } = this.sigma.getDimensions();
    this.context.clearRect(0, 0, width, height);
    write(this.context, this.arranged(), this.styles.look);
  }

  /** The names as they are written now, with their places. */
  arranged() {
    const { width, height } = this.sigma.getDimensions();
    const named = (function* ({ order, sigma, styles }: Labels): Generator<Named> {
      const first = order.filter((node) => styles.isStrong(node.key));
      for (const node of [...first, ...order.filter((each) => styles.near.has(each.key)), ...order]) {
        const { x, y } = sigma.graphToViewport({ x: node.x, y: -node.y });
        if (x < -20 || y < -20 || x > width + 20 || y > height) continue;
        const data = sigma.getNodeDisplayData(node.key) as NodeDisplayData | undefined;
        const faded = styles.near.size > 0 && !styles.near.has(node.key);
        yield { text: node.short, x, y, radius: sigma.scaleSize(data?.size ?? 4), always: styles.isStrong(node.key), faded };
      }
    })(this);
    const most = this.order.length > 300 ? 55 : 140;
    return arrange(once(named), this.obstacles(), (text) => this.width(text), { wide: width, most });
  }

  /** The marks, which names should not cover; of very many, none: then there is no room beside them. */
  private obstacles(): Round[] {
    if (this.order.length > 300) return [];
    return this.order.map((node) => {
      const data = this.sigma.getNodeDisplayData(node.key) as NodeDisplayData | undefined;
      return { ...this.sigma.graphToViewport({ x: node.x, y: -node.y }), radius: this.sigma.scaleSize(data?.size ?? 4) };
    });
  }

  private width(text: string): number {
    const known = this.widths.get(text);
    if (known !== undefined) return known;
    this.context.font = `600 ${SIZE}px ${this.styles.look.font}`;
    const wide = this.context.measureText(text).width;
    this.widths.set(text, wide);
    return wide;
  }
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
