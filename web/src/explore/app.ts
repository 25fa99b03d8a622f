/** What the parts of the page share: the model, the state, the view, and how each changes the others. */

import type { Words } from "./config";
import type { Model } from "./model";
import type { Server } from "./server";
import type { State } from "./state";
import type { View } from "./view";

export interface App {
  readonly words: Words;
  readonly server: Server;
  readonly model: Model;
  readonly state: State;
  readonly view: View;
  /** Change the state; the view, the drawing and the address follow. `step` makes an entry in the history. */
  change(change: Partial<State>, step?: boolean): void;
  /** Choose a node, both ends of a line, or nothing. */
  choose(...keys: string[]): void;
  /** Ask for more around an entity. */
  expand(key: string): void;
  say(text: string): void;
}
