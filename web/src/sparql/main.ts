/**
 * The SPARQL page: Yasgui in place of the plain form, which stays where anything fails or no script runs.
 *
 * Its completers and prefixes come from this server; nothing is asked elsewhere. The page says where in the
 * attributes of `#yasgui`: `data-endpoint`, `data-vocabulary`, `data-label`, and the words of `words.ts`.
 */

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

import { adopt } from "./completers";
import { withPrefixes } from "./prefixes";
import "./sparql.css";
import type { Vocabulary } from "./vocabulary";
import { speak } from "./words";

async function start(): Promise<void> {
  const place = document.getElementById("yasgui");
  const form = document.getElementById("sparql-form");
  const field = form?.querySelector("textarea");
  if (!place || !form || !field) return;
  const vocabulary = await load(place.dataset.vocabulary ?? "");
  adopt(Yasgui.Yasqe, vocabulary);
  speak(place.dataset);
  form.hidden = true; // before Yasgui measures its place
  place.hidden = false;
  try {
    open(place, field.value, vocabulary);
  } catch (fault) {
    form.hidden = false;
    place.hidden = true;
    throw fault;
  }
}

async function load(address: string): Promise<Vocabulary> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Vocabulary;
}

function open(place: HTMLElement, query: string, vocabulary: Vocabulary): void {
  const endpoint = new URL(place.dataset.endpoint ?? "", document.baseURI).href;
  // Asked for in the address: shown in a tab of its own, whatever tabs were left open.
  const asked = new URLSearchParams(location.search).has("query");
  const editor = {
    ...Yasgui.Yasqe.defaults,
    value: withPrefixes(query, vocabulary.prefixes),
    prefixCcApi: null,
    screenReaderLabel: place.dataset.label ?? "SPARQL",
  };
  const yasgui = new Yasgui(place, {
    autofocus: false,
    tabName: place.dataset.tab ?? Yasgui.defaults.tabName,
    persistenceId: "kgraph",
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { ...Yasgui.defaults.endpointCatalogueOptions, getData: () => [] },
    requestConfig: { ...Yasgui.defaults.requestConfig, endpoint, method: "POST" },
    yasqe: editor,
    yasr: { ...Yasgui.Yasr.defaults, prefixes: vocabulary.prefixes },
  });
  if (asked) yasgui.addTab(true, { yasqe: { value: editor.value } }, { avoidDuplicateTabs: true });
  // A tab of another visit may remember a server that is gone.
  const here = () => yasgui.getTab()?.setEndpoint(endpoint);
  here();
  yasgui.on("tabSelect", () => setTimeout(here));
  // A tab list may hold nothing but tabs.
  place.querySelector(".tabsList .addTab")?.setAttribute("role", "tab");
  offerExamples(yasgui, vocabulary);
}

/** Each named query is opened in a tab of its own; the list is the page's, made without this script. */
function offerExamples(yasgui: Yasgui, vocabulary: Vocabulary): void {
  const queries = new Map(vocabulary.examples.map((example) => [example.name, example]));
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-example]")) {
    link.addEventListener("click", (event) => {
      const example = queries.get(link.dataset.example ?? "");
      if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      yasgui.addTab(true, { name: example.name, yasqe: { value: example.query } }, { avoidDuplicateTabs: true });
      document.getElementById("yasgui")?.scrollIntoView({ block: "start" });
    });
  }
}

void start();
