/**
 * The configuration of a stack, section by section: what may stand in `Pulumi.<stack>.yaml` under the project's namespace.
 * Shapes and bounds of single values are here; what values mean together is in `checks/`.
 */
import { z } from "zod";
import { parseAddress, parsePrefix } from "../facts/addresses";
import { NAT_GATEWAY, OUTBOUND_LOAD_BALANCER } from "../facts/egress";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../facts/kubernetes-versions";
import { DEFAULT_DNS_SERVICE_IP, DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR, MAX_PODS, NETWORK_MODELS, POLICY_ENGINES } from "../facts/network-models";
import { NAME_RULES } from "../facts/naming";
import { nearest } from "../facts/nearest";
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
    subnets: z.strictObject({ aks: prefix(), services: prefix() }),
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

const cluster = z.strictObject({
  /** False plans and deploys everything before the cluster: nodes that leave through a tunnel cannot start before it is up. */
  enabled: z.boolean().default(true),
  kubernetesVersion: version().default(DEFAULT_KUBERNETES_VERSION),
  tier: z.enum(["Free", "Standard", "Premium"]).default("Free"),
  supportPlan: z.enum(["KubernetesOfficial", "AKSLongTermSupport"]).default("KubernetesOfficial"),
  identity: z.enum(["user-assigned", "system-assigned"]).default("user-assigned"),
  apiServer: z.strictObject({
    access: z.enum(["public", "authorized-ranges"]).default("public"),
    /** Who may call the API server when access is `authorized-ranges`. Azure adds the cluster's own outbound address. */
    authorizedIpRanges: z.array(prefix()).max(200).default([]),
  }).prefault({}),
  /** Microsoft Entra ID for people; without it the cluster knows local accounts only. */
  entra: z.strictObject({
    adminGroupObjectIds: z.array(guid()).default([]),
    azureRbac: z.boolean().default(true),
    localAccounts: z.boolean().default(false),
  }).optional(),
  nodeResourceGroup: z.string().min(1).max(NAME_RULES.nodeResourceGroup.max).optional(),
});

const nodePool = z.strictObject({
  name: matching(/^[a-z][a-z0-9]{0,6}$/, "1 to 7 lower-case letters and digits, a letter first (the hash of the settings takes the other 5 of Azure's 12)"),
  mode: z.enum(["System", "User"]).default("User"),
  type: z.enum(["VirtualMachineScaleSets"]).default("VirtualMachineScaleSets"),
  vmSize: z.string().check(({ value, issues }) => {
    const near = nearest(value, Object.keys(VM_SIZES));
    if (!/^Standard_[A-Za-z0-9_-]+$/.test(value)) issues.push({ code: "custom", input: value, params: { allowed: "the name of a VM size, such as Standard_D4s_v5", ...(near !== undefined && { nearest: near }) } });
  }),
  count: z.int().min(0).max(1000).optional(),
  autoscale: z.strictObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) }).optional(),
  maxPods: z.int().min(MAX_PODS.min).max(MAX_PODS.max).optional(),
  zones: unique(z.enum(["1", "2", "3"])).default([]),
  osDiskType: z.enum(["Managed", "Ephemeral"]).default("Managed"),
  spot: z.boolean().default(false),
  maxSurge: matching(/^([1-9]\d{0,3}|[1-9]\d?%|100%)$/, "a number of nodes or a percentage, such as \"1\" or \"33%\"").default("33%"),
  labels: z.record(labelKey, labelValue).default({}),
  taints: unique(matching(/^[^=:\s]+(=[^:\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/, "key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute")).default([]),
});

const registry = z.strictObject({ sku: z.enum(["Basic", "Standard", "Premium"]).default("Basic") });

const vault = z.strictObject({
  softDeleteRetentionDays: z.int().min(7).max(90).default(7),
  /** Cannot be taken back once it is on. */
  purgeProtection: z.boolean().default(false),
  /** Recover a vault that was deleted under the same name instead of making one; take it back once the vault is there. */
  recover: z.boolean().default(false),
});

const logs = z.strictObject({
  retentionDays: z.int().min(30).max(730).default(30),
  audit: z.enum(["admin", "full", "none"]).default("admin"),
});

const exposure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("internal"), address: address().optional() }),
  z.strictObject({ kind: z.literal("public"), dnsLabel: matching(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits, -; a letter first").optional() }),
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
    /** Who may call the service. Without it: the VNet for an internal service, everybody for a public one. */
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
  /** The first is the cluster's own system pool: what Azure never changes in place (size, pods, zones, disk) cannot be changed there. */
  nodePools: z.tuple([nodePool], nodePool),
  registry: registry.prefault({}),
  vault: vault.prefault({}),
  logs: logs.prefault({}),
  apps,
};

export type Section = keyof typeof SECTIONS;
export type Sections = { readonly [S in Section]: z.output<(typeof SECTIONS)[S]> };
export type NodePoolSettings = Sections["nodePools"][number];
