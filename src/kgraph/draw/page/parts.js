// Small builders of elements. Whatever a stranger wrote enters as text, never as markup.

const byId = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
function drawing(attributes, part, attributesOfPart) {
  const svg = document.createElementNS(SVG, "svg");
  const inner = document.createElementNS(SVG, part);
  for (const [name, value] of Object.entries({ "aria-hidden": "true", ...attributes })) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries(attributesOfPart)) inner.setAttribute(name, value);
  svg.append(inner);
  return svg;
}
const icon = (kind) => drawing({ class: `icon type-${kind}` }, "use", { href: `#shape-${kind}` });

const dashes = { fact: [], planned: [7, 5], ended: [2, 4], denied: [10, 4, 2, 4] };
const stroke = (status) =>
  drawing({ viewBox: "0 0 52 12" }, "path", { d: "M1 6H51", class: status, "stroke-dasharray": dashes[status].join(" ") });

const foreign = (string) => element("bdi", {}, string);
const entityLink = (node) =>
  element("a", { href: `#node=${encodeURIComponent(node.id)}`, "data-node": node.id }, icon(node.group), foreign(node.name));
const lineLink = (line, ...content) =>
  element("a", { href: `#edge=${encodeURIComponent(line.id)}`, "data-edge": line.id, class: "proof" }, content);
const statusBadge = (status) => element("span", { class: `status ${status}` }, text(status));

// Only web addresses become links.
const webAddress = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

// One handler for every link to an entity or a line, wherever it stands.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-node], [data-edge]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose({ node: link.dataset.node ?? "", edge: link.dataset.edge ?? "" }, link.closest("table") !== null);
});

// Selects an entity or a line; `look` brings the drawing into sight where the click was far from it.
function choose({ node = "", edge = "" }, bringIntoSight = false) {
  change({ node: edge ? state.node : node, edge }, true);
  const { top, bottom } = document.querySelector(".map").getBoundingClientRect();
  const away = top < -0.3 * (bottom - top) || bottom > innerHeight + 0.3 * (bottom - top);
  if (bringIntoSight && away) document.querySelector(".map").scrollIntoView({ block: "nearest", behavior: motion() });
}
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
