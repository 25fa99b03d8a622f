/** Completers of Yasgui's editor that know the words of this server's ontology, in place of those that ask the web. */

import type Yasgui from "@zazuko/yasgui";

import type { Term, Vocabulary } from "./vocabulary";

type Editor = (typeof Yasgui)["Yasqe"];
type Completer = Editor["Autocompleters"][string];

/** Replace the editor's completers of prefixes, classes and properties. */
export function adopt(editor: Editor, vocabulary: Vocabulary): void {
  const prefixes = Object.entries(vocabulary.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  replace(editor, "prefixes", { bulk: true, get: () => [...prefixes].sort() });
  replace(editor, "class", terms(vocabulary.classes));
  replace(editor, "property", terms(vocabulary.properties));
}

function terms(known: readonly Term[]): Partial<Completer> {
  return {
    bulk: false,
    autoShow: true,
    get: (_editor, token) => matching(known, token?.autocompletionString ?? ""),
  };
}

function replace(editor: Editor, name: string, by: Partial<Completer>): void {
  const present = editor.Autocompleters[name];
  if (!present) throw new Error(`the editor has no completer ${name}`);
  // Kept nowhere: the next version of the ontology must not meet the words of this one.
  const { persistenceId: _, ...rest } = present;
  editor.registerAutocompleter({ ...rest, ...by, name });
}

/** IRIs that begin as typed; else those whose local name or label holds what was typed. */
export function matching(known: readonly Term[], typed: string): string[] {
  const begun = known.filter((term) => term.iri.startsWith(typed)).map((term) => term.iri);
  if (begun.length || !typed) return begun;
  const word = local(typed).toLowerCase();
  const told = (term: Term) => `${local(term.iri)} ${term.label_de} ${term.label_en}`.toLowerCase();
  return known.filter((term) => told(term).includes(word)).map((term) => term.iri);
}

function local(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/"), iri.lastIndexOf(":")) + 1);
}
