/** Kinds of single values that several sections have. */
import { z } from "zod";
import { parseAddress, parsePrefix } from "../../facts/addresses";

export const matching = (pattern: RegExp, allowed: string) => z.string().refine(text => pattern.test(text), { params: { allowed } });

export const prefix = () => z.string().check(context => {
  const read = parsePrefix(context.value);
  if (read?.text !== context.value) context.issues.push({
    code: "custom", input: context.value,
    params: { allowed: "an IPv4 prefix without host bits, such as 10.240.0.0/16", ...(read && { nearest: read.text }) },
  });
});

export const address = () => z.string().refine(text => parseAddress(text) !== undefined, { params: { allowed: "an IPv4 address, such as 10.0.0.10" } });

export const port = () => z.int().min(1).max(65_535);

export const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

/** Labels of 1 to 63 characters, at least two, the last not all digits: what looks like an address would be looked up as a name. Source: Kubernetes, Service, externalName. */
const DNS_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** @param example for the message */
export const dnsName = (example: string) => matching(DNS_NAME, `a DNS name such as ${example}, in lower case, no address`);

const digest = matching(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");

const imageTag = matching(/^\w[\w.-]{0,127}$/, "an image tag: 1 to 128 of letters, digits, _ . -");

/** An image of the registry, by tag, and by digest where one is given. */
export const imageVersion = (byDefault: string) => z.strictObject({ tag: imageTag.default(byDefault), digest: digest.optional() }).prefault({});

export const unique = <T extends z.ZodType<string>>(item: T) => z.array(item).refine(list => new Set(list).size === list.length, { params: { allowed: "no entry twice" } });

const GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

export const guid = () => matching(new RegExp(`^${GUID}$`, "i"), "a GUID, such as 11111111-2222-3333-4444-555555555555");

export const guidOrAll = (what: string) => matching(new RegExp(`^(\\*|${GUID})$`, "i"), `the GUID of ${what}, or "*" for all`);

export const service = matching(/^(?!default$)[a-z][a-z0-9]{1,19}$/, "2 to 20 lower-case letters and digits, a letter first; not default, a namespace that every cluster has");

export const region = z.string().check(({ value, issues }) => {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (!/^[a-z][a-z0-9]*$/.test(value)) issues.push({ code: "custom", input: value, params: { allowed: "a region's name in lower-case letters and digits, such as canadacentral", ...(plain && { nearest: plain }) } });
});
