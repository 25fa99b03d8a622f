// Bundle the scripts of the served pages: `node build.mjs FOLDER`; their tests: `node build.mjs FOLDER tests`.
// One file an entry, nothing shared between them, so that a page loads only what it needs. The same input gives the same bytes.
import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

const [folder, tests] = process.argv.slice(2);
if (!folder) throw new Error("say where to: node build.mjs FOLDER [tests]");
if (tests) {
  const options = { entryPoints: ["test/units.test.ts"], outdir: folder, bundle: true, platform: "node", format: "esm" };
  await build({ ...options, loader: { ".css": "empty" }, outExtension: { ".js": ".mjs" }, logLevel: "warning" });
  process.exit();
}

await build({
  entryPoints: {
    explore: "src/explore/main.ts",
    layout: "src/layout/worker.ts",
    sparql: "src/sparql/main.ts",
    suggest: "src/suggest/main.ts",
  },
  outdir: folder,
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox121", "safari17.5"],
  minify: true,
  legalComments: "none", // all licences stand in one file, below
  charset: "utf8",
  loader: { ".svg": "file", ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file" },
  assetNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [{ name: "sheets", setup: (on) => on.onLoad({ filter: /yasgui\.esm\.js$/ }, withoutStyleElement) }],
  logLevel: "warning",
});
await writeFile(path.join(folder, "LICENSES.txt"), await licences());

// A column resizer in Yasgui puts a <style> into the page, which a strict content security policy forbids. A style sheet
// made by script is allowed, and does the same.
async function withoutStyleElement({ path: file }) {
  const text = await readFile(file, "utf8");
  const element = /var (\w+) = document\.createElement\("style"\);\s*\1\.type = "text\/css", [^;]*? : \1\.appendChild\(document\.createTextNode\((\w+)\)\), \w+\.appendChild\(\1\);/;
  if (!element.test(text)) throw new Error("Yasgui has changed: look how it styles its columns");
  const sheet = "var $1 = new CSSStyleSheet(); $1.replaceSync($2); document.adoptedStyleSheets.push($1);";
  return { contents: text.replace(element, sheet), loader: "js" };
}

// The licences of every package that is not only for development. Bundled code carries others inside it, so all count.
async function licences() {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
  const texts = ["The scripts in this folder contain these packages, each under its own licence.\n"];
  for (const [place, entry] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!place || entry.dev || entry.optional) continue;
    const name = place.replace(/^.*node_modules\//, "");
    texts.push(`${"=".repeat(80)}\n${name} ${entry.version} (${entry.license ?? "see below"})\n\n${await licenceOf(place)}\n`);
  }
  return texts.join("\n");
}

async function licenceOf(place) {
  const files = (await readdir(place)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  if (files.length === 0) {
    const { author, repository, homepage } = JSON.parse(await readFile(path.join(place, "package.json"), "utf8"));
    const by = typeof author === "string" ? author : author?.name;
    return `The package carries no licence text. By ${by ?? "its authors"}, ${repository?.url ?? repository ?? homepage ?? ""}`;
  }
  const texts = await Promise.all(files.map((name) => readFile(path.join(place, name), "utf8")));
  return texts.map((text) => text.replaceAll("\r\n", "\n").trimEnd()).join("\n\n");
}
