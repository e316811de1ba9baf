/** What a program wants of one resource: the request, freed of its encoding. */
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { inherit, optionsOf, type Options } from "./resource-options";
import { fromStruct, type Protocol } from "./protocol";
import { CREDENTIALS_URN, type WireObject } from "./wire";

export interface Goal {
  readonly type: string;
  readonly name: string;
  /** URN; empty for the stack. */
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly properties: WireObject;
  readonly options: Options;
  /** URNs. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

function propertyDependenciesOf(request: RegisterResourceRequest, properties: WireObject): Readonly<Record<string, readonly string[]>> {
  const given = [...request.getPropertydependenciesMap().entries()];
  if (given.length > 0 || request.getRemote()) return Object.fromEntries(given.map(([key, urns]) => [key, urns.getUrnsList()]));
  // A request that does not tell properties apart says that each depends on everything.
  const all = request.getDependenciesList().filter(urn => urn !== CREDENTIALS_URN);
  return Object.fromEntries(Object.keys(properties).map(key => [key, all]));
}

/** Reads a request; `parent` are the options of the parent, from which some are taken over. */
export function goalOf(request: RegisterResourceRequest, protocol: Protocol, parent: Options | undefined): Goal {
  const properties = fromStruct(request.getObject());
  const options = optionsOf(request, protocol);
  inherit(options, parent);
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    properties,
    options,
    dependencies: options.getDependsOnList(),
    propertyDependencies: propertyDependenciesOf(request, properties),
  };
}
