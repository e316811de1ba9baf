/** The URNs that a resource may have had before. */
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { createUrn, qualifiedType, STACK_TYPE, type Deployment } from "./urn";

/** What an alias leaves open is as it is with the resource itself. */
export interface Aliased { readonly type: string; readonly name: string; readonly parent: string }

/** An alias as a URN: it gives one, or says what was different. */
export function aliasUrn(deployment: Deployment, resource: Aliased, alias: Alias): string {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const parent = spec.getParenturn() || resource.parent;
  const detached = spec.getNoparent() || qualifiedType(parent) === STACK_TYPE;
  const former = { project: spec.getProject() || deployment.project, stack: spec.getStack() || deployment.stack };
  return createUrn(former, spec.getType() || resource.type, spec.getName() || resource.name, detached ? undefined : parent);
}
