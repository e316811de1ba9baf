import { KUBERNETES_VERSIONS, parseVersion } from "../../facts/kubernetes-versions";
import { isOpen, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

/** The day of the calendar: what has ended by then is known to have ended; a plan has no clock. */
const AS_OF = "2026-08-21";
const LONG_TERM = "AKSLongTermSupport";

const cluster = (kubernetesVersion: string, more = {}): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion, ...more } });
const LTS = { supportPlan: LONG_TERM, sku: { name: "Base", tier: "Premium" } };

const MINORS = Object.keys(KUBERNETES_VERSIONS).map(version => parseVersion(version)?.minor ?? 0);
const [OLDEST, NEWEST] = [Math.min(...MINORS), Math.max(...MINORS)];

/** Clusters with a version that can be read, and what the calendar says of it. */
const versionsIn = ({ graph, analyses }: Subject) => analyses.clusters.flatMap(({ resource, kubernetesVersion = "" }) => {
  const version = parseVersion(kubernetesVersion), inputs = graph.byUrn(resource)?.inputs;
  if (version === undefined || isOpen(inputs, "supportPlan")) return [];
  const support = KUBERNETES_VERSIONS[`${version.major}.${version.minor}`];
  const longTerm = textAt(inputs, "supportPlan") === LONG_TERM;
  return [{ resource, kubernetesVersion, minor: version.minor, longTerm, support, end: longTerm ? support?.ltsEndOfLife : support?.endOfLife }];
});

export const kubernetesVersionEnd: Rule = {
  id: "kubernetes-version-end",
  severity: "warning",
  question: "Does a cluster declare a version of Kubernetes that AKS supports no longer?",
  fix: "Declare a version that AKS supports, going up one minor version at a time, or take long-term support (tier Premium, supportPlan AKSLongTermSupport) where the version has it.",
  source: "azure-aks-docs, supported-kubernetes-versions.md",
  asOf: AS_OF,
  check: subject => versionsIn(subject).flatMap(({ resource, kubernetesVersion, minor, longTerm, support, end }) => {
    // A version of the calendar without a month of its own ended before the calendar's first.
    if (minor > NEWEST || (support !== undefined && end !== undefined && end >= AS_OF.slice(0, 7))) return [];
    return [{
      resource, path: "inputs.kubernetesVersion",
      message: `${longTerm ? "long-term support" : "support"} of Kubernetes ${kubernetesVersion} ${end === undefined ? `ended before ${AS_OF.slice(0, 7)}` : `ended ${end}`}: a new cluster is refused, and one that stands gets no fixes`,
      evidence: { kubernetesVersion, supportPlan: longTerm ? LONG_TERM : "KubernetesOfficial", ...(end !== undefined && { ended: end }), ...(!longTerm && support !== undefined && { longTermSupportEnds: support.ltsEndOfLife }) },
    }];
  }),
  undecided: subject => versionsIn(subject).filter(({ minor }) => minor > NEWEST).map(({ resource, kubernetesVersion }) => ({
    resource, path: "inputs.kubernetesVersion", message: `Kubernetes ${kubernetesVersion} is newer than the calendar of ${AS_OF}, which knows 1.${OLDEST} to 1.${NEWEST}`,
  })),
  fixtures: { breaks: [cluster("1.32.5"), cluster("1.31", { supportPlan: "KubernetesOfficial" }), cluster("1.27")], nearMiss: [cluster("1.34"), cluster("1.32.5", LTS), cluster("1.38")] },
};
