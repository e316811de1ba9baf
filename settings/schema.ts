/**
 * The configuration of a stack, section by section: what may stand in `Pulumi.<stack>.yaml` under the project's namespace.
 * Shapes and bounds of single values are here; what values mean together is in `checks/`.
 */
import { z } from "zod";
import { parseAddress, parsePrefix } from "../facts/addresses";
import { ALERTS } from "../facts/alerts";
import { COLLECTION_INTERVAL } from "../facts/container-insights";
import { NAT_GATEWAY, OUTBOUND_LOAD_BALANCER } from "../facts/egress";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../facts/kubernetes-versions";
import { DEFAULT_DNS_SERVICE_IP, DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR, MAX_PODS, NETWORK_MODELS, POLICY_ENGINES } from "../facts/network-models";
import { NAME_RULES } from "../facts/naming";
import { nearest } from "../facts/nearest";
import { PRIVATE_DNS_ZONES } from "../facts/private-api-server";
import { NAT_ADDRESSES } from "../facts/private-link-service";
import { NODE_PORTS } from "../facts/ranges";
import { UNTAGGED_RETENTION_DAYS } from "../facts/registry-skus";
import { DEFAULT_NODE_OS_CHANNEL, INTERVALS, NODE_OS_CHANNELS, UPGRADE_CHANNELS, WEEK_DAYS, WEEKS_OF_MONTH, WINDOW_HOURS } from "../facts/upgrades";
import { EXPANDERS, OS_DISK_GIB, SPOT_PRICE_DIGITS, UPGRADE_BOUNDS } from "../facts/node-pools";
import { VM_SIZES } from "../facts/vm-sizes";
import { SHARED_KEY, VPN_SKUS } from "../facts/vpn-gateway";

const matching = (pattern: RegExp, allowed: string) => z.string().refine(text => pattern.test(text), { params: { allowed } });

const prefix = () => z.string().check(context => {
  const read = parsePrefix(context.value);
  if (read?.text !== context.value) context.issues.push({
    code: "custom", input: context.value,
    params: { allowed: "an IPv4 prefix without host bits, such as 10.240.0.0/16", ...(read && { nearest: read.text }) },
  });
});

const address = () => z.string().refine(text => parseAddress(text) !== undefined, { params: { allowed: "an IPv4 address, such as 10.0.0.10" } });

const port = () => z.int().min(1).max(65_535);

const digest = () => matching(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");
const tag = () => matching(/^\w[\w.-]{0,127}$/, "an image tag: 1 to 128 of letters, digits, _ . -");

/** A YAML file that says 1.30 without quotes means the number 1.3: numbers are refused with the version that was meant. */
const version = () => z.unknown().transform((value, context) => {
  const known = Object.keys(KUBERNETES_VERSIONS);
  const text = typeof value === "string" ? value : "";
  if (known.includes(/^(1\.\d+)(\.\d+)?$/.exec(text)?.[1] ?? "")) return text;
  const supported = known.filter(option => KUBERNETES_VERSIONS[option]?.endOfLife !== undefined);
  const meant = typeof value === "number" ? [String(value), `${value}0`].find(option => known.includes(option)) : nearest(text.split(".").slice(0, 2).join("."), supported);
  context.issues.push({
    code: "custom", input: value,
    params: { allowed: `a Kubernetes version of AKS's calendar, in quotes: ${known.join(", ")}, with or without a patch`, nearest: `"${meant ?? DEFAULT_KUBERNETES_VERSION}"` },
  });
  return z.NEVER;
});

const service = matching(/^(?!default$)[a-z][a-z0-9]{1,19}$/, "2 to 20 lower-case letters and digits, a letter first; not default, a namespace that every cluster has");

const unique = <T extends z.ZodType<string>>(item: T) => z.array(item).refine(list => new Set(list).size === list.length, { params: { allowed: "no entry twice" } });

/** Source: Kubernetes, labels; the prefixes kubernetes.azure.com and kubernetes.io are kept by AKS and Kubernetes. */
const labelKey = matching(/^(?!([a-z0-9.-]*\.)?(kubernetes\.azure\.com|kubernetes\.io|k8s\.io)\/)([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/, "a label key: up to 63 letters, digits, _ . -, with a prefix of your own or none");
const labelValue = matching(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/, "a label value: up to 63 letters, digits, _ . -");

const region = z.string().check(({ value, issues }) => {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (!/^[a-z][a-z0-9]*$/.test(value)) issues.push({ code: "custom", input: value, params: { allowed: "a region's name in lower-case letters and digits, such as canadacentral", ...(plain && { nearest: plain }) } });
});

const names = z.strictObject({
  /** Hashed into the globally unique names of the registry and the vault: make it yours. */
  uniqueness: z.string().min(1).max(200).default("aks-anatomy"),
});

const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

/** How the nodes' own traffic leaves. */
const egress = z.discriminatedUnion("kind", [
  z.strictObject({
    /** Through the cluster's own load balancer. What is not said is left to AKS. */
    kind: z.literal("loadBalancer"),
    addresses: within(OUTBOUND_LOAD_BALANCER.addresses).optional(),
    portsPerNode: z.int().min(0).max(OUTBOUND_LOAD_BALANCER.portsPerNode.max).multipleOf(OUTBOUND_LOAD_BALANCER.portsPerNode.step).optional(),
    idleTimeoutMinutes: within(OUTBOUND_LOAD_BALANCER.idleMinutes).optional(),
  }),
  z.strictObject({
    /** Through a NAT gateway of our own on the AKS subnet. */
    kind: z.literal("natGateway"),
    addresses: within(NAT_GATEWAY.addresses).default(NAT_GATEWAY.addresses.min),
    idleTimeoutMinutes: within(NAT_GATEWAY.idleMinutes).default(NAT_GATEWAY.idleMinutes.byDefault),
  }),
  z.strictObject({
    /** By a route table of our own on the AKS subnet. */
    kind: z.literal("userDefinedRouting"),
    /** Where 0.0.0.0/0 goes: through the VPN to on-premises (forced tunnelling), or to a firewall's private address. */
    nextHop: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("virtualNetworkGateway") }),
      z.strictObject({ kind: z.literal("virtualAppliance"), address: address() }),
    ]),
    /** Public prefixes that on-premises or the firewall translates the traffic to. */
    publicRanges: z.array(prefix()).default([]),
  }),
]);

const network = z.strictObject({
  model: z.enum(NETWORK_MODELS),
  /** The VNet of our own. Without it AKS makes one in the managed resource group. */
  vnet: z.strictObject({
    addressSpace: prefix(),
    subnets: z.strictObject({
      aks: prefix(), services: prefix(),
      /** Where pods take their addresses under the model azure-cni-pod-subnet, which needs it; for no other. */
      pods: prefix().optional(),
      /** Where private endpoints take their addresses: needed as soon as the registry or the vault is private. */
      endpoints: prefix().optional(),
      /** For the NAT addresses of a private link service; without it they come from `services`. */
      privateLink: prefix().optional(),
    }),
  }).optional(),
  serviceCidr: prefix().default(DEFAULT_SERVICE_CIDR),
  dnsServiceIp: address().default(DEFAULT_DNS_SERVICE_IP),
  /** Where pods take their addresses under overlay and kubenet; unused otherwise. */
  podCidr: prefix().default(DEFAULT_POD_CIDR),
  policyEngine: z.enum(POLICY_ENGINES).default("calico"),
  egress: egress.prefault({ kind: "loadBalancer" }),
});

/** A site-to-site VPN to on-premises. The device's pre-shared key is no part of it: `vpnSharedKey`. */
const hybrid = z.strictObject({
  /** The subnet GatewaySubnet, of a /27 or larger. */
  gatewaySubnet: prefix(),
  sku: z.enum(VPN_SKUS).default("VpnGw1AZ"),
  /** Two public addresses, each with a tunnel of its own; the device must have both. */
  activeActive: z.boolean().default(false),
  /** Zones of the public addresses; none in a region without. */
  zones: unique(z.enum(["1", "2", "3"])).default(["1", "2", "3"]),
  site: z.strictObject({
    /** The VPN device's public address. */
    address: address(),
    /** The on-premises ranges that are reached through the tunnel. */
    ranges: z.array(prefix()).min(1),
    /** Routes learned from the device: its autonomous system, and the address inside the site that it speaks from. */
    bgp: z.strictObject({ asn: z.int().min(1).max(4_294_967_295), peerAddress: address() }).optional(),
  }),
  /** True sends what no route knows to the site: forced tunnelling without BGP. */
  defaultSite: z.boolean().default(false),
});

const guid = () => matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "a GUID, such as 11111111-2222-3333-4444-555555555555");

const between = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

/** When AKS may begin upgrades; what has begun goes on after the window's end. */
const maintenanceWindow = z.strictObject({
  schedule: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("daily"), interval: between(INTERVALS.days).default(1) }),
    z.strictObject({ kind: z.literal("weekly"), day: z.enum(WEEK_DAYS), interval: between(INTERVALS.weeks).default(1) }),
    z.strictObject({ kind: z.literal("monthly"), dayOfMonth: between(INTERVALS.dayOfMonth), interval: between(INTERVALS.months).default(1) }),
    z.strictObject({ kind: z.literal("monthly-weekday"), week: z.enum(WEEKS_OF_MONTH), day: z.enum(WEEK_DAYS), interval: between(INTERVALS.months).default(1) }),
  ]),
  start: matching(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day in quotes, \"00:00\" to \"23:59\""),
  utcOffset: matching(/^[+-](0\d|1[0-4]):[0-5]\d$/, "an offset from UTC in quotes, such as \"+00:00\" or \"-04:00\"").default("+00:00"),
  hours: between(WINDOW_HOURS).default(WINDOW_HOURS.min),
});

/** How pools that scale by themselves do so, for all of them at once; Azure's own defaults where nothing is chosen. */
const autoscaler = z.strictObject({
  /** Which pool grows where several could. */
  expander: z.enum(EXPANDERS).optional(),
  /** Grows pools of one kind evenly, such as one in each zone. */
  balanceSimilarPools: z.boolean().optional(),
  /** How long a node must be of no use before it goes. */
  unneededMinutes: z.int().min(1).max(1440).optional(),
  /** Share of a node's capacity, requested by its pods, below which it may be of no use. */
  utilizationThreshold: z.number().min(0).max(1).optional(),
  /** How long pods get to end when their node goes. */
  podTerminationSeconds: z.int().min(0).max(86_400).optional(),
  /** False lets nodes go whose pods keep files on them. */
  skipNodesWithLocalStorage: z.boolean().optional(),
});

const cluster = z.strictObject({
  /** False plans and deploys everything before the cluster: nodes that leave through a tunnel cannot start before it is up. */
  enabled: z.boolean().default(true),
  /** With a channel that moves patches, the minor version alone; with one that moves minor versions too, the version at creation. */
  kubernetesVersion: version().default(DEFAULT_KUBERNETES_VERSION),
  tier: z.enum(["Free", "Standard", "Premium"]).default("Free"),
  supportPlan: z.enum(["KubernetesOfficial", "AKSLongTermSupport"]).default("KubernetesOfficial"),
  identity: z.enum(["user-assigned", "system-assigned"]).default("user-assigned"),
  apiServer: z.strictObject({
    access: z.enum(["public", "authorized-ranges", "private"]).default("public"),
    /** Who may call the API server when access is `authorized-ranges`. Azure adds the cluster's own outbound address. */
    authorizedIpRanges: z.array(prefix()).max(200).default([]),
    /** Who keeps the private API server's zone; `system` where nothing is said. */
    privateDnsZone: z.enum(PRIVATE_DNS_ZONES).optional(),
    /** True gives a private API server a public host name (FQDN) as well; it resolves to the private address. Off where nothing is said. */
    publicFqdn: z.boolean().optional(),
  }).prefault({}),
  /** What AKS upgrades by itself, and when. Without it Azure's defaults hold: no channel for the cluster, node images weekly. */
  upgrades: z.strictObject({
    channel: z.enum(UPGRADE_CHANNELS).default("none"),
    nodeOsChannel: z.enum(NODE_OS_CHANNELS).default(DEFAULT_NODE_OS_CHANNEL),
    /** For what the channel upgrades. */
    window: maintenanceWindow.optional(),
    /** For what the node OS channel updates. */
    nodeOsWindow: maintenanceWindow.optional(),
  }).optional(),
  /** Microsoft Entra ID for people; without it the cluster knows local accounts only. */
  entra: z.strictObject({
    adminGroupObjectIds: z.array(guid()).default([]),
    azureRbac: z.boolean().default(true),
    localAccounts: z.boolean().default(false),
  }).optional(),
  nodeResourceGroup: z.string().min(1).max(NAME_RULES.nodeResourceGroup.max).optional(),
  autoscaler: autoscaler.optional(),
});

const vmSize = () => z.string().check(({ value, issues }) => {
  const near = nearest(value, Object.keys(VM_SIZES));
  if (!/^Standard_[A-Za-z0-9_-]+$/.test(value)) issues.push({ code: "custom", input: value, params: { allowed: "the name of a VM size, such as Standard_D4s_v5", ...(near !== undefined && { nearest: near }) } });
});

/** A fixed number of nodes, or bounds. */
const scale = {
  count: z.int().min(0).max(1000).optional(),
  autoscale: z.strictObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) }).optional(),
};

/** What Azure never changes in place: another value means another pool, beside the old one. */
const immutable = {
  vmSize: vmSize(),
  maxPods: z.int().min(MAX_PODS.min).max(MAX_PODS.max).optional(),
  zones: unique(z.enum(["1", "2", "3"])).default([]),
  osDiskType: z.enum(["Managed", "Ephemeral"]).default("Managed"),
  /** Without it Azure goes by the VM size. */
  osDiskSizeGib: z.int().min(OS_DISK_GIB.min).max(OS_DISK_GIB.max).optional(),
  spot: z.boolean().default(false),
  /** Delete is Azure's default. Deallocate keeps what was taken back, against your quota. */
  spotEvictionPolicy: z.enum(["Delete", "Deallocate"]).optional(),
  /** US dollars an hour; -1, as without it, means up to the ordinary price. */
  spotMaxPrice: z.number().refine(price => price === -1 || (price > 0 && Number(price.toFixed(SPOT_PRICE_DIGITS)) === price), { params: { allowed: `-1 or more than 0, with up to ${SPOT_PRICE_DIGITS} decimal places` } }).optional(),
};

/** Nodes that an upgrade may touch at once. */
const share = (zero: string) => matching(new RegExp(`^(${zero}[1-9]\\d{0,3}|[1-9]\\d?%|100%)$`), "a number of nodes or a percentage, such as \"1\" or \"33%\"");

const nodePool = z.strictObject({
  name: matching(/^[a-z][a-z0-9]{0,6}$/, "1 to 7 lower-case letters and digits, a letter first (the hash of the settings takes the other 5 of Azure's 12)"),
  mode: z.enum(["System", "User"]).default("User"),
  type: z.enum(["VirtualMachineScaleSets"]).default("VirtualMachineScaleSets"),
  ...immutable,
  ...scale,
  osSku: z.enum(["Ubuntu", "AzureLinux"]).optional(),
  /** Keeps all but AKS's own pods off a system pool. */
  dedicated: z.boolean().default(false),
  /** Extra nodes while an upgrade runs; "0" together with maxUnavailable alone. */
  maxSurge: share("0|").default("33%"),
  /** Nodes that an upgrade takes out at once instead of adding some first: no extra machines or addresses, but less room for pods. */
  maxUnavailable: share("").optional(),
  drainTimeoutMinutes: z.int().min(UPGRADE_BOUNDS.drainTimeout.min).max(UPGRADE_BOUNDS.drainTimeout.max).optional(),
  /** How long an upgrade waits after a node is drained. */
  nodeSoakMinutes: z.int().min(UPGRADE_BOUNDS.nodeSoak.min).max(UPGRADE_BOUNDS.nodeSoak.max).optional(),
  /** What becomes of a node that cannot be drained: it takes pods again (Schedule, Azure's default) or it stays closed beside its substitute (Cordon). */
  undrainableNodes: z.enum(["Schedule", "Cordon"]).optional(),
  labels: z.record(labelKey, labelValue).default({}),
  taints: unique(matching(/^[^=:\s]+(=[^:\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/, "key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute")).default([]),
  /** What the pool was made of before: it stays until its nodes are drained, and leaves with this entry (docs/node-pools.md). The number of nodes is the pool's where none is given. */
  retiring: z.array(z.strictObject({ ...immutable, ...scale })).default([]),
  /** The first pool only: it came after the cluster, which describes it all the same (docs/node-pools.md). */
  addedLater: z.boolean().default(false),
});

/** Private: no public access, an endpoint in the VNet instead, found through a private DNS zone. */
const access = () => z.enum(["public", "private"]).default("public");

const registry = z.strictObject({
  sku: z.enum(["Basic", "Standard", "Premium"]).default("Basic"),
  /** Private needs Premium. */
  access: access(),
  /** Premium. Fixed when the registry is made; Azure spreads any registry over the zones of a region that has them, this asks for it by name. */
  zoneRedundancy: z.boolean().default(false),
  /** Premium. Layers come from a host name of the registry's own, for narrow firewall rules; with private access Azure turns it on by itself. */
  dataEndpoint: z.boolean().default(false),
  /** Premium. Days until a manifest that lost its last tag is deleted for good, also one that a pod still names by digest. */
  untaggedRetentionDays: z.int().min(UNTAGGED_RETENTION_DAYS.min).max(UNTAGGED_RETENTION_DAYS.max).optional(),
});

const vault = z.strictObject({
  /** Premium keeps keys in hardware modules; secrets need no more than standard. */
  sku: z.enum(["standard", "premium"]).default("standard"),
  access: access(),
  softDeleteRetentionDays: z.int().min(7).max(90).default(7),
  /** Cannot be taken back once it is on. */
  purgeProtection: z.boolean().default(false),
  /** Recover a vault that was deleted under the same name instead of making one; take it back once the vault is there. */
  recover: z.boolean().default(false),
});

const kubernetesName = matching(NAME_RULES.kubernetesLabel.pattern, `a namespace: ${NAME_RULES.kubernetesLabel.alphabet}`);

const logs = z.strictObject({
  /** Days that logs can be queried: two years at most. */
  retentionDays: z.int().min(30).max(730).default(30),
  /** Whole GB a day after which Azure takes no more logs until the next day, alerts on logs included: a safeguard, no budget. None where it is left out. */
  dailyCapGb: z.int().min(1).optional(),
  /** `full` logs every read as well, most of the volume and of the cost. */
  audit: z.enum(["admin", "full", "none"]).default("admin"),
  /** Logs of the cluster's containers. Left out, nothing is said of it; `enabled: false` takes the add-on out of a cluster that had it. */
  containerInsights: z.strictObject({
    enabled: z.boolean(),
    collect: z.enum(["logs-and-events", "everything"]).default("logs-and-events"),
    intervalMinutes: z.int().min(COLLECTION_INTERVAL.min).max(COLLECTION_INTERVAL.max).default(COLLECTION_INTERVAL.byDefault),
    /** For inventory, events and performance. Containers' own logs are collected from every namespace. */
    namespaces: z.strictObject({
      mode: z.enum(["all", "include", "exclude"]).default("all"),
      names: unique(kubernetesName).default([]),
    }).prefault({}),
  }).optional(),
});

const metrics = z.strictObject({
  /** Azure's managed Prometheus. Left out, nothing is said of it; false takes it out of a cluster that had it. */
  prometheus: z.boolean().optional(),
});

const email = matching(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, "an e-mail address");
const isAlert = (key: string): key is keyof typeof ALERTS => Object.hasOwn(ALERTS, key);

const alerts = z.strictObject({
  /** Who is told. */
  emails: unique(email).default([]),
  /** What is watched; thresholds and windows are in `facts/alerts.ts`. */
  rules: unique(z.enum(Object.keys(ALERTS).filter(isAlert))).default([]),
});

const subscription = /^(\*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Labels of 1 to 63 characters, at least two, the last not all digits: what looks like an address would be looked up as a name. Source: Kubernetes, Service, externalName. */
const DNS_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

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
    visibility: unique(matching(subscription, "the GUID of a subscription, or \"*\" for all")).default([]),
    /** Subscriptions whose connections need nobody's consent. */
    autoApproval: unique(guid()).default([]),
    /** A PROXY header before every request says who the consumer is; callers without one are cut off. */
    proxyProtocol: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("cluster-ip") }),
  z.strictObject({ kind: z.literal("node-port"), nodePort: z.int().min(NODE_PORTS.first).max(NODE_PORTS.last).optional() }),
  /** The service runs elsewhere and has a name in the cluster: no pods of ours. */
  z.strictObject({ kind: z.literal("external-name"), host: matching(DNS_NAME, "a DNS name such as sorting.example.org, in lower case, no address") }),
]);

const apps = z.strictObject({
  /** False plans and deploys the infrastructure alone: the registry must hold the images before a Deployment can pull them. */
  enabled: z.boolean().default(true),
  sorting: z.strictObject({
    image: z.strictObject({ tag: tag().default("0.1.0"), digest: digest().optional() }).prefault({}),
    mapper: z.strictObject({ tag: tag().default("3.2-alpine"), digest: digest().optional() }).prefault({}),
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
};

export type Section = keyof typeof SECTIONS;
export type Sections = { readonly [S in Section]: z.output<(typeof SECTIONS)[S]> };
export type NodePoolSettings = Sections["nodePools"][number];
