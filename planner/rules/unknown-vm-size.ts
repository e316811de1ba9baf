import { nearest } from "../../facts/nearest";
import { goneVmSeries } from "../../facts/retirements";
import { VM_SIZES, VM_SIZES_SOURCE, vmSizeOf } from "../../facts/vm-sizes";
import type { FixtureResource, Rule } from "./rule";

const pool = (vmSize: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", vmSize } });

export const unknownVmSize: Rule = {
  id: "unknown-vm-size",
  severity: "note",
  question: "Is a pool's VM size one that nothing is known of here?",
  fix: "Look the size up for the region: whether it exists there, its vCPU and memory, and its room for an OS disk.",
  source: VM_SIZES_SOURCE.source,
  asOf: VM_SIZES_SOURCE.asOf,
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", vmSize, resource, path }) => {
    // What is not to be had any more is no question of what it would have been.
    if (vmSize === undefined || vmSizeOf(vmSize) || goneVmSeries(vmSize)) return [];
    const near = nearest(vmSize, Object.keys(VM_SIZES));
    return [{
      resource, path: `${path}.vmSize`, evidence: { vmSize, ...(near !== undefined && { nearest: near }) },
      message: `pool ${name}: nothing is known here of ${vmSize}${near === undefined ? "" : ` (the nearest that is: ${near})`}; its vCPU, memory and disk were not checked`,
    }];
  }),
  fixtures: { breaks: [pool("Standard_Unheard_v9")], nearMiss: [pool("standard_d4s_v5")] },
};
