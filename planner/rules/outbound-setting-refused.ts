import { OUTBOUND_BOUNDS } from "../../facts/node-resource-group";
import { KINDS } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { isOpen, numberAt, type Path } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

interface Bound { readonly min: number; readonly max: number; readonly step?: number }

const SETTINGS: readonly (readonly [path: Path, bound: Bound, what: string])[] = [
  [["loadBalancerProfile", "idleTimeoutInMinutes"], OUTBOUND_BOUNDS.balancerIdleMinutes, "minutes that an idle outbound flow is kept"],
  [["loadBalancerProfile", "managedOutboundIPs", "count"], OUTBOUND_BOUNDS.balancerAddresses, "outbound addresses"],
  [["loadBalancerProfile", "allocatedOutboundPorts"], OUTBOUND_BOUNDS.allocatedPorts, "outbound ports of a node, in eights"],
  [["natGatewayProfile", "idleTimeoutInMinutes"], OUTBOUND_BOUNDS.natIdleMinutes, "minutes that an idle outbound flow is kept"],
  [["natGatewayProfile", "managedOutboundIPProfile", "count"], OUTBOUND_BOUNDS.natAddresses, "outbound addresses"],
];

const cluster = (loadBalancerProfile: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile: { loadBalancerProfile } } });

export const outboundSettingRefused: Rule = {
  id: "outbound-setting-refused",
  severity: "error",
  question: "Does the way out of a cluster have a setting that AKS refuses?",
  fix: "Keep to the bounds of the API.",
  source: "bicep-types-az, ManagedClusterLoadBalancerProfile and ManagedClusterNATGatewayProfile@2025-09-01; azure-aks-docs, configure-load-balancer-standard.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => SETTINGS.flatMap(([path, { min, max, step = 1 }, what]) => {
    const value = numberAt(inputs, "networkProfile", ...path);
    if (value === undefined || (value >= min && value <= max && value % step === 0)) return [];
    return [{ resource: urn, path: `inputs.networkProfile.${path.join(".")}`, message: `${value} ${what}: allowed are ${min} to ${max}`, evidence: { value, min, max } }];
  })),
  // What is only looked up stands with its settings: Azure has taken them.
  undecided: ({ graph }) => graph.where(KINDS.managedCluster).filter(({ op }) => op !== "read").flatMap(({ urn, inputs }) => SETTINGS.filter(([path]) => isOpen(inputs, "networkProfile", ...path)).map(([path, , what]) => ({
    resource: urn, path: `inputs.networkProfile.${path.join(".")}`, message: `the number of ${what} is not known`,
  }))),
  fixtures: { breaks: [cluster({ idleTimeoutInMinutes: 3 })], nearMiss: [cluster({ idleTimeoutInMinutes: 4, allocatedOutboundPorts: 64_000 })] },
};
