/** What the sorting service's settings must keep with the image, the network and the pools. */
import { nameProblem } from "../../facts/naming";
import { isClosing } from "../../facts/node-pools";
import { isWindows } from "../../facts/windows-nodes";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { exposureProblems } from "./exposure";
import { overlapProblems, range } from "./network";
import { poolNodes } from "./pools";

/**
 * @param imagePort the port that the image declares with EXPOSE, where the chain starts
 * @param namespace of the service's objects, where it can be told
 */
export function appsProblems(apps: Sections["apps"], network: Sections["network"], imagePort: number, namespace?: string): readonly Problem[] {
  const { ports, secretName, allowedSources = [] } = apps.sorting;
  const problems = [...exposureProblems(apps.sorting, network, namespace)];
  const secret = nameProblem("vaultSecret", secretName);
  if (secret !== undefined) problems.push({ path: "apps.sorting.secretName", found: shown(secretName), allowed: secret });
  const sources = allowedSources.flatMap((text, index) => range(`apps.sorting.allowedSources[${index}]`, "another source", text));
  problems.push(...overlapProblems(sources, "cloud-provider-azure: Azure refuses a rule whose prefixes overlap"));
  if (ports.container !== imagePort) problems.push({
    path: "apps.sorting.ports.container", found: shown(ports.container), allowed: `${imagePort}, the port that the image declares with EXPOSE`, nearest: String(imagePort),
  });
  return problems;
}

/** Pods need a Linux node without taints to run on: those of the service, and wherever a system pool is kept for AKS's own pods, all others. */
export function placementProblems(pools: Sections["nodePools"], appsEnabled: boolean): readonly Problem[] {
  const kept = pools.some(pool => pool.dedicated || pool.taints.some(taint => taint.startsWith("CriticalAddonsOnly")));
  const open = pools.some(pool => poolNodes(pool).most > 0 && !isWindows(pool.osSku) && !pool.spot && !pool.dedicated && !pool.taints.some(isClosing));
  if (open || !(kept || appsEnabled)) return [];
  return [{
    path: "nodePools", found: "only dedicated, tainted, spot, Windows or empty pools",
    allowed: `at least one Linux pool with nodes and without NoSchedule or NoExecute taints, for the pods of the service${kept ? " and all others that are not AKS's own" : ""}`, source: "azure-aks-docs, use-system-pools.md",
  }];
}
