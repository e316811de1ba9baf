/**
 * Which HTTP routes of a VirtualService an earlier one takes the requests from: Istio hands the proxy a host's routes in their order, the first that matches answers, and nothing after one for every path is handed over at all
 * (istio/istio, pilot/pkg/networking/core/route/route.go, BuildHTTPRoutesForVirtualService and TranslateRouteMatch, as of 2026-08-21).
 */
import { everyRequest, OPEN_CONDITIONS, type Route, type RouteMatch, type RoutePath } from "./istio-objects";

export type Order =
  /** No request of any of its paths is left for it. */
  | { readonly never: string }
  /** Some of its paths are taken, or perhaps. */
  | { readonly doubt: string };

type Cover = "wholly" | "perhaps" | "no";

/** Every path begins with it, and these are how one says so. */
const EVERY_PATH: RoutePath = { kind: "prefix", text: "/" };
const EVERY_REGEX: readonly string[] = [".*", "/.*"];

/** Characters of a regular expression that are more than themselves. */
const LITERAL = /^\^?([^\\.[\](){}*+?|^$]*)([*+?{])?/;

export const pathOf = ({ path }: RouteMatch): RoutePath => (path === undefined || (path.kind === "regex" && EVERY_REGEX.includes(path.text)) ? EVERY_PATH : path);

export const isEveryPath = ({ kind, text }: RoutePath): boolean => kind === "prefix" && text === EVERY_PATH.text;

/** What everything that a path takes begins with, as far as that can be read. */
export function beginning({ kind, text }: RoutePath): string {
  if (kind !== "regex") return text;
  const [, literal = "", repeated] = LITERAL.exec(text) ?? [];
  if (text.includes("|")) return "";
  return repeated === undefined ? literal : literal.slice(0, -1);
}

/** Whether what a later path takes is taken already. A prefix compares letter by letter; an exact path is itself and nothing else. */
function pathCover(earlier: RoutePath, later: RoutePath): Cover {
  if (isEveryPath(earlier)) return "wholly";
  if (earlier.kind === "exact") return later.kind === "exact" && later.text === earlier.text ? "wholly" : "no";
  if (!beginning(later).startsWith(beginning(earlier))) return "no";
  return earlier.kind === "prefix" && later.kind !== "regex" ? "wholly" : "perhaps";
}

/** A condition on the request leaves the rest of the requests; one on where it comes from holds for all of them or for none, and the plan does not say. */
function matchCover(earlier: RouteMatch, later: RouteMatch, port: number | undefined): Cover {
  if (earlier.conditions.some(condition => !OPEN_CONDITIONS.includes(condition))) return "no";
  const cover = pathCover(pathOf(earlier), pathOf(later));
  const sure = earlier.conditions.length === 0 && !earlier.portOpen && (earlier.port === undefined || earlier.port === port);
  return cover === "wholly" && !sure ? "perhaps" : cover;
}

const WORDS = { prefix: "what begins with", exact: "the path", regex: "what matches" } as const;

const inWords = (path: RoutePath): string => (isEveryPath(path) ? "every path" : `${WORDS[path.kind]} ${path.text}`);

const at = (port: number | undefined) => (match: RouteMatch): boolean => match.port === undefined || port === undefined || match.port === port;

/** Ways in which a route is taken; all of them, where it asks for nothing. */
export const matchesOf = (route: Route, port: number | undefined): readonly RouteMatch[] => (route.matches.length === 0 ? [everyRequest] : route.matches.filter(at(port)));

export const takesAll = ({ open, answer, matches }: Route): boolean => !open && answer !== "delegate" && (matches.length === 0 || matches.some(match => match.conditions.length === 0 && isEveryPath(pathOf(match))));

/**
 * What the routes before it leave to a route; undefined where they leave it all that it asks for.
 * @param earlier those before it in the list, of the same VirtualService and for the same port
 * @param port of the gateway's server; undefined where it is not known
 */
export function orderOf(earlier: readonly Route[], route: Route, port: number | undefined): Order | undefined {
  // What another VirtualService answers, or what is not known, may be every path.
  const unclear = earlier.some(each => each.open || each.answer === "delegate");
  const before = earlier.filter(each => !each.open && each.answer !== "delegate").flatMap(each => matchesOf(each, port));
  const own = matchesOf(route, port).map(match => {
    const covers = before.map(each => ({ path: pathOf(each), cover: matchCover(each, match, port) }));
    return { path: pathOf(match), by: covers.find(({ cover }) => cover === "wholly") ?? covers.find(({ cover }) => cover === "perhaps") };
  });
  const taken = own.flatMap(({ by }) => (by?.cover === "wholly" ? [by.path] : []));
  const [first] = taken;
  if (first !== undefined && taken.length === own.length && !route.open) return { never: `an earlier route takes ${inWords(taken.find(isEveryPath) ?? first)}` };
  const partly = own.find(({ by }) => by !== undefined);
  if (partly?.by !== undefined) return { doubt: `${inWords(partly.path)} is ${partly.by.cover === "wholly" ? "" : "perhaps "}never reached: an earlier route takes ${inWords(partly.by.path)}` };
  return unclear ? { doubt: "what an earlier route takes is not known" } : undefined;
}
