import { RETIRED_FEATURES } from "../../facts/retired-features";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { readAt } from "../model/read";
import { declaredFeatures, spared } from "./retired-feature";
import type { FixtureResource, Rule } from "./rule";

const FEATURES = RETIRED_FEATURES.filter(({ refused }) => !refused);
const cluster = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", ...inputs } });

export const retiringFeature: Rule = {
  id: "retiring-feature",
  severity: "warning",
  question: "Does a cluster use a feature that Azure supports no longer, or only up to a date?",
  fix: "Plan the move to its successor.",
  source: FEATURES.map(({ source }) => source).join("; "),
  asOf: "2026-08-21",
  check: subject => declaredFeatures(subject, false).map(({ urn, path, feature: { what, date, successor } }) => ({
    resource: urn, path, message: `${what} is not supported after ${date}; its successor is ${successor}`, evidence: { retires: date, successor }, fix: `Plan the move to ${successor}.`,
  })),
  undecided: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => FEATURES.flatMap(feature => {
    const { unless, what, path } = feature;
    return unless === undefined || readAt(inputs, ...path).value !== true || spared(feature, inputs) !== "open" ? [] : [{
      resource: urn, path: `inputs.${unless.path.join(".")}`, message: `${unless.path.at(-1) ?? ""} is not known: whether the cluster uses ${what} depends on it`,
    }];
  })),
  fixtures: {
    breaks: [cluster({ podIdentityProfile: { enabled: true } }), cluster({ ingressProfile: { webAppRouting: { enabled: true } } })],
    nearMiss: [cluster({ podIdentityProfile: { enabled: false } }), cluster({ addonProfiles: { openServiceMesh: { enabled: false } } }), cluster({ ingressProfile: { webAppRouting: { enabled: { $unknown: true } } } })],
  },
};
