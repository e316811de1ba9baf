import { isBurstable, POOL_FLOOR, SYSTEM_POOL_ADVICE, vmSizeOf } from "../../facts/vm-sizes";
import { declaredPools, poolDoubts, poolFixture } from "./pool-declarations";
import { POOL_EXCHANGE } from "./pool-exchange";
import type { Rule } from "./rule";

const { vcpu: advised } = SYSTEM_POOL_ADVICE;

/** Two pages of the documentation disagree: 4 vCPU and 4 GB at the least in one, sizes under 2 vCPU and 4 GB ruled out in another. */
export const smallSystemPool: Rule = {
  id: "small-system-pool",
  severity: "warning",
  question: "Has a system pool machines that Azure advises against?",
  fix: `Take a size of ${advised} vCPU or more that is not burstable for a system pool. ${POOL_EXCHANGE}`,
  source: `azure-aks-docs, use-system-pools.md (at least ${advised} vCPU, no B series) against quotas-skus-regions.md and aks-virtual-machine-sizes.md (${POOL_FLOOR.System.vcpu} vCPU; B series not recommended)`,
  asOf: "2026-08-21",
  check: subject => declaredPools(subject).filter(({ pool }) => pool.mode === "System" && pool.retiring !== true).flatMap(({ pool: { vmSize, resource, path }, called }) => {
    const size = vmSize === undefined ? undefined : vmSizeOf(vmSize);
    const few = size !== undefined && size.vcpu >= POOL_FLOOR.System.vcpu && size.vcpu < advised;
    const burstable = vmSize !== undefined && isBurstable(vmSize);
    if (vmSize === undefined || (!few && !burstable)) return [];
    const why = [...(few ? [`${size.vcpu} vCPU where ${advised} are advised`] : []), ...(burstable ? ["burstable machines, which slow down under load"] : [])].join(", and ");
    return [{ resource, path: `${path}.vmSize`, message: `${called} is a system pool of ${vmSize}: ${why}`, evidence: { vmSize, ...(size && { vcpu: size.vcpu }), burstable } }];
  }),
  undecided: poolDoubts(["vmSize"]),
  fixtures: { breaks: [poolFixture({ vmSize: "Standard_D2s_v5", mode: "System" })], nearMiss: [poolFixture({ vmSize: "Standard_D4s_v5", mode: "System" })] },
};
