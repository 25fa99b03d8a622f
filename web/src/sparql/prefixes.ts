/** Prefixes that the server knows by itself, declared for those who do not: the editor, and whoever takes the query away. */

/** The query with a line for each prefix that it uses but does not declare. */
export function withPrefixes(query: string, known: Readonly<Record<string, string>>): string {
  const declared = new Set([...query.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((found) => found[1]));
  // Texts, addresses and comments may hold colons that mean nothing.
  const bare = query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^>\s]*>|#[^\n]*/g, " ");
  const used = new Set([...bare.matchAll(/(?<![\w?$:])([A-Za-z][\w-]*):/g)].map((found) => found[1] ?? ""));
  const missing = Object.entries(known).filter(([prefix]) => used.has(prefix) && !declared.has(prefix));
  return missing.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + query;
}
