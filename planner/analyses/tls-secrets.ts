/** Which secrets a plan's objects make, or may make: itself, or by an operator that they ask. */
import { CERTIFICATE_ANNOTATIONS, COPIED_BY, SECRET_OPERATORS } from "../../facts/ingress-classes";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import { groupedBy } from "../model/once";
import type { PlanResource } from "../model/plan";
import { entriesAt, holdsOpen, isOpen, listAt, readAt, textAt, type Path } from "../model/read";
import { isStandIn, mayBecome } from "../model/stand-in-names";
import { objectDoubt, sameCluster } from "./placement";
import { knownName, namespaceOf, objectName } from "./services";

interface Maker {
  readonly resource: PlanResource;
  readonly names: readonly string[];
  /** True where it may make others than `names`. */
  readonly open: boolean;
}

const TARGET: Path = ["spec", "target", "name"];

/** An ExternalSecret's secret has its own name where it says no other. Source: external-secrets.io, ExternalSecret, `target`. */
const namedAsItself = ({ type, inputs }: PlanResource): boolean => partsOf(type).name === "ExternalSecret" && readAt(inputs, ...TARGET).knowledge === "absent";

function makerOf(resource: PlanResource): Maker {
  const { type, inputs } = resource;
  if (KINDS.secret(type)) return { resource, names: [textAt(inputs, "metadata", "name") ?? []].flat(), open: false };
  if (KINDS.ingress(type)) {
    const asks = CERTIFICATE_ANNOTATIONS.some(key => readAt(inputs, "metadata", "annotations", key).knowledge !== "absent");
    return { resource, names: asks ? listAt(inputs, "spec", "tls").flatMap(each => textAt(each, "secretName") ?? []) : [], open: asks && holdsOpen(inputs, "spec", "tls") };
  }
  const own = namedAsItself(resource) ? [knownName(resource)] : [];
  const names = [...own, textAt(inputs, "spec", "secretName"), textAt(inputs, ...TARGET), ...listAt(inputs, "spec", "secretObjects").map(each => textAt(each, "secretName"))].flatMap(each => each ?? []);
  const unclear = own.includes(undefined) || isOpen(inputs, "spec", "secretName") || isOpen(inputs, ...TARGET) || isOpen(inputs, "spec", "secretObjects")
    || listAt(inputs, "spec", "secretObjects").some(each => isOpen(each, "secretName")) || isEverywhere(resource);
  return { resource, names, open: unclear && SECRET_OPERATORS.some(group => partsOf(type).module.startsWith(`${group}/`)) };
}

/** True of what makes secrets in namespaces by their labels. */
const isEverywhere = ({ type }: PlanResource): boolean => partsOf(type).name === "ClusterExternalSecret";

const mayBeIn = (resource: PlanResource, namespace: string): boolean => {
  const own = namespaceOf(resource);
  return own === undefined || own === namespace || (isStandIn(own) && mayBecome(own, namespace)) || isEverywhere(resource);
};

/** True where something in the cluster may copy its secret into other namespaces. */
function mayBeCopied({ inputs }: PlanResource): boolean {
  const places: readonly Path[] = [["metadata"], ["spec", "secretTemplate"], ["spec", "target", "template", "metadata"], ...listAt(inputs, "spec", "secretObjects").map((_, index) => ["spec", "secretObjects", index])];
  return places.some(place => COPIED_BY.some(prefix => isOpen(inputs, ...place, "annotations", prefix) || entriesAt(inputs, ...place, "annotations").some(([key]) => key.startsWith(prefix))));
}

/** Whether something makes the secret that an object names: `made`, why it may, or undefined. */
export function secretFinder(graph: ResourceGraph): (from: PlanResource, namespace: string, name: string) => "made" | { readonly doubt: string } | undefined {
  const makers = graph.resources.filter(({ type }) => type.startsWith("kubernetes:")).map(makerOf);
  const byName = groupedBy(makers.flatMap(({ resource, names }) => names.map(name => ({ resource, name }))), ({ name }) => name);
  const unclear = makers.filter(({ open }) => open);
  const nameless = graph.where(KINDS.secret).filter(each => knownName(each) === undefined);
  const patches = graph.where(KINDS.secretPatch);
  return (from, namespace, name) => {
    const near = (byName.get(name) ?? []).map(({ resource }) => resource).filter(each => sameCluster(each, from) !== "no");
    if (near.some(each => namespaceOf(each) === namespace)) return "made";
    const [doubt] = [...near.filter(each => KINDS.secret(each.type)), ...nameless].flatMap(each => objectDoubt(each, from, namespace, name) ?? []);
    if (doubt !== undefined) return { doubt };
    const elsewhere = near.find(each => mayBeIn(each, namespace));
    if (elsewhere) return { doubt: `the namespace of ${objectName(elsewhere)} is not known` };
    const open = unclear.find(({ resource }) => sameCluster(resource, from) !== "no" && mayBeIn(resource, namespace))?.resource;
    if (open) return { doubt: `which secrets ${partsOf(open.type).name} ${objectName(open)} makes is not known` };
    const copied = near.find(mayBeCopied);
    if (copied) return { doubt: `whether that of namespace ${namespaceOf(copied) ?? ""} is copied there is not known` };
    const patched = patches.some(each => sameCluster(each, from) !== "no" && mayBeIn(each, namespace) && (knownName(each) ?? name) === name);
    return patched ? { doubt: "what the patch of it is for is not known" } : undefined;
  };
}
