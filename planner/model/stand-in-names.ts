/**
 * Names for Kubernetes objects that Pulumi names: the provider draws the end when it makes them. What the end will be, no plan knows; but what refers to such an object has the same name as the object,
 * and that is all that most questions ask. A stand-in, such as `shop-<…>`, is no name that Kubernetes takes, so that it is the same as no name that a program writes out.
 * Source: pulumi.com/docs, "Autonaming configuration", as of 2026-11-22.
 */
import { kindOf, NAMED_OBJECTS, referencesOf, type Reference } from "../../facts/references";
import type { ResourceGraph } from "./graph";
import { groupedBy } from "./once";
import type { PlanObject, PlanResource } from "./plan";
import { filled, referredTo } from "./predictions";
import { isOpen, readAt, textAt } from "./read";
import { isObject } from "./values";

const DRAWN = "-<…>";

export const standInFor = ({ name }: PlanResource): string => `${name}${DRAWN}`;

export const isStandIn = (name: string | undefined): boolean => name?.endsWith(DRAWN) === true;

/** Whether a name that a program writes out may be the one that a stand-in stands for: the provider puts random characters behind the logical name, unless the stack is configured otherwise. */
export const mayBecome = (standIn: string, name: string): boolean => {
  const begun = standIn.slice(0, -DRAWN.length);
  return isStandIn(standIn) && (name === begun || name.startsWith(`${begun}-`));
};

const isNamespace = ({ type }: PlanResource): boolean => kindOf(type) === "core/v1:Namespace";

/** True of what is to be made and says nothing of its name. */
const isNamedByPulumi = ({ type, custom, op, inputs }: PlanResource): boolean => custom && op === "create" && type.startsWith("kubernetes:") && NAMED_OBJECTS.has(kindOf(type) ?? "")
  && !isOpen(inputs, "metadata") && ["name", "generateName"].every(key => readAt(inputs, "metadata", key).knowledge === "absent");

/** By URN. Two of a kind that would have the same have none, nor has a namespace that others may name as it is written out. */
function standInsFor(resources: readonly PlanResource[]): ReadonlyMap<string, string> {
  const drawn = groupedBy(resources.filter(isNamedByPulumi), ({ type, name }) => JSON.stringify([type, name]));
  const written = drawn.size === 0 ? [] : [...new Set(resources.flatMap(({ type, inputs }) => (type.startsWith("kubernetes:") ? textAt(inputs, "metadata", "namespace") ?? [] : [])))];
  return new Map([...drawn.values()].flatMap(([only, ...others]) => {
    if (only === undefined || others.length > 0) return [];
    const standIn = standInFor(only);
    return isNamespace(only) && written.some(name => mayBecome(standIn, name)) ? [] : [[only.urn, standIn] as const];
  }));
}

const named = (inputs: PlanObject, name: string): PlanObject => {
  const { value: metadata } = readAt(inputs, "metadata");
  return { ...inputs, metadata: { ...(isObject(metadata) && metadata), name: { $unknown: true, predicted: name } } };
};

/** What an input can refer to alone, of what it depends on. */
const onlyOne = ({ propertyDependencies }: PlanResource, property: string, reference: Reference, byUrn: (urn: string) => PlanResource | undefined): PlanResource | undefined =>
  referredTo(reference, (propertyDependencies[property] ?? []).map(byUrn));

/** The Namespace that an object is put into, where its name is not known. */
export function namespaceReferredTo(object: PlanResource, graph: ResourceGraph): PlanResource | undefined {
  const found = referencesOf(object.type).find(([property, { below }]) => property === "metadata" && below.join(".") === "namespace");
  return found && isOpen(object.inputs, "metadata", "namespace") ? onlyOne(object, ...found, urn => graph.byUrn(urn)) : undefined;
}

/** The resources with stand-ins where Pulumi names an object, and where an input that is not known can refer to that object alone. Pure; the order stays. */
export function withStandIns(resources: readonly PlanResource[]): readonly PlanResource[] {
  const standIns = standInsFor(resources);
  if (standIns.size === 0) return resources;
  const byUrn = new Map(resources.map(resource => [resource.urn, resource]));
  return resources.map(resource => {
    const { urn, type, inputs } = resource;
    if (!type.startsWith("kubernetes:")) return resource;
    const own = standIns.get(urn);
    const changed = referencesOf(type).reduce<PlanObject>((before, [property, reference]) => {
      const value = Object.hasOwn(before, property) ? before[property] : undefined;
      const only = value === undefined ? undefined : onlyOne(resource, property, reference, each => byUrn.get(each));
      const name = standIns.get(only?.urn ?? "");
      return value === undefined || name === undefined ? before : { ...before, [property]: filled(value, reference.below, name) };
    }, own === undefined ? inputs : named(inputs, own));
    return changed === inputs ? resource : { ...resource, inputs: changed };
  });
}
