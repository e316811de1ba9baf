/** The URNs that a resource may have had before. */
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { createUrn, packageOf, qualifiedType, STACK_TYPE, type Deployment } from "../../model/urn";

/** What an alias leaves open is as it is with the resource itself. */
export interface Aliased { readonly type: string; readonly name: string; readonly parent: string; readonly custom: boolean }

const lastPart = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/**
 * Packages give every resource an alias for each of their API versions, a hundred of them for some: a property of the package, not something that the
 * program says. They differ in the module of the type and in nothing else.
 */
function isOfPackage(resource: Aliased, spec: Alias.Spec): boolean {
  const { type, name, parent, custom } = resource;
  const former = spec.getType();
  const elsewhere = spec.getNoparent() || (spec.getParenturn() !== "" && spec.getParenturn() !== parent) || spec.getProject() !== "" || spec.getStack() !== "";
  return custom && former !== "" && !elsewhere && (spec.getName() === "" || spec.getName() === name) && packageOf(former) === packageOf(type) && lastPart(former) === lastPart(type);
}

function urnOf(deployment: Deployment, resource: Aliased, spec: Alias.Spec): string {
  const parent = spec.getParenturn() || resource.parent;
  const detached = spec.getNoparent() || qualifiedType(parent) === STACK_TYPE;
  const former = { project: spec.getProject() || deployment.project, stack: spec.getStack() || deployment.stack };
  return createUrn(former, spec.getType() || resource.type, spec.getName() || resource.name, detached ? undefined : parent);
}

/** URNs of the aliases that the program gives: each is one, or says what was different. */
export function aliasUrns(deployment: Deployment, resource: Aliased, aliases: readonly Alias[]): readonly string[] {
  return aliases.flatMap(alias => {
    const spec = alias.getSpec();
    if (spec === undefined) return [alias.getUrn()];
    return isOfPackage(resource, spec) ? [] : [urnOf(deployment, resource, spec)];
  });
}
