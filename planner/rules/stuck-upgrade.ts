import { ROLLING_SOURCE, SKEW_SOURCE } from "../../facts/rolling-upgrades";
import type { PoolStep } from "../model/upgrade-results";
import type { FixtureResource, Rule } from "./rule";

const fixture = (orchestratorVersion: string): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion: "1.36", networkProfile: { networkPlugin: "azure" }, agentPoolProfiles: [{ name: "system", count: 3 }] } },
  { type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "user", resourceName: "aks-example", count: 1, orchestratorVersion } },
];

/** A pool that may take no node at all is refused when it is made, which `pool-setting-refused` says. */
const isRefused = ({ about, method }: PoolStep): boolean => about === "settings" && method === "undecided";

/** What the addresses cannot hold, another rule says. */
const PLACES: Readonly<Record<NonNullable<PoolStep["about"]>, string | undefined>> = { version: "orchestratorVersion", settings: "upgradeSettings", size: "count", addresses: undefined, beginning: undefined };

/** The sources disagree on how far a version may be behind: the wider bound is followed, and both are named. */
export const stuckUpgrade: Rule = {
  id: "stuck-upgrade",
  severity: "error",
  question: "Is there a pool that cannot be upgraded as it is declared: by its version, its settings or its size?",
  fix: "Declare a version that is not newer than the control plane's and not too far behind, and settings that let an upgrade take a node at a time.",
  source: `${SKEW_SOURCE}; ${ROLLING_SOURCE}`,
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.upgrade.flatMap(({ steps, kubernetesVersion }) => steps.flatMap(step => {
    const place = step.at === "pool" && step.verdict === "broken" && step.about !== undefined && !isRefused(step) ? PLACES[step.about] : undefined;
    return step.at !== "pool" || place === undefined ? [] : [{
      resource: step.resource, path: `${step.path}.${place}`, message: `pool ${step.pool ?? "without a known name"}: ${step.reason ?? ""}`,
      evidence: {
        ...(kubernetesVersion !== undefined && { controlPlane: kubernetesVersion }), ...(step.kubernetesVersion !== undefined && { pool: step.kubernetesVersion }),
        ...(step.maxSurge !== undefined && { maxSurge: step.maxSurge }), ...(step.maxUnavailable !== undefined && { maxUnavailable: step.maxUnavailable }),
      },
    }];
  })),
  fixtures: { breaks: fixture("1.37"), nearMiss: fixture("1.33") },
};
