/** The service. */
import { z } from "zod";
import { NAT_ADDRESSES } from "../../facts/private-link-service";
import { NODE_PORTS } from "../../facts/ranges";
import { address, dnsName, guid, guidOrAll, imageVersion, matching, port, prefix, unique } from "./values";

const exposure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("internal"), address: address().optional() }),
  z.strictObject({ kind: z.literal("public"), dnsLabel: matching(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits, -; a letter first").optional() }),
  /** An internal load balancer that consumers in other virtual networks and tenants reach by private endpoints of their own. */
  z.strictObject({
    kind: z.literal("private-link"), address: address().optional(),
    /** Without it one of the stack's name. Cannot be changed once the private link service is there. */
    name: z.string().optional(),
    /** Consumers' packets come from these addresses, never from the consumers' own. */
    natAddresses: z.int().min(NAT_ADDRESSES.min).max(NAT_ADDRESSES.max).default(NAT_ADDRESSES.byDefault),
    /** Subscriptions that may ask for a connection; none: whoever has a role on the private link service. */
    visibility: unique(guidOrAll("a subscription")).default([]),
    /** Subscriptions whose connections need nobody's consent. */
    autoApproval: unique(guid()).default([]),
    /** A PROXY header before every request says who the consumer is; callers without one are cut off. */
    proxyProtocol: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("cluster-ip") }),
  z.strictObject({ kind: z.literal("node-port"), nodePort: z.int().min(NODE_PORTS.first).max(NODE_PORTS.last).optional() }),
  /** The service runs elsewhere and has a name in the cluster: no pods of ours. */
  z.strictObject({ kind: z.literal("external-name"), host: dnsName("sorting.example.org") }),
]);

export const apps = z.strictObject({
  /** False plans and deploys the infrastructure alone: the registry must hold the images before a Deployment can pull them. */
  enabled: z.boolean().default(true),
  sorting: z.strictObject({
    image: imageVersion("0.1.0"),
    mapper: imageVersion("3.2-alpine"),
    replicas: z.int().min(1).max(100).default(3),
    ports: z.strictObject({ container: port(), pod: port(), service: port() }),
    exposure,
    externalTrafficPolicy: z.enum(["Cluster", "Local"]).default("Cluster"),
    /** Who may call the service. Without it: the VNet for an internal service or a node port, everybody for a public one, the NAT addresses for a private link. */
    allowedSources: z.array(prefix()).min(1).optional(),
    /** Azure notices after two probes of five seconds that a node has no ready pod left. */
    drainSeconds: z.int().min(10).max(300).default(15),
    secretName: z.string().default("hat-key"),
  }),
});
