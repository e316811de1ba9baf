/**
 * The configuration of a stack, section by section: what may stand in `Pulumi.<stack>.yaml` under the project's namespace.
 * Shapes and bounds of single values are in `schema/`; what values mean together is in `checks/`.
 */
import { z } from "zod";
import { SHARED_KEY } from "../facts/vpn-gateway";
import { apps } from "./schema/apps";
import { cluster } from "./schema/cluster";
import { ingress } from "./schema/ingress";
import { alerts, logs, metrics, registry, vault } from "./schema/neighbours";
import { hybrid, network } from "./schema/network";
import { nodePool } from "./schema/node-pools";
import { matching, region, service } from "./schema/values";

const names = z.strictObject({
  /** Hashed into the globally unique names of the registry and the vault: make it yours. */
  uniqueness: z.string().min(1).max(200).default("aks-anatomy"),
});

export const SECTIONS = {
  location: region,
  service,
  names: names.prefault({}),
  network,
  hybrid: hybrid.optional(),
  /** The tunnel's pre-shared key. Always a secret: `pulumi config set --secret vpnSharedKey`. */
  vpnSharedKey: matching(SHARED_KEY.pattern, "printable ASCII without blanks").min(1).max(SHARED_KEY.longest).optional(),
  cluster: cluster.prefault({}),
  /** The first is the system pool that the cluster itself describes: what Azure never changes in place (size, pods, zones, disk) takes a recipe there, docs/node-pools.md. */
  nodePools: z.tuple([nodePool], nodePool),
  registry: registry.prefault({}),
  vault: vault.prefault({}),
  logs: logs.prefault({}),
  metrics: metrics.prefault({}),
  alerts: alerts.prefault({}),
  apps,
  /** The way in over HTTPS: TLS, routing by host and path, DNS records. */
  ingress: ingress.optional(),
};

export type Section = keyof typeof SECTIONS;
export type Sections = { readonly [S in Section]: z.output<(typeof SECTIONS)[S]> };
export type NodePoolSettings = Sections["nodePools"][number];
