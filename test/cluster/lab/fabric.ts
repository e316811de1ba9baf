/**
 * Azure's network as this machine can be it: the network namespace of this process routes between the subnets of the VNet, on-premises and the internet, as the
 * platform's hosts do, and carries the platform's own address and the hosted API server's. Machines are network namespaces on its edge.
 */
import { mkdirSync } from "node:fs";
import { AZURE_PROBES } from "../../../facts/ranges";
import { run } from "./command";
import { nth, WORLD, type Layout, type NodeAddresses } from "./layout";

/** Bridge of the nodes' subnet: packets among nodes stay on it. */
export const NODE_BRIDGE = "nodes";

/** For nsenter: the network of a machine, by its namespace's name, or of a process, by its id. */
export const networkOf = (place: string | number): string => `--net=${typeof place === "number" ? `/proc/${place}/ns/net` : `/run/netns/${place}`}`;

/** A command line within a machine's network. */
export const within = (namespace: string, command: readonly string[]): readonly [string, readonly string[]] => ["nsenter", [networkOf(namespace), "--", ...command]];

/** Kernel settings of a network namespace; those of the machine itself stay as they are. */
const sysctl = (namespace: string | undefined, settings: Readonly<Record<string, string>>): Promise<string> => {
  const script = Object.entries(settings).map(([name, value]) => `echo ${value} >/proc/sys/net/${name}`).join(" && ");
  return namespace === undefined ? run("sh", ["-c", script]) : run(...within(namespace, ["sh", "-c", script]));
};

const ROUTER = { "ipv4/ip_forward": "1", "ipv4/conf/all/rp_filter": "0", "ipv4/conf/default/rp_filter": "0", "ipv4/conf/all/send_redirects": "0", "ipv4/conf/default/send_redirects": "0" };

/** A machine with one address, reached over a link of its own. */
function machine(name: string, link: string, router: string, address: string, length: number): readonly string[] {
  return [
    `netns add ${name}`,
    `link add ${link} type veth peer name eth0 netns ${name}`,
    `addr add ${router}/${length} dev ${link}`, `link set ${link} up`,
    `-netns ${name} addr add ${address}/${length} dev eth0`, `-netns ${name} link set lo up`, `-netns ${name} link set eth0 up`,
    `-netns ${name} route add default via ${router}`,
  ];
}

/** Runs lines of `ip`, one after the other; its own batch mode knows one namespace only. */
async function batch(lines: readonly string[]): Promise<void> {
  for (const line of lines) await run("ip", line.startsWith("-netns ") ? ["-n", ...line.split(" ").slice(1)] : line.split(" "));
}

/** Lays the network out, without nodes. */
export async function layNetwork({ virtualNetwork, nodes, neighbours }: Layout): Promise<void> {
  mkdirSync("/run/netns", { recursive: true });
  await sysctl(undefined, ROUTER);
  const { apiServer, internet, onPremises } = WORLD;
  await batch([
    "link set lo up", `addr add ${apiServer}/32 dev lo`, `addr add ${AZURE_PROBES} dev lo`,
    `link add ${NODE_BRIDGE} address ${hardwareAddress(nth(nodes.prefix, 1))} type bridge`, `addr add ${nth(nodes.prefix, 1)}/${nodes.prefix.length} dev ${NODE_BRIDGE}`, `link set ${NODE_BRIDGE} up`,
    // What nobody has is dropped without a word, as in Azure.
    `route add blackhole ${virtualNetwork.text}`, `route add blackhole ${WORLD.publicFrontEnds}`,
  ]);
  await batch([
    ...machine("vnet-client", "neighbours", neighbours.router, neighbours.client, neighbours.prefix.length),
    ...machine("internet", "internet", internet.router, internet.client, 24),
    ...machine("onprem-router", "vpn", onPremises.gateway, onPremises.router, 30),
    `route add ${onPremises.range} via ${onPremises.router}`,
    "netns add onprem-client",
    "-netns onprem-router link add inside type veth peer name eth0 netns onprem-client",
    `-netns onprem-router addr add ${onPremises.inside}/24 dev inside`, "-netns onprem-router link set inside up",
    `-netns onprem-client addr add ${onPremises.client}/24 dev eth0`, "-netns onprem-client link set lo up", "-netns onprem-client link set eth0 up",
    `-netns onprem-client route add default via ${onPremises.inside}`,
  ]);
  await sysctl("onprem-router", ROUTER);
}

/**
 * Hardware address of whoever has an IPv4 address. It must not change: a bridge would otherwise take one of its ports', and whoever knows the old one loses the gateway for half a minute, as
 * does a node that comes back. On Azure the platform answers for all.
 */
const hardwareAddress = (address: string): string => ["02", "00", ...address.split(".").map(octet => Number(octet).toString(16).padStart(2, "0"))].join(":");

/** Name of a network device, from the node's: devices have 15 characters at most. */
const deviceOf = (namespace: string): string => `to-${namespace}`;

/** Plugs a node in: its address, and the addresses of its pods, which it answers for. */
export async function plugIn(namespace: string, layout: Layout, { node }: NodeAddresses): Promise<void> {
  const { prefix } = layout.nodes, device = deviceOf(namespace);
  await batch([
    `netns add ${namespace}`,
    `link add ${device} type veth peer name eth0 address ${hardwareAddress(node)} netns ${namespace}`,
    `link set ${device} master ${NODE_BRIDGE} up`,
    `-netns ${namespace} link set lo up`,
    `-netns ${namespace} addr add ${node}/${prefix.length} dev eth0`, `-netns ${namespace} link set eth0 up`,
    `-netns ${namespace} route add default via ${nth(prefix, 1)}`,
  ]);
  await sysctl(namespace, { ...ROUTER, "ipv4/conf/eth0/proxy_arp": "1", "ipv4/neigh/eth0/proxy_delay": "0" });
}

/** Pulls a node's cable: nothing that it still does is seen. */
export const unplug = (namespace: string): Promise<void> => batch([`link delete ${deviceOf(namespace)}`]);

/** Forgets a node's network, and all that its kernel knew there: as a machine that lost its power. */
export const forget = (namespace: string): Promise<void> => batch([`netns delete ${namespace}`]);
