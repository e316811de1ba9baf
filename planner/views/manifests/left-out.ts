/** What is in a plan and cannot be written down as an object of Kubernetes, and why. */
import { remains } from "../../model/operations";
import { partsOf } from "../../model/kinds";
import type { PlanResource } from "../../model/plan";
import { isOpen, readAt, textAt } from "../../model/read";

/** Components that make objects of what they are given; without children, what they make was not known. */
const OPAQUE = /^kubernetes:(?:helm\.sh\/v\d+:Chart|kustomize(?:\/v\d+)?:Directory)$/;

/** The provider's own mark on an object that it named itself. In a preview of a new object that name is not yet the last word. */
const AUTONAMED = "pulumi.com/autonamed";

/** The kind as Kubernetes knows it; undefined where it is not known yet. */
export const kindOf = ({ type, inputs }: PlanResource): string | undefined => (isOpen(inputs, "kind") ? undefined : textAt(inputs, "kind") ?? partsOf(type).name);

/** `apps/v1`, `v1`; undefined where it is not known yet. */
export const apiVersionOf = ({ type, inputs }: PlanResource): string | undefined =>
  (isOpen(inputs, "apiVersion") ? undefined : textAt(inputs, "apiVersion") ?? partsOf(type).module.replace(/^core\//, ""));

const withoutName = (resource: PlanResource): string | undefined => {
  const { inputs, op } = resource;
  const { knowledge } = readAt(inputs, "metadata"), name = readAt(inputs, "metadata", "name").value;
  if (knowledge === "secret") return "its metadata is secret";
  if (knowledge === "unknown") return "its metadata is not known before pulumi up";
  if (readAt(inputs, "metadata", "generateName").knowledge !== "absent") return "it has a generateName, with which it can be created but not applied";
  if (name !== undefined && typeof name !== "string") return "its name is no text";
  if (!isOpen(inputs, "metadata", "name") && textAt(inputs, "metadata", "name") === undefined) return "it has no name: Pulumi would make one up; give it a metadata.name";
  const autonamed = textAt(inputs, "metadata", "annotations", AUTONAMED) === "true" && (op === "create" || op === "replace");
  return autonamed ? "the name in the preview is made up by Pulumi, and pulumi up makes up another; give it a metadata.name" : undefined;
};

/** Why a resource that a provider of Kubernetes manages is no object of the stream; undefined where it is one. */
function withoutManifest(resource: PlanResource): string | undefined {
  const { type, inputs, op } = resource;
  const { name } = partsOf(type), kind = kindOf(resource);
  if (op === "read") return "it is only looked up, and belongs to somebody else";
  if (!remains(resource)) return "the plan deletes it";
  if (/^kubernetes:helm\.sh\/v\d+:Release$/.test(type)) return "a Helm release is a chart that the provider installs, no object";
  if (kind === undefined || apiVersionOf(resource) === undefined) return "its kind is not known before pulumi up";
  // Of a custom kind whose name ends so, the declaration itself says the same kind.
  if (name.endsWith("Patch") && kind !== name) return "a patch changes an object that somebody else made";
  if (name.endsWith("List") && (name === "List" || Object.hasOwn(inputs, "items"))) return "a list is no object of its own; declare what is in it";
  return withoutName(resource);
}

/** Why a part of the plan that would put objects in a cluster is left out; undefined where it is an object, or puts none there. */
export function reasonToLeaveOut(resource: PlanResource, hasChildren: boolean): string | undefined {
  if (resource.op === "discard") return undefined;
  if (resource.custom) return withoutManifest(resource);
  if (hasChildren || !remains(resource) || !(resource.remote === true || OPAQUE.test(resource.type))) return undefined;
  return "what it makes is not known before pulumi up";
}
