/** The machines that AKS makes for a node pool, in the managed resource group: scale set, disks, network interfaces. */
import { addressesPerNode } from "../../facts/ip-demand";
import { NETWORK_MODELS } from "../../facts/network-models";
import { osDiskOf, osSkuOf } from "../../facts/node-machines";
import { MANAGED_SUBNET, NODE_GROUP_NAMES } from "../../facts/node-resource-group";
import type { PlanObject, PlanValue } from "../model/plan";
import { countAt, flagAt, isOpen, textAt } from "../model/read";
import type { ClusterSummary, NodePool } from "../model/results";
import { UNKNOWN_PART, type GroupEntry } from "./group-entry";

/** Instances have six characters of their own, in base 36. Source: azure-aks-docs, learn/quick-kubernetes-deploy-rm-template.md, node-access.md, as of 2026-08-21. */
const INSTANCE = "<6 characters>";

/** What a node's NIC takes in advance: its own address and, with pods in the node subnet, one for each pod it may hold. */
function nicProperties(pool: NodePool, cluster: ClusterSummary): PlanObject {
  const model = NETWORK_MODELS.find(each => each === cluster.network);
  const addresses = model === undefined || pool.maxPods === undefined ? undefined : addressesPerNode(model, pool.maxPods);
  return {
    networkInterfaces: pool.nodes, addressesPerInterface: addresses,
    addressesInAdvance: addresses === undefined || pool.nodes === undefined ? undefined : addresses * pool.nodes,
    subnet: pool.subnet?.name ?? (cluster.virtualNetwork === "managed" ? MANAGED_SUBNET.name : undefined),
  };
}

/** A disk whose declaration is not known is not described; where Azure's rule leaves one out, so does the plan. */
function diskProperties(pool: NodePool, declaration: PlanValue | undefined): PlanObject {
  if (isOpen(declaration, "osDiskType") || isOpen(declaration, "osDiskSizeGB")) return {};
  return { osDisk: { ...osDiskOf(pool.vmSize, { type: textAt(declaration, "osDiskType"), sizeGib: countAt(declaration, "osDiskSizeGB") }) } };
}

/** @param declaration what is declared of the pool */
export function machinesOf(pool: NodePool, cluster: ClusterSummary, declaration: PlanValue | undefined): GroupEntry {
  const osType = pool.osType === "Windows" ? "Windows" : "Linux";
  const poolName = pool.name ?? UNKNOWN_PART;
  const kind = textAt(declaration, "type");
  const single = kind === "VirtualMachines" || kind === "AvailabilitySet";
  const name = single ? NODE_GROUP_NAMES.machine(poolName) : osType === "Windows" ? NODE_GROUP_NAMES.windowsScaleSet(poolName) : NODE_GROUP_NAMES.linuxScaleSet(poolName);
  const scale = pool.autoscaled ? { minNodes: pool.minNodes, maxNodes: pool.maxNodes } : {};
  const zones = pool.zones.length > 0 ? { zones: pool.zones } : {};
  return [name, {
    pool: pool.name, instances: pool.nodes, ...scale, vmSize: pool.vmSize, ...zones,
    ...(!single && { nodeName: `${name.name}${INSTANCE}` }), osType, ...(!isOpen(declaration, "osSKU") && { osSku: osSkuOf(osType, pool.osSku) }),
    ...diskProperties(pool, declaration), ...(!isOpen(declaration, "scaleSetPriority") && { priority: pool.spot ? "Spot" : "Regular" }),
    ...(flagAt(declaration, "enableNodePublicIP") === true && { publicAddresses: pool.nodes }), ...nicProperties(pool, cluster),
  }, [pool.resource], single ? pool.nodes : undefined];
}
