/**
 * The words that Yasgui takes from others: names of tabs and of the views of an answer, and what DataTables says below
 * a table. For its buttons and menus it has no such place: they stay English.
 */

import Yasgui from "@zazuko/yasgui";

type View = new (...given: never[]) => { label?: string };

/** Register the views of an answer anew, under names in the language of the page; `given` are attributes of `#yasgui`. */
export function speak(given: DOMStringMap): void {
  const { Yasr } = Yasgui;
  for (const name of ["table", "response"]) {
    const label = given[name];
    if (label) Yasr.registerPlugin(name, named(Yasr.plugins[name] as unknown as View, label) as never);
  }
  const table = Yasr.plugins.table as unknown as { defaults: { tableConfig: { language?: object } } };
  const { info = "", filtered = "", empty = "" } = given;
  const words = { info, infoFiltered: filtered, infoEmpty: empty, emptyTable: empty, zeroRecords: empty };
  table.defaults.tableConfig.language = { ...table.defaults.tableConfig.language, ...words };
}

function named(view: View, label: string): View {
  return class extends view {
    override label = label;
  };
}
