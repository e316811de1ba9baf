import { DISK_ACCESS_SOURCE, MANY_NODES } from "../../facts/storage-classes";
import { volumeOf } from "../analyses/claimed-storage";
import { clusterFinder } from "../analyses/clusters";
import { objectFinder, templateOf } from "../analyses/pod-specs";
import { poolsOf } from "../analyses/pools";
import { namespaceOf, objectName } from "../analyses/services";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, holdsOpen, isOpen, listAt, readAt, textAt, textsAt } from "../model/read";
import type { NodePool } from "../model/results";
import type { FixtureResource, Rule, Subject } from "./rule";

const HOST = "kubernetes.io/hostname";

function fixture(storageClassName: string): readonly FixtureResource[] {
  const labels = { app: "example" }, metadata = { name: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
    { type: "kubernetes:core/v1:PersistentVolumeClaim", inputs: { metadata, spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage: "5Gi" } } } } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata, spec: {
      replicas: 3, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [], volumes: [{ name: "data", persistentVolumeClaim: { claimName: "example" } }] } },
    } } },
  ];
}

/** True where something keeps the pods on one node, or may. */
function keptTogether(podSpec: PlanValue | undefined, pools: readonly NodePool[]): boolean {
  const near = readAt(podSpec, "affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution").knowledge !== "absent";
  const named = readAt(podSpec, "nodeName").knowledge !== "absent" || readAt(podSpec, "nodeSelector", HOST).knowledge !== "absent" || isOpen(podSpec, "nodeSelector") || holdsOpen(podSpec, "affinity");
  return near || named || (pools.length === 1 && pools[0] !== undefined && !pools[0].autoscaled && pools[0].nodes === 1);
}

interface Shared { readonly resource: PlanResource; readonly path: string; readonly claim: string; readonly replicas: number; readonly called?: string; readonly verdict: "disk" | "open" }

/** Claims of workloads of more pods than one. What a StatefulSet's templates make is each pod's own. */
function shared({ graph, analyses: { clusters, pools } }: Subject): readonly Shared[] {
  const clusterOf = clusterFinder(graph, clusters);
  const find = objectFinder(graph.where(KINDS.persistentVolumeClaim));
  return graph.where(KINDS.workload).flatMap(resource => {
    const cluster = clusterOf(resource);
    const replicas = countAt(resource.inputs, "spec", "replicas") ?? 1;
    const podSpec = readAt(templateOf(resource), "spec").value;
    if (!cluster || partsOf(resource.type).name === "DaemonSet" || replicas < 2 || keptTogether(podSpec, poolsOf(cluster, pools))) return [];
    return listAt(podSpec, "volumes").flatMap((volume, index): readonly Shared[] => {
      const name = textAt(volume, "persistentVolumeClaim", "claimName");
      if (name === undefined) return [];
      const place = { resource, path: `inputs.spec.template.spec.volumes[${index}].persistentVolumeClaim.claimName`, claim: name, replicas };
      const claim = find(resource, namespaceOf(resource), name);
      if (!claim) return [{ ...place, verdict: "open" }];
      const modes = textsAt(claim.inputs, "spec", "accessModes");
      const of = volumeOf({ resource: claim, spec: readAt(claim.inputs, "spec").value }, graph);
      // Claims for many nodes are another rule's, and a class that is none of Azure's nobody's here.
      if (modes.some(mode => MANY_NODES.includes(mode)) || (of !== "taken" && (of.kind === "file share" || (of.kind === undefined && of.declared !== undefined)))) return [];
      return [{ ...place, ...(of !== "taken" && { called: of.called }), verdict: of !== "taken" && of.kind === "disk" && !holdsOpen(claim.inputs, "spec", "accessModes") ? "disk" : "open" }];
    });
  });
}

export const sharedDisk: Rule = {
  id: "shared-disk",
  severity: "warning",
  question: "Do several pods of a workload share one Azure disk?",
  fix: "Let one pod have the disk (replicas: 1, strategy Recreate), give each its own (a StatefulSet's volumeClaimTemplates), or share files (azurefile-csi, ReadWriteMany).",
  source: `${DISK_ACCESS_SOURCE}; Kubernetes, Persistent Volumes, Access Modes`,
  asOf: "2026-08-21",
  check: subject => shared(subject).filter(({ verdict }) => verdict === "disk").map(({ resource, path, claim, replicas, called = "" }) => ({
    resource: resource.urn, path, message: `the ${replicas} pods of ${objectName(resource)} share claim ${claim}, a disk of class ${called}, which is attached to one node: on any other they wait (Multi-Attach error)`, evidence: { claim, replicas, storageClass: called },
  })),
  undecided: subject => shared(subject).filter(({ verdict }) => verdict === "open").map(({ resource, path, claim, replicas }) => ({
    resource: resource.urn, path, message: `whether claim ${claim}, which the ${replicas} pods of ${objectName(resource)} share, is for one node alone is not known`,
  })),
  fixtures: { breaks: fixture("managed-csi"), nearMiss: fixture("azurefile-csi") },
};
