import { DISK_ACCESS_SOURCE, MANY_NODES } from "../../facts/storage-classes";
import { claimsIn, parameterOf, volumeOf, type Claim } from "../analyses/claimed-storage";
import { clusterFinder } from "../analyses/clusters";
import type { PlanResource } from "../model/plan";
import { countAt, isOpen, textAt, textsAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const fixture = (mode: string): readonly FixtureResource[] => [
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example" } },
  { type: "kubernetes:core/v1:PersistentVolumeClaim", inputs: { metadata: { name: "example" }, spec: { accessModes: [mode], storageClassName: "managed-csi", resources: { requests: { storage: "5Gi" } } } } },
];

/** How often a class lets its disks be attached: "open" where that is not known. */
function sharesOf(declared: PlanResource | undefined): number | "open" {
  const { knowledge, value } = parameterOf(declared, "maxShares");
  return knowledge === "unknown" || knowledge === "secret" ? "open" : countAt(value) ?? Number(textAt(value) ?? 1);
}

interface Asked extends Claim { readonly mode: string; readonly called?: string; readonly mayTake?: true; readonly verdict: "refused" | "open" }

/** Claims for many nodes of which the class makes disks, or may. */
function asked({ graph, analyses: { clusters } }: Subject): readonly Asked[] {
  const clusterOf = clusterFinder(graph, clusters);
  return claimsIn(graph, resource => clusterOf(resource) !== undefined).flatMap(claim => {
    const mode = textsAt(claim.spec, "accessModes").find(each => MANY_NODES.includes(each));
    const volume = volumeOf(claim, graph);
    if (mode === undefined || volume === "taken" || volume.kind === "file share" || claim.count === 0) return [];
    const { kind, called, declared, mayTake } = volume;
    // Another driver than Azure's is another question.
    if (kind === undefined && declared && !isOpen(declared.inputs, "provisioner")) return [];
    const raw = isOpen(claim.spec, "volumeMode") ? "open" : textAt(claim.spec, "volumeMode") === "Block";
    const shares = sharesOf(declared);
    if (raw === true && shares !== "open" && shares > 1) return [];
    return [{ ...claim, mode, called, mayTake, verdict: kind === "disk" && (raw === false || shares !== "open" && shares < 2) ? "refused" : "open" }];
  });
}

export const diskAccessMode: Rule = {
  id: "disk-access-mode",
  severity: "error",
  question: "Does a claim ask a disk to be there for pods on many nodes?",
  fix: "Ask a class of file shares (azurefile-csi), or ReadWriteOnce for one node; a StatefulSet gives each pod a disk of its own.",
  source: DISK_ACCESS_SOURCE,
  asOf: "2026-08-21",
  check: subject => asked(subject).filter(({ verdict }) => verdict === "refused").map(({ resource, path, name, mode, called = "" }) => ({
    resource: resource.urn, path: `${path}.accessModes`, message: `claim ${name} asks class ${called} for ${mode}, and an Azure disk is for one node: the driver refuses it, and claim and pods stay pending`, evidence: { mode, storageClass: called },
  })),
  undecided: subject => asked(subject).filter(({ verdict }) => verdict === "open").map(({ resource, path, name, mode, called, mayTake }) => ({
    resource: resource.urn, path: `${path}.accessModes`,
    message: mayTake ? `whether claim ${name}, for ${mode}, takes a volume of the plan, not a new disk of class ${called ?? "(not known)"}, is not known` : `whether class ${called ?? "(not known)"}, which claim ${name} asks for ${mode}, makes disks for one node alone is not known`,
  })),
  fixtures: { breaks: fixture("ReadWriteMany"), nearMiss: fixture("ReadWriteOnce") },
};
