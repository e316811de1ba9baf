import { hasEnded, MESH_REVISIONS_AS_OF, MESH_REVISIONS_SOURCE, meshRevision, newest, NEWEST_MESH_REVISION, supports } from "../../facts/istio-revisions";
import { textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const cluster = (revision: string, kubernetesVersion: string): FixtureResource => ({
  type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", kubernetesVersion, serviceMeshProfile: { mode: "Istio", istio: { revisions: [revision] } } },
});

/** Under long-term support the calendar has more than its table says. */
const LONG_TERM_SUPPORT = "AKSLongTermSupport";

/** What is wrong with a revision, by the calendar of a day that is in the past; it does not know of today. */
function trouble(revision: string, kubernetesVersion: string | undefined): string | undefined {
  if (hasEnded(revision) === true) {
    const end = meshRevision(revision)?.endOfSupport;
    return `the support of revision ${revision} has ended${end === undefined ? "" : `, or ends, in ${end}`}: no more security fixes`;
  }
  if (kubernetesVersion === undefined || supports(revision, kubernetesVersion) !== false) return undefined;
  const { from, to } = meshRevision(revision)?.kubernetes ?? { from: "", to: "" };
  return `revision ${revision} goes with Kubernetes ${from} to ${to}, not with ${kubernetesVersion}`;
}

export const meshRevisionUnsupported: Rule = {
  id: "mesh-revision-unsupported",
  severity: "warning",
  question: "Is a revision of the Istio add-on declared that does not go with the cluster's Kubernetes version, or whose support has ended?",
  fix: `Declare a revision that goes with the cluster's Kubernetes version, one step at a time from the one that runs; the newest of the calendar is ${NEWEST_MESH_REVISION}.`,
  source: MESH_REVISIONS_SOURCE,
  asOf: MESH_REVISIONS_AS_OF,
  check: ({ graph, analyses }) => analyses.clusters.flatMap(({ resource, mesh, kubernetesVersion }) => (textAt(graph.byUrn(resource)?.inputs, "supportPlan") === LONG_TERM_SUPPORT ? [] : mesh?.revisions ?? []).flatMap(revision => {
    const message = trouble(revision, kubernetesVersion);
    if (message === undefined) return [];
    const better = kubernetesVersion === undefined ? undefined : newest(kubernetesVersion);
    return [{
      resource, path: "inputs.serviceMeshProfile.istio.revisions", message,
      evidence: { revision, ...(kubernetesVersion !== undefined && { kubernetesVersion }), ...(better !== undefined && { newest: better }) },
    }];
  })),
  fixtures: { breaks: [cluster("asm-1-28", "1.35"), cluster("asm-1-30", "1.31")], nearMiss: [cluster("asm-1-30", "1.36"), cluster("asm-1-29", "1.31.4")] },
};
