/**
 * What Istio's webhook refuses of a Gateway or a VirtualService as a whole, in words; undefined where it takes it, as far as that can be told.
 * Source: istio/istio, pkg/config/validation/validation.go and virtualservice.go, as of 2026-08-21.
 */
import type { PlanObject, PlanValue } from "../model/plan";
import { countAt, isOpen, listAt, readAt, textAt } from "../model/read";

export function gatewayRefusal(inputs: PlanObject): string | undefined {
  const names = new Set<string>();
  for (const server of listAt(inputs, "spec", "servers")) {
    if (readAt(server, "port").knowledge === "absent" || isOpen(server, "port", "name")) continue;
    const name = textAt(server, "port", "name");
    if (name === undefined) return "a server's port has no name";
    if (names.has(name)) return `two of its servers' ports have the name ${name}`;
    names.add(name);
  }
  return undefined;
}

/** What a route must not have beside what the gateway answers by itself. */
const APART: Readonly<Record<string, readonly string[]>> = {
  delegate: ["route", "redirect"], redirect: ["route", "fault", "rewrite", "directResponse"], directResponse: ["route", "fault", "rewrite"],
};

const has = (route: PlanValue, key: string): boolean => !isOpen(route, key) && readAt(route, key).knowledge !== "absent" && (key !== "route" || listAt(route, key).length > 0);

/** Of several destinations, one without a weight has 0. */
function noWeight(route: PlanValue): boolean {
  const targets = listAt(route, "route");
  return targets.length > 1 && targets.every(target => !isOpen(target) && !isOpen(target, "weight") && (countAt(target, "weight") ?? 0) === 0);
}

export function routesRefusal(inputs: PlanObject): string | undefined {
  const [http, tls] = [listAt(inputs, "spec", "http"), listAt(inputs, "spec", "tls")];
  for (const route of http) {
    for (const [answer, others] of Object.entries(APART)) {
      const other = has(route, answer) ? others.find(key => has(route, key)) : undefined;
      if (other !== undefined) return `a route has both ${answer} and ${other}`;
    }
  }
  if ([...http, ...tls].some(noWeight)) return "the weights of a route with several destinations come to 0";
  const unmatched = tls.some(route => !isOpen(route) && !isOpen(route, "match") && (listAt(route, "match").length === 0 || listAt(route, "match").some(match => !isOpen(match) && !isOpen(match, "sniHosts") && listAt(match, "sniHosts").length === 0)));
  return unmatched ? "a route of spec.tls names no sniHosts" : undefined;
}
