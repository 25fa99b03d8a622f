// Search without a server: the index holds [name, other names folded, type, path]; the page works by keyboard as any form.
"use strict";

(() => {
  const MOST = 60;
  const input = document.getElementById("q");
  const list = document.getElementById("found");
  const told = document.getElementById("told");
  const index = globalThis.kgraphIndex;

  const fold = (text) =>
    text.toLowerCase().replaceAll("ß", "ss").replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue")
      .normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // Whoever leaves the dots away types "koln" or "Munchen", where the index has "koeln" and "muenchen".
  const bare = (text) => text.replace(/([aou])e/g, "$1");

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

  // How many letters must be put in, left out, changed or swapped to get one word from the other; more than `most` is far.
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  };

  // Each word that was typed is like a word of the name: one slip in four letters, two in eight.
  const near = (forms, words) => {
    let best = 9;
    for (const form of forms) {
      const known = form.split(" ");
      let slips = 0;
      for (const word of words) {
        const most = Math.min(2, Math.floor(word.length / 4));
        slips += Math.min(9, ...known.map((other) => distance(word, other, most)).filter((number) => number <= most));
      }
      best = Math.min(best, slips);
    }
    return best;
  };

  const ranked = (judge) => index.things.map((thing) => [judge(thing[1].split("|")), thing]).filter(([place]) => place < 9);

  const found = (wanted) => {
    const exact = ranked((forms) => rank(forms, wanted));
    if (exact.length) return [exact, false];
    const plain = ranked((forms) => rank(forms.map(bare), bare(wanted)));
    if (plain.length) return [plain, false];
    const words = wanted.split(" ").map(bare).slice(0, 6);
    return [ranked((forms) => near(forms.map(bare), words)), true];
  };

  const tell = (number, similar) => {
    const said = told.dataset;
    const text = number === 0 ? said.none : similar ? said.near : number === 1 ? said.one : number > MOST ? said.first : said.many;
    return text.replace("{number}", number).replace("{shown}", MOST);
  };

  const show = () => {
    const wanted = fold(input.value.slice(0, 200));
    const [hits, similar] = wanted ? found(wanted) : [[], false];
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
    told.textContent = input.value.trim() ? tell(hits.length, similar) : "";
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
