import { CONTAINER_INSIGHTS_LEGACY_LOGIN } from "../../facts/retirements";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { entriesAt, flagAt, isOpen, readAt, sameText } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const { date, successor, source, asOf } = CONTAINER_INSIGHTS_LEGACY_LOGIN;

const cluster = (omsagent: PlanObject): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", addonProfiles: { omsagent } } });
const WORKSPACE = { logAnalyticsWorkspaceResourceID: "workspace" };

export const legacyContainerInsights: Rule = {
  id: "legacy-container-insights",
  severity: "warning",
  question: "Does Container Insights of a cluster still sign in with the workspace's key?",
  fix: `Set ${successor} to "true" in the add-on's configuration, and give the cluster a data collection rule.`,
  source,
  asOf,
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => entriesAt(inputs, "addonProfiles").flatMap(([key, addon]) => {
    if (!sameText(key, "omsagent") || flagAt(addon, "enabled") !== true || isOpen(addon, "config")) return [];
    const entry = entriesAt(addon, "config").find(([name]) => sameText(name, "useAADAuth"));
    const { value } = readAt(entry?.[1]);
    if (entry !== undefined && (isOpen(entry[1]) || (typeof value === "string" && sameText(value, "true")))) return [];
    return [{
      resource: urn,
      path: `inputs.addonProfiles.${key}.config.useAADAuth`,
      message: `Container Insights without managed identity: no data is taken after ${date}`,
      evidence: { addOn: key, retires: date, successor },
    }];
  })),
  fixtures: {
    breaks: [cluster({ enabled: true, config: WORKSPACE }), cluster({ enabled: true, config: { ...WORKSPACE, useAADAuth: "false" } })],
    nearMiss: [
      cluster({ enabled: true, config: { ...WORKSPACE, useAADAuth: "true" } }), cluster({ enabled: true, config: { ...WORKSPACE, useaadauth: "True" } }),
      cluster({ enabled: true, config: { $unknown: true } }), cluster({ enabled: false, config: WORKSPACE }),
    ],
  },
};
