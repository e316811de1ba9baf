/** Disks and file shares that the storage drivers make for PersistentVolumeClaims, in the managed resource group, and what a claim asks of them. */
import { NODE_GROUP_NAMES } from "../../facts/node-resource-group";
import { BUILT_IN_CLASSES, CLASS_ANNOTATION, DEFAULT_CLASS, DEFAULT_CLASS_ANNOTATION, DRIVERS, type StorageClass } from "../../facts/storage-classes";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, isOpen, listAt, readAt, sameText, textAt, type Reading } from "../model/read";
import { isObject } from "../model/values";
import type { GroupEntry } from "./group-entry";
import { hiddenMaker } from "./hidden-objects";
import type { Match } from "./label-selector";
import { sameCluster } from "./placement";
import { knownName, namespaceOf, objectName } from "./services";

export interface Claim {
  readonly resource: PlanResource;
  /** Path of its spec in the resource. */
  readonly path: string;
  readonly name: string;
  /** The claim's own metadata, or those of the template. */
  readonly metadata: PlanValue | undefined;
  readonly spec: PlanValue | undefined;
  /** How many of it, undefined where that is not known. */
  readonly count: number | undefined;
}

/** What a claim says, or a template of claims. */
export const partsOfClaim = (claim: PlanValue): Pick<Claim, "metadata" | "spec"> => ({ metadata: isObject(claim) ? claim.metadata : undefined, spec: readAt(claim, "spec").value });

/** Claims by themselves, and those that a StatefulSet makes for each of its pods. */
export function claimsIn(graph: ResourceGraph, owns: (resource: PlanResource) => boolean): readonly Claim[] {
  const own = graph.where(KINDS.persistentVolumeClaim).map((resource): Claim => ({ resource, path: "inputs.spec", name: objectName(resource), ...partsOfClaim(resource.inputs), count: 1 }));
  const templates = graph.where(KINDS.workload).flatMap(resource => listAt(resource.inputs, "spec", "volumeClaimTemplates").map((template, index): Claim => ({
    resource, path: `inputs.spec.volumeClaimTemplates[${index}].spec`, name: `${textAt(template, "metadata", "name") ?? "claim"}-${objectName(resource)}`, ...partsOfClaim(template),
    count: isOpen(resource.inputs, "spec", "replicas") ? undefined : countAt(resource.inputs, "spec", "replicas") ?? 1,
  })));
  return [...own, ...templates].filter(({ resource }) => owns(resource));
}

/** The class that a claim names. An annotation goes before the field. Source: Kubernetes, Persistent Volumes, "Class". */
function classNameOf({ metadata, spec }: Pick<Claim, "metadata" | "spec">): Reading {
  const annotated = readAt(metadata, "annotations", CLASS_ANNOTATION);
  return annotated.knowledge === "absent" ? readAt(spec, "storageClassName") : annotated;
}

type Claimed = Pick<Claim, "resource" | "name" | "metadata" | "spec">;

/** Whether a claim takes a volume that is there: it names one or chooses by labels, for which no driver makes any, or a volume of the plan is kept for it; `open` where one may be. */
function takesVolume({ resource, name, spec, ...claim }: Claimed, graph: ResourceGraph): Match {
  const className = classNameOf({ spec, ...claim });
  if (["volumeName", "selector"].some(key => readAt(spec, key).knowledge !== "absent") || className.value === "") return "yes";
  const named = (text: string): boolean => text === name || (!KINDS.persistentVolumeClaim(resource.type) && text.startsWith(`${name}-`));
  const namespace = namespaceOf(resource);
  const fits = graph.where(KINDS.persistentVolume).filter(volume => sameCluster(volume, resource) !== "no").map(({ inputs }): Match => {
    if (readAt(inputs, "spec", "claimRef").knowledge === "absent") {
      // One that is kept for nobody is taken by a claim of its class that it is large enough for.
      return isOpen(inputs, "spec", "storageClassName") || textAt(inputs, "spec", "storageClassName") === (textAt(className.value) ?? DEFAULT_CLASS) ? "open" : "no";
    }
    const [its, where] = [textAt(inputs, "spec", "claimRef", "name"), textAt(inputs, "spec", "claimRef", "namespace")];
    if (its !== undefined && !named(its)) return "no";
    if (where !== undefined && namespace !== undefined && where !== namespace) return "no";
    return its === undefined || where === undefined || namespace === undefined ? "open" : "yes";
  });
  return fits.includes("yes") ? "yes" : fits.includes("open") ? "open" : "no";
}

/** A parameter of a class: Azure's drivers take their names in any letter case. Source: kubernetes-sigs/azuredisk-csi-driver, docs/driver-parameters.md. */
export function parameterOf(declared: PlanResource | undefined, name: string): Reading {
  const key = entriesAt(declared?.inputs, "parameters").find(([each]) => sameText(each, name))?.[0];
  return readAt(declared?.inputs, "parameters", key ?? name);
}

/** The class that makes a claim's volume: what it makes, where that is known, and its declaration, where it is not one of AKS's. `taken` where the claim takes a volume that is there, `mayTake` where it may instead of a disk. */
export function volumeOf(claim: Claimed, graph: ResourceGraph): "taken" | { readonly kind?: StorageClass["kind"]; readonly called?: string; readonly declared?: PlanResource; readonly mayTake?: true } {
  const { resource } = claim, className = classNameOf(claim);
  const takes = takesVolume(claim, graph);
  if (takes === "yes") return "taken";
  if (className.knowledge === "unknown" || className.knowledge === "secret") return {};
  const classes = graph.where(KINDS.storageClass).filter(each => sameCluster(each, resource) !== "no");
  const called = textAt(className.value);
  // Somebody else's class may have been made the default.
  if (called === undefined && (hiddenMaker(graph) !== undefined || classes.some(({ inputs }) => isOpen(inputs, "metadata", "annotations") || readAt(inputs, "metadata", "annotations", DEFAULT_CLASS_ANNOTATION).knowledge !== "absent"))) return {};
  const declared = classes.find(each => knownName(each) === (called ?? DEFAULT_CLASS));
  const driver = textAt(declared?.inputs, "provisioner") ?? "";
  const kind = declared ? (Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined) : BUILT_IN_CLASSES[called ?? DEFAULT_CLASS]?.kind;
  if (kind === "disk" && takes === "open") return { called: called ?? DEFAULT_CLASS, mayTake: true };
  return { kind, called: called ?? DEFAULT_CLASS, ...(declared && { declared }) };
}

/** What a class makes; undefined where its driver is not Azure's or not known, or it makes its disks in another group. */
function classOf(name: string, graph: ResourceGraph): StorageClass | undefined {
  const declared = graph.where(KINDS.storageClass).find(each => knownName(each) === name);
  if (!declared) return Object.hasOwn(BUILT_IN_CLASSES, name) ? BUILT_IN_CLASSES[name] : undefined;
  const driver = textAt(declared.inputs, "provisioner") ?? "";
  const kind = Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined;
  const elsewhere = ["resourceGroup", "storageAccount"].some(name => parameterOf(declared, name).knowledge !== "absent");
  const sku = textAt(parameterOf(declared, "skuName").value) ?? textAt(parameterOf(declared, "storageAccountType").value);
  return kind === undefined || elsewhere ? undefined : { kind, sku };
}

/** Undefined for a claim that takes a volume which is there. */
function entryOf(claim: Claim, graph: ResourceGraph): GroupEntry | undefined {
  const { resource, name, spec, count } = claim, className = classNameOf(claim);
  if (takesVolume(claim, graph) === "yes" || className.knowledge === "unknown" || className.knowledge === "secret" || count === 0) return undefined;
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
