/**
 * external-dns, which keeps DNS records as the gateway's host names and address ask for.
 * Sources: kubernetes-sigs/external-dns, docs/tutorials/azure.md, azure-private-dns.md, docs/sources/istio.md, docs/registry/txt.md, source/istio_gateway.go; as of 2026-08-21.
 */

/** A version that reads Gateways of one namespace and Azure's workload identity. */
export const EXTERNAL_DNS_TAG = "v0.21.0";

/** What may happen to records whose host is gone: nothing, or deletion of those that external-dns wrote itself. */
export const RECORD_POLICIES = ["upsert-only", "sync"] as const;
export type RecordPolicy = (typeof RECORD_POLICIES)[number];

export type ZoneKind = "private" | "public";

/** Provider of each kind of zone, by external-dns's names. */
export const DNS_PROVIDERS: Readonly<Record<ZoneKind, string>> = { private: "azure-private-dns", public: "azure" };

/**
 * Puts the record type and a label before each name of the records in which external-dns notes what is its own. Without the full stop the note on a record at the zone's own name would lie
 * outside the zone (docs/registry/txt.md).
 */
export const OWNERSHIP_PREFIX = "%{record_type}-owner.";

/** Where it answers for its health. */
export const HEALTH = { port: 7979, path: "/healthz" } as const;
