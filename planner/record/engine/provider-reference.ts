/** Which provider instance manages a resource: `<URN of the provider>::<its id>`. */
import { createUrn, packageOf, providerType, type Deployment } from "../../model/urn";
import { UNKNOWN } from "./wire";

/** A package as a program has asked for it. */
export interface PackageRequest { readonly name: string; readonly version?: string; readonly url?: string }

/** An address in the characters that the engine allows in names. */
const asName = (url: string): string => url.split("/").filter(part => part !== "")
  .map(part => part.replace(/^[^A-Za-z_.]/, "_").replace(/[^A-Za-z0-9_.-]/g, "_")).join("/");

/**
 * The provider that the engine makes for resources that name none: one for every package and version, `default_3_28_0`.
 * Its id is not known in a preview.
 */
export function defaultProvider(deployment: Deployment, { name, version, url }: PackageRequest): string {
  const parts = ["default", version?.replace(/[.+-]/g, "_") ?? "", url === undefined ? "" : asName(url)];
  return `${createUrn(deployment, providerType(name), parts.filter(part => part !== "").join("_"))}::${UNKNOWN}`;
}

/** Whether default providers of a package are forbidden by `pulumi:disable-default-providers`: by name, or all by `*`. */
export const isDenied = (denied: readonly string[], name: string): boolean => name !== "pulumi" && denied.some(entry => entry === "*" || entry === name);

/** URN of the provider in a reference. */
export const providerUrn = (reference: string): string => reference.slice(0, reference.lastIndexOf("::"));

/** The package of a resource type, with what the request says of version and source. */
export const requestFor = (type: string, version: string, url: string): PackageRequest => ({ name: packageOf(type), version, url });
