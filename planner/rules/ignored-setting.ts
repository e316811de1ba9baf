import { IGNORED_SETTINGS } from "../../facts/retired-features";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { readAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (networkProfile: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile } });

export const ignoredSetting: Rule = {
  id: "ignored-setting",
  severity: "note",
  question: "Does a cluster declare what AKS does nothing with?",
  fix: "Take it out.",
  source: IGNORED_SETTINGS.map(({ source }) => source).join("; "),
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => IGNORED_SETTINGS.filter(({ path }) => readAt(inputs, ...path).value !== undefined).map(({ path, what }) => ({
    resource: urn, path: `inputs.${path.join(".")}`, message: `${path.at(-1) ?? ""} is ${what}`, evidence: { setting: path.join(".") },
  }))),
  fixtures: { breaks: [cluster({ dockerBridgeCidr: "172.17.0.1/16" })], nearMiss: [cluster({ serviceCidr: "172.17.0.0/16" })] },
};
