/** The section `ingress`, as tests put it into a stack. */
import { withValue, type Tree } from "./stack-config";

export const INTERNAL = {
  kind: "istio", exposure: { kind: "internal", address: "10.240.1.80" }, certificate: "sorting-tls",
  hosts: [{ host: "sorting.example.org" }, { host: "hat.example.org", paths: ["/houses", "/sort"] }], dns: { kind: "private", zone: "example.org" },
} as const;

export const PUBLIC = { ...INTERNAL, exposure: { kind: "public" }, dns: { kind: "public", zone: "example.org", policy: "sync" } } as const;

/** The section with one value set; `undefined` takes the key away. */
export const ingressWith = (path: readonly (string | number)[], value: unknown, start: object = INTERNAL): Tree => withValue(structuredClone(start) as Tree, path, value);
