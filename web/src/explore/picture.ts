/** The picture as SVG: a text of its own, safe whatever names hold, without scripts or addresses. */

import { outline } from "./shapes";
import { LEADING, SIZE } from "./stage/names";
import type { Picture, PictureMark } from "./stage/snapshot";

export function pictureSvg({ width, height, marks, strokes, names, look }: Picture): string {
  const n = (value: number) => value.toFixed(2);
  const lines = strokes.map(({ a, b, colour, width: wide, dash, arrow }) => {
    const dashes = dash[1] ? ` stroke-dasharray="${dash[0]} ${dash[1]}"` : "";
    const head = arrow ? `<path d="${arrowHead(a, b, wide)}" fill="${colour}"/>` : "";
    return `<path d="M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}" stroke="${colour}" stroke-width="${n(wide)}"${dashes}/>${head}`;
  });
  const shapes = marks.map(
    ({ kind, x, y, radius, colour, rim, rimWidth, label }) =>
      `<path d="${outline(kind, x, y, radius)}" fill="${colour}" stroke="${rim}" stroke-width="${n(2 * rimWidth * radius)}" paint-order="stroke"><title>${escaped(label)}</title></path>`,
  );
  const texts = names.flatMap(({ lines: parts, x, y, strong, faded }) =>
    parts.map(
      (text, i) =>
        `<text x="${n(x)}" y="${n(y + i * LEADING)}"${strong ? ' font-weight="650"' : ""}${faded ? ' opacity="0.5"' : ""}>${escaped(text)}</text>`,
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${look.surface}"/>`,
    `<g fill="none">${lines.join("")}</g>`,
    `<g stroke-linejoin="round">${shapes.join("")}</g>`,
    `<g font-family="${escaped(look.font.replaceAll('"', "'"))}" font-size="${SIZE}" font-weight="500" text-anchor="middle" fill="${look.ink}" stroke="${look.surface}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${texts.join("")}</g>`,
    "</svg>\n",
  ].join("\n");
}

/** A triangle before the mark that a line leads to. */
export function arrowHead(a: PictureMark, b: PictureMark, width: number): string {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const size = 4 + 2.4 * width;
  const tip = [b.x - ux * (b.radius + 1), b.y - uy * (b.radius + 1)] as const;
  const foot = [tip[0] - ux * size, tip[1] - uy * size] as const;
  const half = size * 0.42;
  const corners = [tip, [foot[0] - uy * half, foot[1] + ux * half], [foot[0] + uy * half, foot[1] - ux * half]] as const;
  return `M${corners.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}z`;
}

/** Text as it may stand in XML: markup escaped, and characters left out that no XML may hold. */
export function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (sign) => names[sign]!);
}
