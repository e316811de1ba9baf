/** The namespace of an object that names none: the provider's own, as the provider would put it there. */
import { kubernetesId } from "../../../facts/kubernetes-ids";
import type { PlanResource } from "../../model/plan";
import { textAt } from "../../model/read";

type Scope = "namespace" | "cluster" | "assumed-namespace";

const CUSTOM_KIND = /^kubernetes:apiextensions\.k8s\.io\/v\w+:CustomResourceDefinition$/;

export const isCustomKind = ({ type }: PlanResource): boolean => CUSTOM_KIND.test(type);

/** `example.com Widget`: what tells a kind from all others. */
export const groupKind = (group: string, kind: string): string => `${group} ${kind}`;

/** The kind that a CustomResourceDefinition makes. */
export const definedKind = ({ inputs }: PlanResource): string => groupKind(textAt(inputs, "spec", "group") ?? "", textAt(inputs, "spec", "names", "kind") ?? "");

/**
 * Whether an object belongs to a namespace. What nobody in the plan says of a custom kind the provider itself assumes
 * (github.com/pulumi/pulumi-kubernetes, provider/pkg/provider/provider.go, `Check`).
 * @param definitions the plan's CustomResourceDefinitions
 */
export function scopeOf({ type }: PlanResource, apiVersion: string, kind: string, definitions: readonly PlanResource[]): Scope {
  const id = kubernetesId(type, { metadata: { name: kind } });
  if (id !== undefined) return id === kind ? "cluster" : "namespace";
  const own = groupKind(apiVersion.split("/")[0] ?? "", kind);
  const scope = textAt(definitions.find(each => definedKind(each) === own)?.inputs, "spec", "scope");
  return scope === undefined ? "assumed-namespace" : scope === "Cluster" ? "cluster" : "namespace";
}
