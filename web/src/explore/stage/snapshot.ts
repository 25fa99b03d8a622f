/** What is in the picture now, for a file: places in pixels, sizes, colours, strokes and names as they are drawn. */

import type Sigma from "sigma";

import { DASHES, type Look } from "../look";
import { type KINDS, kindOf } from "../shapes";
import type { View } from "../view";
import type { Labels } from "./labels";
import type { arrange } from "./names";
import type { Styles } from "./styles";

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

export function snapshot(sigma: Sigma, view: View | null, styles: Styles, labels: Labels): Picture {
  const { width, height } = sigma.getDimensions();
  const radius = (size: number) => sigma.scaleSize(size);
  const marks = (view?.nodes ?? []).map((node) => {
    const { x, y } = sigma.graphToViewport({ x: node.x, y: -node.y });
    const mark = styles.mark(node);
    return { key: node.key, label: node.label, kind: kindOf(node.coarse), x, y, radius: radius(mark.size), colour: mark.color, rim: mark.rim, rimWidth: mark.rimWidth, z: mark.zIndex };
  });
  const at = new Map(marks.map((mark) => [mark.key, mark]));
  const strokes = (view?.lines ?? []).map((line) => {
    const stroke = styles.stroke(line);
    const [a, b] = [at.get(line.a.key)!, at.get(line.b.key)!];
    return { a, b, colour: stroke.color, width: Math.max(radius(stroke.size), 0.9), dash: DASHES[line.status] ?? [1, 0], arrow: line.directed };
  });
  return { width, height, marks: marks.sort((a, b) => a.z - b.z), strokes, names: labels.arranged(), look: styles.look };
}
