// The same statements as a table: it follows search and filters, and sorts by any column.

const table = byId("statements");
const rows = [...table.tBodies[0].rows];
const original = new Map(rows.map((row, place) => [row, place]));
let sorted = { column: null, up: true };

for (const head of table.tHead.rows[0].cells) {
  const button = element("button", { type: "button" }, ...head.childNodes);
  button.addEventListener("click", () => sortBy(head));
  head.append(button);
}

function sortBy(head) {
  const column = head.cellIndex;
  sorted = { column, up: sorted.column === column ? !sorted.up : true };
  const value = (row) => row.cells[column].textContent.trim();
  const compare = new Intl.Collator("de", { numeric: true }).compare;
  rows.sort((a, b) => (sorted.up ? 1 : -1) * compare(value(a), value(b)) || original.get(a) - original.get(b));
  table.tBodies[0].append(...rows);
  for (const cell of table.tHead.rows[0].cells)
    cell.setAttribute("aria-sort", cell !== head ? "none" : sorted.up ? "ascending" : "descending");
}

// The statements in the table's order that search and filters leave.
const listed = () => rows.map((row) => statements[row.dataset.statement]).filter(isListed);
const isListed = (statement) => shown.statements.has(statement) && (!state.q.trim() || matches(statement.text, state.q));

whenChanged(() => {
  let count = 0;
  for (const row of rows) {
    const statement = statements[row.dataset.statement];
    const visible = isListed(statement);
    count += visible;
    row.hidden = !visible;
    row.classList.toggle("chosen", state.edge === statement.edge);
  }
  byId("rows").textContent = `${text("rows", { n: count })}.`;
});
