/**
 * The two clocks, three-valued: does a statement hold on a day (*valid on*), and was it known by a day (*known on*)?
 * Each statement is judged by itself, by the table in `docs/clocks.md`; only the commands join several articles first.
 * Dates are ISO 8601, cut to what is known: "2023-11" may mean any day of that month.
 */

import type { Statement } from "./model";

export type Truth = "yes" | "no" | "unknown";

export function firstDay(date: string): string {
  return (date + "-01-01".slice(date.length - 4)).slice(0, 10);
}

/** The last day that a date may mean; 31 for every month, as only the order matters. */
export function lastDay(date: string): string {
  return (date + (date.length === 4 ? "-12-31" : date.length === 7 ? "-31" : "")).slice(0, 10);
}

/** Was the statement known by that day? Unknown where the article has no date, or one that is too coarse to tell. */
export function knownOn(statement: Statement, day: string): Truth {
  const { date } = statement.article;
  if (!date) return "unknown";
  if (lastDay(date) <= day) return "yes";
  return firstDay(date) > day ? "no" : "unknown";
}

/**
 * Does what the statement says hold on that day? An unknown start is not "always", an unknown end not "for ever": of a
 * fact it is certain only that it holds when the article says so, and from its start to its end where these are named.
 */
export function validOn(statement: Statement, day: string): Truth {
  const { from, until, status } = statement;
  if (from && firstDay(from) > day) return "no";
  if (until && lastDay(until) < day) return "no";
  const said = statement.article.date;
  if (status !== "fact") return said ? otherwise(status, said, day) : "unknown";
  const start = from ?? said;
  const end = until ?? said;
  // Named too coarsely to tell on which side the day is: from "2023" is not certain to hold in March 2023.
  if (!start || !end) return "unknown";
  return lastDay(start) <= day && day <= firstDay(end) ? "yes" : touches(start, end, day);
}

function touches(start: string, end: string, day: string): Truth {
  return start === end && firstDay(start) <= day && day <= lastDay(start) && start.length === 10 ? "yes" : "unknown";
}

/** What is planned does not hold before that is said, what has ended not from then on, what is denied not on that day. */
function otherwise(status: string, said: string, day: string): Truth {
  if (status === "ended") return lastDay(said) <= day ? "no" : "unknown";
  if (status === "planned") return day < firstDay(said) ? "no" : "unknown";
  return said.length === 10 && said === day ? "no" : "unknown";
}

/** Every month from the first to the last date, as days: what the sliders step through. */
export function months(dates: readonly string[]): string[] {
  const sorted = dates.filter(Boolean).sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) return [];
  const found: string[] = [];
  let year = Number(first.slice(0, 4));
  let month = Number(firstDay(first).slice(5, 7));
  const end = lastDay(last).slice(0, 7);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    found.push(`${name}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, "0")}`);
    if (name >= end || found.length > 2400) return found;
    month = (month % 12) + 1;
    if (month === 1) year += 1;
  }
}
