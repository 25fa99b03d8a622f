// Search without a server: the index holds [name, other names folded, type, path]; the page works by keyboard as any form.
"use strict";

(() => {
  const MOST = 60;
  const input = document.getElementById("q");
  const list = document.getElementById("found");
  const nothing = document.getElementById("nothing");
  const index = globalThis.kgraphIndex;

  const fold = (text) =>
    text.toLowerCase().replaceAll("ß", "ss").replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue")
      .normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // Better first: the whole name, then its beginning, then a word's beginning, then anywhere.
  const rank = (forms, wanted) => {
    let best = 9;
    for (const form of forms) {
      if (form === wanted) return 0;
      if (form.startsWith(wanted)) best = Math.min(best, 1);
      else if (form.includes(` ${wanted}`)) best = Math.min(best, 2);
      else if (form.includes(wanted)) best = Math.min(best, 3);
      else if (wanted.split(" ").every((word) => form.includes(word))) best = Math.min(best, 4);
    }
    return best;
  };

  const show = () => {
    const wanted = fold(input.value);
    const hits = wanted
      ? index.things.map((thing) => [rank(thing[1].split("|"), wanted), thing]).filter(([place]) => place < 9)
      : [];
    hits.sort((a, b) => a[0] - b[0] || a[1][0].length - b[1][0].length || (a[1][0] < b[1][0] ? -1 : 1));
    list.replaceChildren(...hits.slice(0, MOST).map(([, thing]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const note = document.createElement("small");
      link.href = thing[3];
      link.textContent = thing[0];
      note.textContent = ` ${index.types[thing[2]] ?? ""}`;
      item.append(link, note);
      return item;
    }));
    nothing.hidden = !wanted || hits.length > 0;
  };

  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  input.addEventListener("input", () => {
    history.replaceState(null, "", input.value ? `?q=${encodeURIComponent(input.value)}` : location.pathname);
    show();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.focus();
  show();
})();
