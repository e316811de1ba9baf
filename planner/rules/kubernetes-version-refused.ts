import { CALENDAR } from "../../facts/kubernetes-versions";
import { clusterOf as cluster, endedVersions, isMade, LTS } from "./ended-versions";
import type { Rule } from "./rule";

export const kubernetesVersionRefused: Rule = {
  id: "kubernetes-version-refused",
  severity: "error",
  question: "Does a new cluster declare a version of Kubernetes that AKS makes no clusters of any more?",
  fix: "Declare a version that AKS supports, or take long-term support (tier Premium, supportPlan AKSLongTermSupport) where the version has it. Where the cluster stands already, a plan from the engine's own preview (--from) says so.",
  source: `${CALENDAR.source}; kubernetes-sigs/cluster-api-provider-azure#5953 (K8sVersionNotSupported)`,
  asOf: CALENDAR.asOf,
  ofCreation: true,
  check: subject => endedVersions(subject, isMade, "AKS makes no new cluster of it (K8sVersionNotSupported)"),
  fixtures: {
    breaks: [cluster("1.32.5"), cluster("1.31", { supportPlan: "KubernetesOfficial" })],
    nearMiss: [cluster("1.34"), cluster("1.32.5", LTS), cluster("1.31", { ...LTS, supportPlan: "akslongtermsupport" }), cluster("1.38"), { ...cluster("1.27"), op: "update" }],
  },
};
