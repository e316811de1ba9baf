/** URNs as the engine builds them: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */

export const STACK_TYPE = "pulumi:pulumi:Stack";
export const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";
const PROVIDER_PREFIX = "pulumi:providers:";

/** The stack and the project that a URN begins with. */
export interface Deployment { readonly project: string; readonly stack: string }

/** A stack's own name, which URNs and files have: of `organization/project/stack`, as Pulumi takes it too, the last part. */
export const stackName = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** The chain of types, from the outermost component to the resource itself. */
export const qualifiedType = (urn: string): string => urn.split("::")[2] ?? "";

/** The logical name; it may itself hold `::`. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** URN of a resource; the stack and an absent parent leave no trace in it. */
export function createUrn({ project, stack }: Deployment, type: string, name: string, parent?: string): string {
  const chain = parent === undefined || parent === "" ? "" : qualifiedType(parent);
  const prefix = chain === "" || chain === STACK_TYPE ? "" : `${chain}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

/** Components may have any type; what a provider manages has a package, a module and a name. */
export const isTypeToken = (type: string): boolean => /^[^:]+:[^:]*:[^:]+$/.test(type);

export const isProviderType = (type: string): boolean => type.startsWith(PROVIDER_PREFIX);

/** The package that a type token belongs to: `azure-native` of `azure-native:network:Subnet`; of a provider the package that it provides. */
export const packageOf = (type: string): string => (isProviderType(type) ? type.slice(PROVIDER_PREFIX.length) : type.split(":")[0] ?? "");

/** The type of the provider of a package. */
export const providerType = (name: string): string => PROVIDER_PREFIX + name;

export interface UrnParts extends Deployment {
  /** Type of the resource itself. */
  readonly type: string;
  readonly name: string;
}

/** Takes a URN apart; undefined for a text that is none. */
export function partsOfUrn(urn: string): UrnParts | undefined {
  const match = /^urn:pulumi:([^:]+)::([^:]+)::(.+?)::(.+)$/s.exec(urn);
  if (match === null) return undefined;
  const [, stack = "", project = "", chain = "", name = ""] = match;
  return { stack, project, type: chain.slice(chain.lastIndexOf("$") + 1), name };
}
