/** Clusters that declare a version of Kubernetes whose support has ended: of one that is to be made and of one that stands, rules say different things. */
import { CALENDAR, LONG_TERM_SUPPORT, supportEndOf } from "../../facts/kubernetes-versions";
import type { PlanResource } from "../model/plan";
import { isOpen, wordAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

export const isMade = (cluster: PlanResource | undefined): boolean => cluster?.op === "create" || cluster?.op === "replace";

/** @param whose which clusters are asked about; @param then what follows for them */
export const endedVersions = ({ graph, analyses }: Subject, whose: (cluster: PlanResource | undefined) => boolean, then: string): ReturnType<Rule["check"]> =>
  analyses.clusters.flatMap(({ resource, kubernetesVersion = "" }) => {
    const cluster = graph.byUrn(resource);
    if (!whose(cluster) || isOpen(cluster?.inputs, "supportPlan")) return [];
    const longTerm = wordAt([LONG_TERM_SUPPORT], cluster?.inputs, "supportPlan") === LONG_TERM_SUPPORT;
    const { ended = false, month, longTermMonth } = supportEndOf(kubernetesVersion, longTerm) ?? {};
    if (!ended) return [];
    return [{
      resource, path: "inputs.kubernetesVersion",
      message: `${longTerm ? "long-term support" : "support"} of Kubernetes ${kubernetesVersion} ended ${month ?? `before ${CALENDAR.asOf.slice(0, 7)}`}: ${then}`,
      evidence: { kubernetesVersion, supportPlan: longTerm ? LONG_TERM_SUPPORT : "KubernetesOfficial", ...(month !== undefined && { ended: month }), ...(!longTerm && longTermMonth !== undefined && { longTermSupportEnds: longTermMonth }) },
    }];
  });

/** For the rules' fixtures: a cluster of a version, and what gives it long-term support. */
export const clusterOf = (kubernetesVersion: string, more = {}): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion, ...more } });
export const LTS = { supportPlan: LONG_TERM_SUPPORT, sku: { name: "Base", tier: "Premium" } };
