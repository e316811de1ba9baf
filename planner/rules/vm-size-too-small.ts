import { POOL_FLOOR, VM_SIZES_SOURCE, vmSizeOf } from "../../facts/vm-sizes";
import { declaredPools, poolDoubts, poolFixture } from "./pool-declarations";
import type { Rule } from "./rule";

/** The sources disagree on system pools: two vCPU are the least that none of them rules out, four are advised (`small-system-pool`). */
export const vmSizeTooSmall: Rule = {
  id: "vm-size-too-small",
  severity: "error",
  question: "Has a pool machines that are too small for a node?",
  fix: `Take a size of ${POOL_FLOOR.System.vcpu} vCPU and ${POOL_FLOOR.System.memoryGib} GiB or more for a system pool, ${POOL_FLOOR.User.vcpu} vCPU and ${POOL_FLOOR.User.memoryGib} GiB for a user pool.`,
  source: `azure-aks-docs, quotas-skus-regions.md, use-system-pools.md; ${VM_SIZES_SOURCE.source}`,
  asOf: VM_SIZES_SOURCE.asOf,
  check: subject => declaredPools(subject).flatMap(({ pool: { mode, vmSize, resource, path }, called }) => {
    const size = vmSize === undefined ? undefined : vmSizeOf(vmSize);
    // Only what is too small for both is too small for a pool whose mode is not known.
    const floor = POOL_FLOOR[mode === "System" ? "System" : "User"];
    if (vmSize === undefined || !size || (size.vcpu >= floor.vcpu && size.memoryGib >= floor.memoryGib)) return [];
    return [{
      resource, path: `${path}.vmSize`, evidence: { vmSize, vcpu: size.vcpu, memoryGib: size.memoryGib },
      message: `${called}: ${vmSize} has ${size.vcpu} vCPU and ${size.memoryGib} GiB; a node of a ${(mode ?? "User").toLowerCase()} pool takes ${floor.vcpu} and ${floor.memoryGib} at the least`,
    }];
  }),
  undecided: poolDoubts(["vmSize"]),
  fixtures: { breaks: [poolFixture({ vmSize: "Standard_B1ms", mode: "User" })], nearMiss: [poolFixture({ vmSize: "Standard_A2_v2", mode: "System" })] },
};
