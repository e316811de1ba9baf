/** What Azure asks of the way to the API server: who may call it, and under which name. */
import { overlaps, parsePrefixes } from "../../facts/addresses";
import { PRIVATE_API_SERVER_SOURCE } from "../../facts/private-api-server";
import { PRIVATE_RANGES } from "../../facts/ranges";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { overlapProblems, range } from "./network";

type ApiServer = Sections["cluster"]["apiServer"];

const { source: PRIVATE } = PRIVATE_API_SERVER_SOURCE;

/** Azure takes public ranges only; none of them twice, and not everybody. */
function rangeProblems(authorized: readonly string[]): Problem[] {
  const ranges = authorized.flatMap((text, index) => range(`cluster.apiServer.authorizedIpRanges[${index}]`, "another range", text));
  const source = "azure-aks-docs, api-server-authorized-ip-ranges.md";
  return [
    ...ranges.filter(({ prefix }) => prefix.length === 0).map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a range narrower than everybody; access public lets everybody in", source })),
    ...ranges.filter(({ prefix }) => prefix.length > 0 && parsePrefixes(PRIVATE_RANGES).some(own => overlaps(own, prefix)))
      .map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a public range: calls reach the API server from public addresses", source })),
    ...overlapProblems(ranges, source),
  ];
}

function accessProblems({ access, authorizedIpRanges, privateDnsZone, publicFqdn }: ApiServer): Problem[] {
  const problems: Problem[] = [];
  if (access === "authorized-ranges" && authorizedIpRanges.length === 0) problems.push({
    path: "cluster.apiServer.authorizedIpRanges", found: "no range", allowed: "at least one range with access authorized-ranges: an empty list lets everybody in",
  });
  if (access === "public" && authorizedIpRanges.length > 0) problems.push({
    path: "cluster.apiServer.access", found: shown(access), allowed: "authorized-ranges, since ranges are given", nearest: "authorized-ranges",
  });
  if (access === "private" && authorizedIpRanges.length > 0) problems.push({
    path: "cluster.apiServer.authorizedIpRanges", found: shown(authorizedIpRanges), allowed: "no ranges with access private: they hold for a public API server only", nearest: "[]", source: PRIVATE,
  });
  if (access === "private") return problems;
  if (privateDnsZone !== undefined) problems.push({ path: "cluster.apiServer.privateDnsZone", found: `${shown(privateDnsZone)} with access ${access}`, allowed: "no zone, or access private", source: PRIVATE });
  if (publicFqdn !== undefined) problems.push({ path: "cluster.apiServer.publicFqdn", found: `${publicFqdn} with access ${access}`, allowed: "nothing, since a public API server always has a public name; or access private", source: PRIVATE });
  return problems;
}

function zoneProblems({ apiServer: { access, privateDnsZone, publicFqdn }, identity }: Sections["cluster"], network: Sections["network"] | undefined): Problem[] {
  if (access !== "private") return [];
  const path = "cluster.apiServer.privateDnsZone";
  const problems: Problem[] = [];
  if (privateDnsZone === "none" && publicFqdn !== true) problems.push({
    path: "cluster.apiServer.publicFqdn", found: shown(publicFqdn), allowed: "true with privateDnsZone none: without a zone and without a public name nobody finds the API server", nearest: "true", source: PRIVATE,
  });
  if (privateDnsZone === "own" && identity === "system-assigned") problems.push({
    path: "cluster.identity", found: shown(identity), allowed: "user-assigned with a zone of one's own: the identity needs its roles on the zone before the cluster is there", nearest: "user-assigned", source: PRIVATE,
  });
  if (privateDnsZone === "own" && network && !network.vnet) problems.push({
    path, found: shown(privateDnsZone), allowed: "system or none where AKS owns the VNet: a zone of one's own is linked to a VNet that is there before the cluster", nearest: "system", source: PRIVATE,
  });
  return problems;
}

/** @param network absent where it could not be read: what needs it is not looked at */
export function apiServerProblems(cluster: Sections["cluster"], network: Sections["network"] | undefined): readonly Problem[] {
  return [...rangeProblems(cluster.apiServer.authorizedIpRanges), ...accessProblems(cluster.apiServer), ...zoneProblems(cluster, network)];
}
