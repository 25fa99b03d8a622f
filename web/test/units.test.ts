/** What the page computes without a browser. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Words, type Config } from "../src/explore/config";
import { cell } from "../src/explore/export";
import { Model, type Statement } from "../src/explore/model";
import { escaped } from "../src/explore/picture";
import { arrange, wrapped } from "../src/explore/stage/names";
import { askedFor, emptyState, readState, writeState } from "../src/explore/state";
import { knownOn, months, validOn } from "../src/explore/time";
import { viewOf } from "../src/explore/view";
import type { NetworkAnswer } from "../src/explore/wire";
import { betweenness } from "../src/layout/between";
import { settle } from "../src/layout/calm";
import { communities } from "../src/layout/communities";
import { place } from "../src/layout/place";
import { matching } from "../src/sparql/completers";
import { withPrefixes } from "../src/sparql/prefixes";

const ANSWER: NetworkAnswer = {
  nodes: {
    key: ["land/a", "person/b", "company/c"],
    label: ["A", "B", "C"],
    short: [null, null, null],
    type: ["Land", "Person", "Company"],
    coarse: ["Jurisdiction", "Person", "Organisation"],
    degree: [2, 1, 5],
    land: [[0], [0], []],
  },
  lands: [{ key: "land/a", label: "A" }],
  predicates: ["holdsRole", "cooperatesWith"],
  statuses: ["fact", "planned"],
  articles: { id: ["x", "y"], title: ["X", "Y"], date: ["2024-05-07", null], url: [null, null] },
  statements: {
    id: ["1", "2", "3"],
    subject: [1, 0, 2],
    predicate: [0, 1, 1],
    object: [0, 2, 0],
    status: [0, 0, 1],
    confidence: [0.9, 0.5, 0.8],
    article: [0, 0, 1],
    from: ["2021-05", null, null],
    until: [null, null, null],
    note: [null, null, null],
    speaker: [null, null, null],
    quote: ["q1", "q2", "q3"],
  },
  centres: ["land/a"],
  left_out: { nodes: 1, statements: 2 },
};

function modelOf(): Model {
  const model = new Model();
  model.add(ANSWER);
  return model;
}

function statement(change: Partial<Statement> & { date?: string | null }): Statement {
  const known = modelOf().statements.get("2")!;
  return { ...known, ...change, article: { ...known.article, date: change.date === undefined ? "2024-05-07" : change.date } };
}

test("valid on: the table of docs/clocks.md", () => {
  const cases: [Partial<Statement> & { date?: string | null }, string, string][] = [
    [{}, "2024-05-06", "unknown"],
    [{}, "2024-05-07", "yes"],
    [{}, "2024-05-08", "unknown"],
    [{ from: "2021-05" }, "2021-04-30", "no"],
    [{ from: "2021-05" }, "2021-05-10", "unknown"],
    [{ from: "2021-05" }, "2021-05-31", "yes"],
    [{ from: "2021-05" }, "2024-05-07", "yes"],
    [{ from: "2021-05" }, "2024-05-08", "unknown"],
    [{ until: "2022" }, "2023-01-01", "no"],
    [{ until: "2022" }, "2022-12-31", "unknown"],
    [{ status: "ended" }, "2024-05-07", "no"],
    [{ status: "ended" }, "2024-05-06", "unknown"],
    [{ status: "planned" }, "2024-05-06", "no"],
    [{ status: "planned" }, "2024-05-08", "unknown"],
    [{ status: "denied" }, "2024-05-07", "no"],
    [{ status: "denied" }, "2024-05-08", "unknown"],
    [{ date: null }, "2024-05-07", "unknown"],
    [{ date: "2024-05" }, "2024-05-07", "unknown"],
  ];
  for (const [change, day, expected] of cases) assert.equal(validOn(statement(change), day), expected, `${JSON.stringify(change)} ${day}`);
});

test("known on: only what was surely published by the end of the day", () => {
  assert.equal(knownOn(statement({}), "2024-05-07"), "yes");
  assert.equal(knownOn(statement({}), "2024-05-06"), "no");
  assert.equal(knownOn(statement({ date: "2024" }), "2024-05-06"), "unknown");
  assert.equal(knownOn(statement({ date: null }), "2024-05-06"), "unknown");
});

test("the sliders step through the last days of the months", () => {
  assert.deepEqual(months(["2023-12-05", "2024-02"]), ["2023-12-31", "2024-01-31", "2024-02-29"]);
  assert.deepEqual(months([]), []);
});

test("a state comes back out of its address", () => {
  const address =
    "?entity=land/a&entity=person/b&query=takeovers&q.by=Bund&path=a&path=b&hide-type=Person&hide-status=denied" +
    "&land=land/a&valid=2024-05-07&holds=yes&size=betweenness&communities=1&chosen=land/a";
  assert.equal(writeState(readState(address)), address);
  assert.equal(writeState(emptyState()), "");
  assert.equal(readState("?valid=yesterday&holds=perhaps").validOn, null);
  assert.equal(askedFor(readState(address)), "?entity=land/a&entity=person/b&query=takeovers&q.by=Bund&path=a&path=b");
});

test("filters count what they would let through, and lines gather what joins two", () => {
  const model = modelOf();
  const none = viewOf(model, emptyState(), new Set(["cooperatesWith"]));
  assert.equal(none.lines.length, 2);
  const joint = none.lines.find((line) => line.statements.length === 2)!;
  assert.equal(joint.status, "fact", "a fact goes before what is planned");
  assert.equal(joint.directed, false);
  const hidden = viewOf(model, { ...emptyState(), hiddenTypes: new Set(["Person"]) }, new Set());
  assert.equal(hidden.statements.length, 2);
  assert.equal(hidden.typeCounts.get("Person"), 1);
  const dated = viewOf(model, { ...emptyState(), knownOn: "2024-12-31" }, new Set());
  assert.equal(dated.statements.length, 2, "the undated article does not count");
  assert.equal(viewOf(model, { ...emptyState(), land: "land/b" }, new Set()).statements.length, 0);
});

test("a cell is never a formula, and numbers stay numbers", () => {
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell("\t@x"), "'\t@x");
  assert.equal(cell("-5"), "-5");
  assert.equal(cell('er sagt "ja", gut'), '"er sagt ""ja"", gut"');
  assert.equal(cell(null), "");
});

test("names in a drawing are text", () => {
  assert.equal(escaped('<b> & "c"\u0000'), "&lt;b&gt; &amp; &quot;c&quot;");
  assert.deepEqual(wrapped("Bundesministerium des Innern und für Heimat"), ["Bundesministerium", "des Innern und für …"]);
});

test("no name is written over another", () => {
  const names = [0, 4, 8].map((x) => ({ text: "Freie Hansestadt Bremen", x: 300 + x, y: 200, radius: 5, always: false, faded: false }));
  const written = arrange(names, [], (text) => text.length * 7, { wide: 900, most: 10 });
  assert.ok(written.length >= 2);
  assert.equal(new Set(written.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size, written.length);
});

test("the middle of a star lies between all others", () => {
  const values = betweenness(5, Int32Array.of(0, 0, 0, 0), Int32Array.of(1, 2, 3, 4));
  assert.deepEqual([...values], [1, 0, 0, 0, 0]);
});

test("two triangles with a bridge are two communities", () => {
  const found = communities(7, Int32Array.of(0, 1, 2, 3, 4, 5, 2), Int32Array.of(1, 2, 0, 4, 5, 3, 3));
  assert.deepEqual([...found.slice(0, 3)], Array(3).fill(found[0]));
  assert.notEqual(found[0], found[3]);
  assert.equal(found[6], -1);
});

test("every node gets a place with room for its name, the same each time, and keeps it when others come", () => {
  const star = () => ({
    x: new Float64Array(9).fill(NaN),
    y: new Float64Array(9).fill(NaN),
    first: new Int32Array(8),
    second: Int32Array.from({ length: 8 }, (_, i) => i + 1),
  });
  const [one, other] = [star(), star()];
  settle(one);
  settle(other);
  assert.deepEqual(one.x, other.x);
  for (let i = 0; i < 9; i++) {
    for (let j = i + 1; j < 9; j++) {
      assert.ok(Math.hypot((one.x[i]! - one.x[j]!) / 66, (one.y[i]! - one.y[j]!) / 44) > 0.8);
    }
  }
  const grown = {
    x: Float64Array.from([...one.x, NaN]),
    y: Float64Array.from([...one.y, NaN]),
    first: Int32Array.from([...one.first, 1]),
    second: Int32Array.from([...one.second, 9]),
  };
  place(grown);
  assert.ok(grown.x.every(Number.isFinite));
});

test("a completer knows an IRI that begins so, else a word in a label", () => {
  const terms = [{ iri: "https://example.org/#takesOver", label_de: "übernimmt", label_en: "takes over" }];
  assert.deepEqual(matching(terms, "https://example.org/#ta"), [terms[0]!.iri]);
  assert.deepEqual(matching(terms, "über"), [terms[0]!.iri]);
  assert.deepEqual(matching(terms, "nichts"), []);
});

test("prefixes that a query uses are declared, others not, and none twice", () => {
  const known = { kg: "https://example.org/#", rdf: "https://example.org/rdf#" };
  assert.equal(withPrefixes("SELECT * { ?s kg:x 'rdf:y' } # rdf:z", known), "PREFIX kg: <https://example.org/#>\nSELECT * { ?s kg:x 'rdf:y' } # rdf:z");
  const own = "PREFIX kg: <x:> SELECT * { ?s kg:x ?o }";
  assert.equal(withPrefixes(own, known), own);
});

test("dates and shares are written as the reader's language does", () => {
  const words = (language: string) => new Words({ language } as Config);
  const told = (language: string) => ["2023-11-20", "2023-11", "2023"].map((date) => words(language).day(date));
  assert.deepEqual(told("de"), ["20.11.2023", "11/2023", "2023"]);
  assert.deepEqual(told("en"), ["2023-11-20", "2023-11", "2023"]);
  assert.deepEqual([words("de").percent(0.754), words("en").percent(0.754)], ["75\u00a0%", "75%"]);
});
