/** The way in over HTTPS: a gateway that ends TLS and routes by host and path, and DNS records that follow it. */
import { z } from "zod";
import { EXTERNAL_DNS_TAG, RECORD_POLICIES } from "../../facts/external-dns";
import { MESH_REVISION_NAMES, NEWEST_MESH_REVISION } from "../../facts/istio-revisions";
import { address, dnsName, imageVersion, matching, prefix, unique } from "./values";

const path = matching(/^\/$|^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+$/, "a path of whole segments such as /houses, none of them . or .., without a / at its end; / for everything");

export const ingress = z.strictObject({
  /** The Istio add-on's gateway. Others are refused with the reason. */
  kind: z.literal("istio"),
  /** The mesh's revision. AKS patches it and never goes on to the next: that is for you to do, before it ends. */
  revision: z.enum(MESH_REVISION_NAMES).default(NEWEST_MESH_REVISION),
  /** The revision after it, which runs beside it while you go over to it (canary upgrade): set it, `up`, look, then make it the `revision` and take it from here. */
  canary: z.enum(MESH_REVISION_NAMES).optional(),
  exposure: z.discriminatedUnion("kind", [
    /** A private address of the Services subnet. */
    z.strictObject({ kind: z.literal("internal"), address: address().optional() }),
    /** `dnsLabel` is known so that it can be refused with the reason. */
    z.strictObject({ kind: z.literal("public"), dnsLabel: z.string().optional() }),
  ]),
  /** Who may call the gateway. Without it: the VNet for an internal one, everybody for a public one. */
  allowedSources: z.array(prefix()).min(1).optional(),
  /** Name of the Key Vault certificate, for all hosts. Whoever owns it puts it into the vault: the program never has it. */
  certificate: z.string(),
  /** Host names, each with the paths that lead to the service; everything where none is said. */
  hosts: z.array(z.strictObject({ host: dnsName("sorting.example.org"), paths: unique(path).min(1).default(["/"]) })).min(1),
  dns: z.strictObject({
    /** Private: only this VNet finds the names, and networks whose DNS forwards here. Public: everybody, once the parent zone delegates to this one. */
    kind: z.enum(["private", "public"]),
    /** Every host lies in it. Declared by this stack, unless it is there already. */
    zone: dnsName("example.org"),
    /** The group, of the same subscription, of a zone that others keep: only its records are written. Whoever keeps a private one links it to networks. */
    existing: z.strictObject({ resourceGroup: z.string() }).optional(),
    /** `upsert-only` leaves the record of a host that is gone; `sync` deletes what it once wrote, and nothing else. */
    policy: z.enum(RECORD_POLICIES).default("upsert-only"),
    /** external-dns, from the stack's own registry. */
    image: imageVersion(EXTERNAL_DNS_TAG),
  }),
});
