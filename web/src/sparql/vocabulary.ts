/** What the server tells of its vocabulary: `GET /api/vocabulary`. */

export interface Term {
  iri: string;
  label_de: string;
  label_en: string;
}

export interface Example {
  name: string;
  query: string;
}

export interface Vocabulary {
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
  examples: Example[];
}
