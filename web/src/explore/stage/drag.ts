/**
 * Dragging a large picture about. To draw thousands of lines anew for each frame is too much for a machine without a
 * graphics card, so the layers are moved as they are, and drawn anew where they have come to rest.
 */

import type Sigma from "sigma";

/** Share of the width or height after which the picture is drawn anew while it is still dragged. */
const FAR = 0.35;
const STILL = 4; // pixels that a click may move

export class Drag {
  on = false;
  private origin: { x: number; y: number } | null = null;
  private readonly pointers = new Set<number>();

  constructor(
    private readonly sigma: Sigma,
    private readonly place: HTMLElement,
  ) {
    place.addEventListener("pointerdown", (event) => this.down(event));
    document.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"] as const) document.addEventListener(end, (event) => this.up(event));
  }

  /** True while the picture is being moved. */
  get moving(): boolean {
    return this.origin !== null;
  }

  private down(event: PointerEvent): void {
    this.pointers.add(event.pointerId);
    // Two fingers zoom; that is sigma's matter.
    this.origin = this.on && this.pointers.size === 1 && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
  }

  private move(event: PointerEvent): void {
    if (!this.origin || !this.pointers.has(event.pointerId)) return;
    const [dx, dy] = [event.clientX - this.origin.x, event.clientY - this.origin.y];
    if (Math.hypot(dx, dy) < STILL) return;
    const { width, height } = this.sigma.getDimensions();
    if (Math.abs(dx) > FAR * width || Math.abs(dy) > FAR * height) {
      this.settle(dx, dy);
      this.origin = { x: event.clientX, y: event.clientY };
    } else this.shift(`translate(${dx}px, ${dy}px)`);
  }

  private up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (!this.origin) return;
    const [dx, dy] = [event.clientX - this.origin.x, event.clientY - this.origin.y];
    this.origin = null;
    if (Math.hypot(dx, dy) >= STILL) this.settle(dx, dy);
  }

  /** Let the camera take over what the layers have been moved by. */
  private settle(dx: number, dy: number): void {
    const [from, to] = [{ x: 0, y: 0 }, { x: dx, y: dy }].map((point) => this.sigma.viewportToFramedGraph(point));
    const camera = this.sigma.getCamera();
    this.sigma.once("afterRender", () => this.shift(""));
    camera.setState({ x: camera.x + from!.x - to!.x, y: camera.y + from!.y - to!.y });
  }

  private shift(transform: string): void {
    for (const layer of this.place.querySelectorAll<HTMLElement>("canvas:not(.sigma-mouse)")) layer.style.transform = transform;
  }
}
