/** How sigma draws a line: with a stroke that tells its status, so that colour never tells it alone. */

import { EdgeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

export interface Stroke extends EdgeDisplayData {
  /** Pixels drawn and pixels left out, in turn; nothing left out is a full line. */
  dash: readonly [number, number];
}

const UNIFORMS = [
  "u_matrix",
  "u_zoomRatio",
  "u_sizeRatio",
  "u_correctionRatio",
  "u_pixelRatio",
  "u_feather",
  "u_minEdgeThickness",
] as const;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_dash;
attribute float a_thickness;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_zoomRatio;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_pixelRatio;
uniform float u_feather;
uniform float u_minEdgeThickness;
varying vec4 v_color;
varying float v_across;
varying float v_thickness;
varying float v_feather;
varying float v_along;
varying vec2 v_dash;
const float bias = 255.0 / 254.0;
void main() {
  vec2 along = a_end - a_start;
  vec2 normal = normalize(vec2(-along.y, along.x));
  float pixels = max(a_thickness, u_minEdgeThickness * u_sizeRatio);
  #ifdef PICKING_MODE
  pixels = max(pixels, 7.0 * u_sizeRatio);
  #endif
  float half_ = pixels * u_correctionRatio / u_sizeRatio;
  vec2 position = mix(a_start, a_end, a_corner.x) + normal * half_ * a_corner.y;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  v_across = a_corner.y;
  v_thickness = half_ / u_zoomRatio;
  v_feather = u_feather * u_correctionRatio / u_zoomRatio / u_pixelRatio * 2.0;
  v_along = a_corner.x * length(along) / u_correctionRatio * 0.5;
  v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_across;
varying float v_thickness;
varying float v_feather;
varying float v_along;
varying vec2 v_dash;
void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  if (v_dash.y > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) discard;
  float far = abs(v_across) * v_thickness;
  gl_FragColor = mix(v_color, vec4(0.0), smoothstep(v_thickness - v_feather, v_thickness, far));
  #endif
}`;

export class StrokeProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_thickness", size: 1, type: FLOAT },
        { name: "a_dash", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [0, 1],
        [0, -1],
        [1, 1],
        [1, 1],
        [0, -1],
        [1, -1],
      ],
    };
  }

  processVisibleItem(
    id: number,
    start: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    data: EdgeDisplayData,
  ): void {
    const { array } = this;
    const [drawn, left] = (data as Stroke).dash;
    let at = start;
    array[at++] = source.x;
    array[at++] = source.y;
    array[at++] = target.x;
    array[at++] = target.y;
    array[at++] = data.size || 1;
    array[at++] = drawn;
    array[at++] = left;
    array[at++] = floatColor(data.color);
    array[at++] = id;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix!, false, params.matrix);
    gl.uniform1f(uniformLocations.u_zoomRatio!, params.zoomRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio!, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio!, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio!, params.pixelRatio);
    gl.uniform1f(uniformLocations.u_feather!, params.antiAliasingFeather);
    gl.uniform1f(uniformLocations.u_minEdgeThickness!, params.minEdgeThickness);
  }
}
