/** Routes by the paths that they take: to look at each for each would take long for a host of thousands. */
import { OPEN_CONDITIONS, type Route, type VirtualService } from "./istio-objects";
import { beginning, isEveryPath, matchesOf, orderOf, pathOf, takesAll, type Order } from "./route-order";

const EVERY = "every", UNCLEAR = "unclear";

/** What of a route may take the requests of another. A condition that asks something of the request leaves the rest of them. */
function keysOf(route: Route, port: number | undefined): ReadonlySet<string> {
  if (route.open || route.answer === "delegate") return new Set([UNCLEAR]);
  return new Set(matchesOf(route, port).filter(({ conditions }) => conditions.every(each => OPEN_CONDITIONS.includes(each))).map(match => {
    const path = pathOf(match);
    return isEveryPath(path) ? EVERY : path.kind === "exact" ? `= ${path.text}` : `^ ${beginning(path)}`;
  }));
}

class RouteIndex {
  /** Places in ascending order. */
  readonly #places = new Map<string, number[]>();

  /** @param placed in ascending order of their places */
  constructor(placed: readonly { readonly route: Route; readonly place: number }[], readonly port: number | undefined) {
    for (const { route, place } of placed) for (const key of keysOf(route, port)) {
      const known = this.#places.get(key);
      if (known === undefined) this.#places.set(key, [place]);
      else if (known.at(-1) !== place) known.push(place);
    }
  }

  /** Places of routes that may take requests of one, or of which that is not known, in ascending order. */
  *mayTakeFrom(route: Route): Generator<number> {
    const paths = matchesOf(route, this.port).map(pathOf);
    const texts = paths.flatMap(path => [`= ${path.text}`, ...Array.from({ length: beginning(path).length + 1 }, (_, length) => `^ ${beginning(path).slice(0, length)}`)]);
    const ways = [...new Set([UNCLEAR, EVERY, ...texts])].flatMap(key => { const places = this.#places.get(key); return places ? [{ places, next: 0 }] : []; });
    for (;;) {
      const least = Math.min(...ways.map(({ places, next }) => places[next] ?? Infinity));
      if (least === Infinity) return;
      yield least;
      for (const way of ways) if (way.places[way.next] === least) way.next++;
    }
  }
}

const at = (port: number | undefined, routes: readonly Route[]): readonly Route[] => routes.filter(({ ports }) => ports.length === 0 || port === undefined || ports.includes(port));

/** What the routes before it leave to each route of a list; undefined where they leave it all that it asks for. */
export function ordersOf(routes: readonly Route[], port: number | undefined): readonly (Order | undefined)[] {
  const index = new RouteIndex(routes.map((route, place) => ({ route, place })), port);
  return routes.map((route, own) => {
    const earlier: Route[] = [];
    for (const place of index.mayTakeFrom(route)) {
      const other = routes[place];
      if (place >= own || other === undefined) break;
      earlier.push(other);
    }
    return orderOf(earlier, route, port);
  });
}

/**
 * What the routes of other VirtualServices for the same host leave to a route: Istio puts them together in an order that is not defined, those for every path behind all others
 * (istio.io, "Traffic Management Best Practices", and istio/istio, pilot/pkg/networking/core/route/route.go, CombineVHostRoutes, as of 2026-08-21).
 */
export class MergedRoutes {
  readonly #services: VirtualService[] = [];
  readonly #indices = new Map<string, RouteIndex>();

  add(service: VirtualService): void {
    if (this.#services.at(-1) === service) return;
    this.#services.push(service);
    this.#indices.clear();
  }

  /** Those that stand beside a route, which one for every path does with all. */
  #beside(route: Route, routes: readonly Route[], port: number | undefined): readonly Route[] {
    return at(port, routes).filter(each => takesAll(route) || !takesAll(each));
  }

  #indexFor(route: Route, port: number | undefined): RouteIndex {
    const key = `${takesAll(route)} ${port ?? ""}`;
    const index = this.#indices.get(key) ?? new RouteIndex(this.#services.flatMap(({ http }, place) => this.#beside(route, http, port).map(each => ({ route: each, place }))), port);
    this.#indices.set(key, index);
    return index;
  }

  /** @param own the VirtualService of the route */
  orderOf(own: VirtualService, route: Route, port: number | undefined): Order | undefined {
    for (const place of this.#indexFor(route, port).mayTakeFrom(route)) {
      const other = this.#services[place];
      const order = other === undefined || other === own ? undefined : orderOf(this.#beside(route, other.http, port), route, port);
      if (other === undefined || order === undefined) continue;
      return { doubt: `VirtualService ${other.name} is for the host too, and which of the two Istio asks first is not defined: ${("never" in order ? order.never : order.doubt).replace("an earlier route", "its route")}` };
    }
    return undefined;
  }
}
