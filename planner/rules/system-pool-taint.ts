import { CRITICAL_ADDONS_TAINT, isSystemPoolTaint } from "../../facts/node-pools";
import { textsAt } from "../model/read";
import { declaredPools, poolFixture } from "./pool-declarations";
import type { Rule } from "./rule";

export const systemPoolTaint: Rule = {
  id: "system-pool-taint",
  severity: "error",
  question: "Has a system pool a taint that AKS takes on user pools alone?",
  fix: `Keep pods off a system pool with ${CRITICAL_ADDONS_TAINT}, or with the effect PreferNoSchedule; any other taint is for a user pool.`,
  source: "Azure/AKS#2578; istio/istio.io#16905 (SystemPoolHasRestrictedTaint)",
  asOf: "2025-10-01",
  check: subject => declaredPools(subject).filter(({ pool }) => pool.mode === "System").flatMap(({ pool, called, declaration }) => {
    const refused = textsAt(declaration, "nodeTaints").filter(taint => !isSystemPoolTaint(taint));
    return refused.length === 0 ? [] : [{
      resource: pool.resource, path: `${pool.path}.nodeTaints`, message: `${called} is a system pool, and AKS refuses its taint ${refused.join(", ")} (SystemPoolHasRestrictedTaint)`, evidence: { taints: refused },
    }];
  }),
  fixtures: {
    breaks: [poolFixture({ mode: "System", nodeTaints: ["team=web:NoSchedule"] })],
    nearMiss: [poolFixture({ mode: "System", nodeTaints: [CRITICAL_ADDONS_TAINT, "team=web:PreferNoSchedule"] }), poolFixture({ agentPoolName: "other", mode: "User", nodeTaints: ["team=web:NoSchedule"] })],
  },
};
