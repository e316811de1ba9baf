import { AVAILABILITY_SET_RETIREMENT, RETIRED_FEATURES, type RetiredFeature } from "../../facts/retired-features";
import type { Match } from "../analyses/label-selector";
import { declarationOf } from "../analyses/pools";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanValue } from "../model/plan";
import { entriesAt, isOpen, readAt, sameText, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const cluster = (inputs: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", ...inputs } });

/** The path as the cluster has it: Azure reads keys of add-ons in any letter case. */
function pathIn(inputs: PlanObject, path: readonly string[]): readonly string[] {
  const [first = "", key = "", ...rest] = path;
  const written = first === "addonProfiles" ? entriesAt(inputs, first).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[0] : undefined;
  return written === undefined ? path : [first, written, ...rest];
}

function declares({ declaredBy }: RetiredFeature, value: PlanValue | undefined): boolean {
  if (declaredBy === "presence") return value !== undefined;
  return declaredBy === "true" ? value === true : typeof value === "string" && value.toLowerCase() === declaredBy.value;
}

/** Whether a setting beside the feature leaves the retired part out. */
export function spared({ unless }: RetiredFeature, inputs: PlanObject): Match {
  if (unless === undefined) return "no";
  return isOpen(inputs, ...unless.path) ? "open" : sameText(textAt(inputs, ...unless.path), unless.value) ? "yes" : "no";
}

/** Retired features that a plan's clusters declare: of those that Azure refuses, or of the others. */
export function declaredFeatures({ graph }: Pick<Subject, "graph">, refused: boolean) {
  return graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => {
    const found = RETIRED_FEATURES.filter(feature => feature.refused === refused).flatMap(feature => {
      const path = pathIn(inputs, feature.path);
      return spared(feature, inputs) === "no" && declares(feature, readAt(inputs, ...path).value) ? [{ urn, path: `inputs.${path.join(".")}`, feature }] : [];
    });
    // A feature of several settings is one feature: it is named where the first of them stands.
    return found.filter(({ feature }, index) => found.findIndex(other => other.feature.what === feature.what) === index);
  });
}

const UNDECIDED_SWITCHES = RETIRED_FEATURES.filter(({ refused, declaredBy }) => refused && declaredBy !== "presence");

export const retiredFeature: Rule = {
  id: "retired-feature",
  severity: "error",
  question: "Does a cluster or pool declare what Azure has retired and refuses?",
  fix: "Take it out, and use its successor.",
  source: [...new Set([...RETIRED_FEATURES.filter(({ refused }) => refused), AVAILABILITY_SET_RETIREMENT].map(({ source }) => source))].join("; "),
  asOf: AVAILABILITY_SET_RETIREMENT.asOf,
  check: subject => [
    ...declaredFeatures(subject, true).map(({ urn, path, feature: { what, date, successor } }) => ({
      resource: urn, path, message: `${what} was retired ${date}: Azure takes no new cluster with it`, evidence: { retired: date, successor }, fix: `Use ${successor}.`,
    })),
    ...subject.analyses.pools.filter(pool => textAt(declarationOf(pool, subject.graph), "type")?.toLowerCase() === "availabilityset").map(({ name = "without a known name", resource, path }) => ({
      resource, path: `${path}.type`, message: `pool ${name}: availability sets were retired ${AVAILABILITY_SET_RETIREMENT.date}`,
      evidence: { retired: AVAILABILITY_SET_RETIREMENT.date, successor: AVAILABILITY_SET_RETIREMENT.successor }, fix: `Use ${AVAILABILITY_SET_RETIREMENT.successor}: a pool of it beside this one, since the kind of a pool never changes.`,
    })),
  ],
  // What is only looked up, this program does not declare.
  undecided: ({ graph }) => graph.where(KINDS.managedCluster).filter(({ op }) => op !== "read").flatMap(({ urn, inputs }) => UNDECIDED_SWITCHES.filter(({ path }) => isOpen(inputs, ...path)).map(({ path, what }) => ({
    resource: urn, path: `inputs.${path.join(".")}`, message: `whether the cluster has ${what} is not known`,
  }))),
  fixtures: {
    breaks: [
      cluster({ addonProfiles: { httpapplicationrouting: { enabled: true } } }), cluster({ addonProfiles: { kubeDashboard: { enabled: true } } }), cluster({ networkProfile: { loadBalancerSku: "Basic" } }), cluster({ aadProfile: { serverAppID: "id" } }),
      cluster({ agentPoolProfiles: [{ name: "system", type: "AvailabilitySet" }] }),
    ],
    nearMiss: [
      cluster({ addonProfiles: { httpApplicationRouting: { enabled: false } } }), cluster({ addonProfiles: { kubeDashboard: { enabled: false } } }), cluster({ networkProfile: { loadBalancerSku: "standard" } }), cluster({ aadProfile: { managed: true } }),
      cluster({ agentPoolProfiles: [{ name: "system", type: "VirtualMachineScaleSets" }] }),
    ],
  },
};
