import { WINDOWS_PODS_ADVICE } from "../../facts/windows-nodes";
import { POOL_EXCHANGE } from "./pool-exchange";
import type { FixtureResource, Rule } from "./rule";

const pool = (osType: string, maxPods: number): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "win", resourceName: "aks-example", osType, maxPods } });

export const windowsMaxPods: Rule = {
  id: "windows-max-pods",
  severity: "warning",
  question: "May a Windows node have more pods than Azure advises?",
  fix: `Give the pool maxPods of ${WINDOWS_PODS_ADVICE} or less. ${POOL_EXCHANGE}`,
  source: "azure-aks-docs, concepts-network-azure-cni-overlay.md",
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", osType, maxPods, resource, path, retiring }) => (retiring || osType !== "Windows" || maxPods === undefined || maxPods <= WINDOWS_PODS_ADVICE ? [] : [{
    resource, path: `${path}.maxPods`, message: `pool ${name}: a Windows node may have ${maxPods} pods; Azure advises ${WINDOWS_PODS_ADVICE} at the most`, evidence: { maxPods },
  }])),
  fixtures: { breaks: [pool("Windows", WINDOWS_PODS_ADVICE + 1)], nearMiss: [pool("Windows", WINDOWS_PODS_ADVICE), pool("Linux", 250)] },
};
