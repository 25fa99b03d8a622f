/** The worker: computes places, communities and betweenness beside the page, which stays quick meanwhile. */

import { betweenness } from "./between";
import { communities } from "./communities";
import { place } from "./place";
import type { Answer, Request } from "./protocol";

self.addEventListener("message", ({ data }: MessageEvent<Request>) => self.postMessage(answer(data)));

function answer(request: Request): Answer {
  const { id, shape } = request;
  const { count, first, second } = shape;
  switch (request.kind) {
    case "place": {
      const { x, y } = request;
      place({ x, y, first, second });
      return { id, kind: "place", x, y };
    }
    case "communities":
      return { id, kind: "communities", values: communities(count, first, second) };
    case "betweenness":
      return { id, kind: "betweenness", values: betweenness(count, first, second) };
  }
}
