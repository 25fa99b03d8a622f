/** What is shown, as files: PNG and SVG of the picture, CSV and Turtle of the statements. */

import type { App } from "./app";
import { save } from "./dom";
import type { Statement } from "./model";
import { arrowHead, pictureSvg } from "./picture";
import { outline } from "./shapes";
import { write } from "./stage/names";
import type { Picture } from "./stage/snapshot";

export function saveSvg(picture: Picture): void {
  save([pictureSvg(picture)], "image/svg+xml", "kgraph.svg");
}

/** Drawn anew at twice the size, so that it is sharp in print. */
export function savePng(picture: Picture, scale = 2): void {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  paint(context, picture);
  canvas.toBlob((blob) => blob && save([blob], "image/png", "kgraph.png"), "image/png");
}

function paint(context: CanvasRenderingContext2D, { width, height, marks, strokes, names, look }: Picture): void {
  context.fillStyle = look.surface;
  context.fillRect(0, 0, width, height);
  for (const { a, b, colour, width: wide, dash, arrow } of strokes) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = wide;
    context.setLineDash(dash[1] ? [...dash] : []);
    context.stroke(new Path2D(`M${a.x} ${a.y}L${b.x} ${b.y}`));
    if (arrow) context.fill(new Path2D(arrowHead(a, b, wide)));
  }
  context.setLineDash([]);
  for (const mark of marks) {
    const path = new Path2D(outline(mark.kind, mark.x, mark.y, mark.radius));
    context.strokeStyle = mark.rim;
    context.lineWidth = 2 * mark.rimWidth * mark.radius;
    context.lineJoin = "round";
    context.stroke(path);
    context.fillStyle = mark.colour;
    context.fill(path);
  }
  write(context, names, look);
}

export async function saveCsv(app: App, statements: readonly Statement[]): Promise<void> {
  const bare = statements.filter((statement) => statement.quote === null);
  const quotes = await app.server.quotes(bare.map((statement) => statement.id));
  for (const statement of bare) statement.quote = quotes[statement.id] ?? null;
  // A byte order mark, without which Excel takes umlauts for something else.
  save(["\uFEFF", csvOf(app, statements)], "text/csv;charset=utf-8", "kgraph.csv");
}

export function csvOf(app: App, statements: readonly Statement[]): string {
  const { words } = app;
  const head = ["subject", "subjectType", "predicate", "object", "objectType", "status", "date", "article", "url", "sentence", "confidence", "note", "speaker", "validFrom", "validUntil", "validOn", "id"];
  const rows = statements.map((s) => [
    s.subject.label, words.type(s.subject.type), words.predicate(s.predicate), s.object.label, words.type(s.object.type),
    words.status(s.status), s.article.date, s.article.title, s.article.url, s.quote, s.confidence.toFixed(2), s.note, s.speaker,
    s.from, s.until, app.view.truth.has(s) ? words.t(`holds-${app.view.truth.get(s)!}`) : "", s.id,
  ]);
  return [head.map((name) => words.t(`csv-${name}`)), ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** A cell that no spreadsheet runs: what could be a formula gets an apostrophe in front. */
export function cell(value: string | null | undefined): string {
  const text = value ?? "";
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The server writes the Turtle: it knows the terms. */
export async function saveTurtle(app: App, statements: readonly Statement[]): Promise<void> {
  save(await app.server.turtle(statements.map((statement) => statement.id)), "text/turtle;charset=utf-8", "kgraph.ttl");
}
