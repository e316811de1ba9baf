/** Disks and file shares that the storage drivers make for PersistentVolumeClaims, in the managed resource group, and what a claim asks of them. */
import { NODE_GROUP_NAMES } from "../../facts/node-resource-group";
import { BUILT_IN_CLASSES, DEFAULT_CLASS, DEFAULT_CLASS_ANNOTATION, DRIVERS, type StorageClass } from "../../facts/storage-classes";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, isOpen, listAt, readAt, textAt } from "../model/read";
import type { GroupEntry } from "./group-entry";
import { hiddenMaker } from "./hidden-objects";
import { sameCluster } from "./placement";
import { knownName, namespaceOf, objectName } from "./services";

export interface Claim {
  readonly resource: PlanResource;
  /** Path of its spec in the resource. */
  readonly path: string;
  readonly name: string;
  readonly spec: PlanValue | undefined;
  /** How many of it, undefined where that is not known. */
  readonly count: number | undefined;
}

/** Claims by themselves, and those that a StatefulSet makes for each of its pods. */
export function claimsIn(graph: ResourceGraph, owns: (resource: PlanResource) => boolean): readonly Claim[] {
  const own = graph.where(KINDS.persistentVolumeClaim).map((resource): Claim => ({ resource, path: "inputs.spec", name: objectName(resource), spec: readAt(resource.inputs, "spec").value, count: 1 }));
  const templates = graph.where(KINDS.workload).flatMap(resource => listAt(resource.inputs, "spec", "volumeClaimTemplates").map((template, index): Claim => ({
    resource, path: `inputs.spec.volumeClaimTemplates[${index}].spec`, name: `${textAt(template, "metadata", "name") ?? "claim"}-${objectName(resource)}`, spec: readAt(template, "spec").value,
    count: isOpen(resource.inputs, "spec", "replicas") ? undefined : countAt(resource.inputs, "spec", "replicas") ?? 1,
  })));
  return [...own, ...templates].filter(({ resource }) => owns(resource));
}

/** The class that makes a claim's volume: what it makes, where that is known, and its declaration, where it is not one of AKS's. `taken` where the claim takes a volume that is there. */
export function volumeOf({ resource, spec }: Pick<Claim, "resource" | "spec">, graph: ResourceGraph): "taken" | { readonly kind?: StorageClass["kind"]; readonly called?: string; readonly declared?: PlanResource } {
  const className = readAt(spec, "storageClassName");
  if (readAt(spec, "volumeName").knowledge !== "absent" || className.value === "") return "taken";
  if (className.knowledge === "unknown" || className.knowledge === "secret") return {};
  const classes = graph.where(KINDS.storageClass).filter(each => sameCluster(each, resource) !== "no");
  const called = textAt(className.value);
  // Somebody else's class may have been made the default.
  if (called === undefined && (hiddenMaker(graph) !== undefined || classes.some(({ inputs }) => isOpen(inputs, "metadata", "annotations") || readAt(inputs, "metadata", "annotations", DEFAULT_CLASS_ANNOTATION).knowledge !== "absent"))) return {};
  const declared = classes.find(each => knownName(each) === (called ?? DEFAULT_CLASS));
  const driver = textAt(declared?.inputs, "provisioner") ?? "";
  const kind = declared ? (Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined) : BUILT_IN_CLASSES[called ?? DEFAULT_CLASS]?.kind;
  return { kind, called: called ?? DEFAULT_CLASS, ...(declared && { declared }) };
}

/** What a class makes; undefined where its driver is not Azure's or not known, or it makes its disks in another group. */
function classOf(name: string, graph: ResourceGraph): StorageClass | undefined {
  const declared = graph.where(KINDS.storageClass).find(each => knownName(each) === name);
  if (!declared) return Object.hasOwn(BUILT_IN_CLASSES, name) ? BUILT_IN_CLASSES[name] : undefined;
  const driver = textAt(declared.inputs, "provisioner") ?? "";
  const kind = Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined;
  const elsewhere = readAt(declared.inputs, "parameters", "resourceGroup").knowledge !== "absent" || readAt(declared.inputs, "parameters", "storageAccount").knowledge !== "absent";
  const sku = textAt(declared.inputs, "parameters", "skuName") ?? textAt(declared.inputs, "parameters", "skuname") ?? textAt(declared.inputs, "parameters", "storageaccounttype");
  return kind === undefined || elsewhere ? undefined : { kind, sku };
}

/** Undefined for a claim that takes a volume which is there. */
function entryOf({ resource, name, spec, count }: Claim, graph: ResourceGraph): GroupEntry | undefined {
  const className = readAt(spec, "storageClassName");
  const bound = readAt(spec, "volumeName").knowledge !== "absent" || className.value === "";
  if (bound || isOpen(spec, "storageClassName") || count === 0) return undefined;
  const called = textAt(className.value) ?? DEFAULT_CLASS;
  const made = classOf(called, graph);
  if (!made) return undefined;
  const properties = { use: "claim", claim: name, namespace: namespaceOf(resource), storageClass: called, sku: made.sku, size: textAt(spec, "resources", "requests", "storage"), ...(count === undefined && { undecided: "how many there are" }) };
  return [made.kind === "disk" ? NODE_GROUP_NAMES.disk() : NODE_GROUP_NAMES.storageAccount(), properties, [resource.urn], count === 1 ? undefined : count];
}

/** One entry a disk; of file shares one account for each class, since the driver puts them together. @param owns whether an object goes to the cluster */
export function claimedStorage(graph: ResourceGraph, owns: (resource: PlanResource) => boolean): readonly GroupEntry[] {
  const entries = claimsIn(graph, owns).map(claim => entryOf(claim, graph)).filter(entry => entry !== undefined);
  const isDisk = ([name]: GroupEntry): boolean => name.type === "Microsoft.Compute/disks";
  const accounts = entries.filter(entry => !isDisk(entry));
  const first = accounts.filter(([, { storageClass }], index) => accounts.findIndex(([, other]) => other.storageClass === storageClass) === index);
  return [...entries.filter(isDisk), ...first.map(([name, { storageClass, sku }]): GroupEntry => {
    const of = accounts.filter(([, other]) => other.storageClass === storageClass);
    return [name, { use: "file shares", storageClass, sku, claims: of.map(([, { claim }]) => claim ?? "") }, [...new Set(of.flatMap(([, , because = []]) => because))]];
  })];
}
