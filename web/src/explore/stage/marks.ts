/** How sigma draws a node: the outline of its kind with a rim, computed in the shader, one program for all kinds. */

import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import { DISTANCE } from "../shapes";

export interface Mark extends NodeDisplayData {
  /** Place in `KINDS`. */
  kind: number;
  rim: string;
  /** Share of the radius that the rim takes. */
  rimWidth: number;
}

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_kind;
attribute float a_rimWidth;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_place;
varying float v_kind;
varying float v_rimWidth;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  vec2 position = a_position + a_corner * radius * 1.35;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  v_place = a_corner * 1.35 * vec2(1.0, -1.0);
  v_kind = a_kind;
  v_rimWidth = a_rimWidth;
  v_pixel = u_sizeRatio / a_size;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_rim = a_rim;
  v_rim.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_place;
varying float v_kind;
varying float v_rimWidth;
varying float v_pixel;
${DISTANCE}
void main(void) {
  float far = outline(v_place, v_kind);
  #ifdef PICKING_MODE
  if (far > 0.15) discard;
  gl_FragColor = v_color;
  #else
  float outside = smoothstep(v_rimWidth - v_pixel, v_rimWidth + v_pixel, far);
  float rim = smoothstep(-v_pixel, v_pixel, far);
  gl_FragColor = mix(mix(v_color, v_rim, rim), vec4(0.0), outside);
  #endif
}`;

export class MarkProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_kind", size: 1, type: FLOAT },
        { name: "a_rimWidth", size: 1, type: FLOAT },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ],
    };
  }

  processVisibleItem(id: number, start: number, data: NodeDisplayData): void {
    const { array } = this;
    const mark = data as Mark;
    let at = start;
    array[at++] = data.x;
    array[at++] = data.y;
    array[at++] = data.size;
    array[at++] = floatColor(data.color);
    array[at++] = floatColor(mark.rim);
    array[at++] = mark.kind;
    array[at++] = mark.rimWidth;
    array[at++] = id;
  }

  setUniforms({ sizeRatio, correctionRatio, matrix }: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations.u_sizeRatio!, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio!, correctionRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix!, false, matrix);
  }
}
