// One key for each decision: whatever says data-key is pressed by it, unless somebody is writing.
const writes = (place) => place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (wanted === null) return;
  event.preventDefault();
  wanted.click();
});
