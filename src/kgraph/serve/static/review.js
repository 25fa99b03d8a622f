// One key for each decision: whatever says data-key is pressed by it, unless somebody is writing.
const FIELDS = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];
const writes = (place) => FIELDS.some((kind) => place instanceof kind);

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (wanted === null) return;
  event.preventDefault();
  wanted.click();
});
