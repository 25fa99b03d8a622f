/** What the server answers; see `kgraph.explore`. Columns of equal length; numbers in `subject`, `article` … are places. */

export interface NetworkAnswer {
  nodes: {
    key: string[];
    label: string[];
    short: (string | null)[];
    type: string[];
    coarse: string[];
    /** How many others it is joined with in the whole graph, shown or not. */
    degree: number[];
    /** Places in `lands`. */
    land: number[][];
    /** Pixels at zoom 1; only where the server has laid out the whole. */
    x?: number[];
    y?: number[];
  };
  lands: { key: string; label: string }[];
  predicates: string[];
  statuses: string[];
  articles: { id: string[]; title: string[]; date: (string | null)[]; url: (string | null)[] };
  statements: {
    id: string[];
    subject: number[];
    predicate: number[];
    object: number[];
    status: number[];
    confidence: number[];
    article: number[];
    from: (string | null)[];
    until: (string | null)[];
    note: (string | null)[];
    speaker: (string | null)[];
    /** Absent in answers with very many statements. */
    quote?: string[];
  };
  centres: string[];
  left_out: { nodes: number; statements: number };
}

export interface StatementAnswer {
  id: string;
  subject: string;
  predicate: string;
  object: string;
  status: string;
  confidence: number;
  rule: string;
  role: string;
  amount: string;
  speaker: string;
  source: string;
  quote: string;
  article: string;
  title: string;
  published: string;
  sources: number;
}

export interface PathAnswer {
  from: string;
  to: string;
  hops: number;
  steps: { start: string; goal: string; statement: string; forward: boolean; others: number }[];
  network: NetworkAnswer;
}

export interface SuggestAnswer {
  hits: { key: string; label: string; type: string; matched: string }[];
}
