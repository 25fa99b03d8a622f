// What leaves the page: the drawing as a picture, the listed statements as a table for spreadsheets.

function save(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  byId("export").open = false;
}

function savePicture() {
  const drawing = canvas.querySelector("canvas");
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [drawing.width, drawing.height];
  const ctx = picture.getContext("2d");
  ctx.fillStyle = paint.surface;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(drawing, 0, 0);
  picture.toBlob((blob) => save(blob, "kgraph.png"), "image/png");
}

// Spreadsheets run what begins like a formula; an apostrophe before it makes it text again.
function cell(value) {
  const string = String(value ?? "");
  const safe = /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(string) ? `'${string}` : string;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function tableAsCsv() {
  const heads = ["subject", "subjectType", "predicate", "object", "objectType", "status", "date", "article", "address", "sentence", "confidence", "rule", "role", "amount"];
  const body = listed().map((statement) => {
    const [from, to] = endsOf(statement);
    const { line, source } = statement;
    return [
      from.name, typeLabel(from.type), predicateLabel(line.predicate), to.name, typeLabel(to.type), text(line.status),
      source.date, source.title, source.url, statement.quote, statement.confidence, statement.rule, statement.roles.join("; "), statement.amount,
    ];
  });
  return [heads.map((key) => text(key)), ...body].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

byId("png").addEventListener("click", savePicture);
// The mark at the beginning tells spreadsheets that it is UTF-8.
byId("csv").addEventListener("click", () => save(new Blob(["\ufeff", tableAsCsv()], { type: "text/csv;charset=utf-8" }), "kgraph.csv"));
