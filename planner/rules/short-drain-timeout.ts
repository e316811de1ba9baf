import { UPGRADE_BOUNDS } from "../../facts/node-pools";
import type { FixtureResource, Rule } from "./rule";

const { documentedMin } = UPGRADE_BOUNDS.drainTimeout;
const pool = (drainTimeoutInMinutes: number): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", upgradeSettings: { drainTimeoutInMinutes } } });

/** The sources disagree: the API's type takes 1 minute, the documentation says 5. */
export const shortDrainTimeout: Rule = {
  id: "short-drain-timeout",
  severity: "warning",
  question: "Does an upgrade of a pool wait less for a node's pods than Azure's documentation allows?",
  fix: `Let the upgrade wait ${documentedMin} minutes or more, and longer than the pods take to end: when the time is up, the upgrade stops.`,
  source: "azure-aks-docs, upgrade-aks-node-pools-rolling.md; bicep-types-az, AgentPoolUpgradeSettings (1 to 1440)",
  asOf: "2026-05-29",
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", drainTimeoutMinutes, resource, path }) => (drainTimeoutMinutes === undefined || drainTimeoutMinutes >= documentedMin ? [] : [{
    resource, path: `${path}.upgradeSettings.drainTimeoutInMinutes`,
    message: `pool ${name}: an upgrade waits ${drainTimeoutMinutes} min for a node's pods; the documented least is ${documentedMin}`, evidence: { drainTimeoutMinutes },
  }])),
  fixtures: { breaks: [pool(documentedMin - 1)], nearMiss: [pool(documentedMin)] },
};
