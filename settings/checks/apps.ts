/** What the sorting service's settings must keep with the image, the network and the pools. */
import { containsAddress, formatAddress, parseAddress, parsePrefix, usableRange } from "../../facts/addresses";
import { nameProblem } from "../../facts/naming";
import { isClosing } from "../../facts/node-pools";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { overlapProblems, range } from "./network";
import { poolNodes } from "./pools";

type Sorting = Sections["apps"]["sorting"];

function addressProblems(exposure: Sorting["exposure"], network: Sections["network"]): Problem[] {
  if (exposure.kind !== "internal" || exposure.address === undefined) return [];
  const path = "apps.sorting.exposure.address";
  if (!network.vnet) return [{ path, found: shown(exposure.address), allowed: "no fixed address where AKS owns the VNet: its subnets are not ours to plan" }];
  const subnet = parsePrefix(network.vnet.subnets.services);
  const address = parseAddress(exposure.address);
  const range = subnet && usableRange(subnet);
  if (!subnet || !range || address === undefined) return [];
  const usable = containsAddress(subnet, address) && address >= range.first && address <= range.last;
  return usable ? [] : [{
    path, found: shown(exposure.address), allowed: `a free address of the Services subnet ${subnet.text}: ${formatAddress(range.first)} to ${formatAddress(range.last)}`,
    nearest: formatAddress(Math.min(Math.max(address, range.first), range.last)), source: "azure-aks-docs, internal-lb.md",
  }];
}

/** @param imagePort the port that the image declares with EXPOSE, where the chain starts */
export function appsProblems(apps: Sections["apps"], network: Sections["network"], imagePort: number): readonly Problem[] {
  const { ports, exposure, secretName, allowedSources = [] } = apps.sorting;
  const problems = addressProblems(exposure, network);
  const secret = nameProblem("vaultSecret", secretName);
  if (secret !== undefined) problems.push({ path: "apps.sorting.secretName", found: shown(secretName), allowed: secret });
  const sources = allowedSources.flatMap((text, index) => range(`apps.sorting.allowedSources[${index}]`, "another source", text));
  problems.push(...overlapProblems(sources, "cloud-provider-azure: Azure refuses a rule whose prefixes overlap"));
  if (ports.container !== imagePort) problems.push({
    path: "apps.sorting.ports.container", found: shown(ports.container), allowed: `${imagePort}, the port that the image declares with EXPOSE`, nearest: String(imagePort),
  });
  return problems;
}

/** Pods need a node without taints to run on: those of the service, and wherever a system pool is kept for AKS's own pods, all others. */
export function placementProblems(pools: Sections["nodePools"], appsEnabled: boolean): readonly Problem[] {
  const kept = pools.some(pool => pool.dedicated || pool.taints.some(taint => taint.startsWith("CriticalAddonsOnly")));
  const open = pools.some(pool => poolNodes(pool).most > 0 && !pool.spot && !pool.dedicated && !pool.taints.some(isClosing));
  if (open || !(kept || appsEnabled)) return [];
  return [{
    path: "nodePools", found: "only dedicated, tainted, spot or empty pools",
    allowed: `at least one pool with nodes and without NoSchedule or NoExecute taints, for the pods of the service${kept ? " and all others that are not AKS's own" : ""}`, source: "azure-aks-docs, use-system-pools.md",
  }];
}
