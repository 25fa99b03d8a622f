/** The outline of each coarse type, in four ways: as a number for the shader, as a path, on a canvas, and as an icon. */

import { svg } from "./dom";

export const KINDS = [
  "Person",
  "Organisation",
  "Jurisdiction",
  "Initiative",
  "Event",
  "Agreement",
  "Law",
  "Place",
  "Entity",
] as const;

export type Kind = (typeof KINDS)[number];

/** Corners of an outline around (0, 0) in a circle of radius 1, y downwards; none for a disc. */
const CORNERS: Record<Kind, readonly (readonly [number, number])[]> = {
  Person: [],
  Organisation: box(0.84),
  Jurisdiction: ring(6, 0, 1.02),
  Initiative: ring(4, -90, 1.12),
  Event: star(5, 1.14, 0.55),
  Agreement: ring(5, -90, 1.06),
  Law: ring(3, -90, 1.2),
  Place: ring(3, 90, 1.2),
  Entity: [],
};

export function kindOf(coarse: string): Kind {
  return (KINDS as readonly string[]).includes(coarse) ? (coarse as Kind) : "Entity";
}

/** The outline at a place, for `Path2D` and SVG alike. */
export function outline(kind: Kind, x: number, y: number, radius: number): string {
  const n = (value: number) => value.toFixed(2);
  const corners = CORNERS[kind];
  if (!corners.length) {
    const r = radius * (kind === "Entity" ? 0.75 : 1);
    return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
  }
  return `M${corners.map(([cx, cy]) => `${n(x + cx * radius)} ${n(y + cy * radius)}`).join("L")}z`;
}

/** The same as an icon in a text; its colour comes from the style sheet. */
export function icon(coarse: string): SVGElement {
  const kind = kindOf(coarse);
  const path = svg("path", { d: outline(kind, 0, 0, 8.4) });
  return svg("svg", { class: `icon type-${kind}`, viewBox: "-11 -11 22 22", "aria-hidden": "true" }, path);
}

/** GLSL: signed distance of a point to the outline of a kind, 1 being the radius; negative inside. */
export const DISTANCE = `
float polygon(vec2 p, float sides, float turn, float radius) {
  float angle = atan(p.x, -p.y) + turn;
  float part = 6.283185 / sides;
  float middle = floor(0.5 + angle / part) * part;
  return cos(middle - angle) * length(p) - radius * cos(part * 0.5);
}
float star(vec2 p, float outer, float inner) {
  float part = 0.6283185;
  float angle = mod(atan(p.x, -p.y), 2.0 * part);
  angle = min(angle, 2.0 * part - angle);
  vec2 q = length(p) * vec2(cos(angle), sin(angle));
  vec2 a = vec2(outer, 0.0);
  vec2 b = inner * vec2(cos(part), sin(part));
  vec2 along = b - a;
  vec2 across = normalize(vec2(along.y, -along.x));
  return dot(q - a, across);
}
float outline(vec2 p, float kind) {
  if (kind < 0.5) return length(p) - 1.0;
  if (kind < 1.5) return max(abs(p.x), abs(p.y)) - 0.84;
  if (kind < 2.5) return polygon(p, 6.0, 0.523599, 1.02);
  if (kind < 3.5) return polygon(p, 4.0, 0.785398, 1.12);
  if (kind < 4.5) return star(p, 1.14, 0.55);
  if (kind < 5.5) return polygon(p, 5.0, 0.628319, 1.06);
  if (kind < 6.5) return polygon(p, 3.0, 1.047198, 1.2);
  if (kind < 7.5) return polygon(vec2(p.x, -p.y), 3.0, 1.047198, 1.2);
  return length(p) - 0.75;
}`;

function ring(sides: number, turn: number, radius: number): [number, number][] {
  return Array.from({ length: sides }, (_, i) => {
    const angle = ((turn + (360 * i) / sides) * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function box(half: number): [number, number][] {
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ];
}

function star(points: number, outer: number, inner: number): [number, number][] {
  return Array.from({ length: points * 2 }, (_, i) => {
    const angle = (-90 + (180 * i) / points) * (Math.PI / 180);
    const radius = i % 2 ? inner : outer;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
