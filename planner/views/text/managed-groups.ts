/** The resource groups that AKS will make, as trees. */
import type { Plan, PredictedResource } from "../../model/plan";
import { countAt, flagAt, listAt, textAt } from "../../model/read";
import type { ManagedGroup } from "../../model/results";
import { dim, line, padded, predicted, warning, type Line } from "./line";
import { treeLines } from "./tree";

const LABELS: Readonly<Record<string, string>> = {
  "Microsoft.Compute/virtualMachineScaleSets": "scale set",
  "Microsoft.Compute/virtualMachines": "machine",
  "Microsoft.Compute/disks": "disk",
  "Microsoft.Storage/storageAccounts": "storage account",
  "Microsoft.Network/loadBalancers": "load balancer",
  "Microsoft.Network/applicationGateways": "gateway",
  "Microsoft.Network/publicIPAddresses": "public address",
  "Microsoft.Network/networkSecurityGroups": "security group",
  "Microsoft.Network/routeTables": "route table",
  "Microsoft.Network/virtualNetworks": "network",
  "Microsoft.Network/natGateways": "NAT gateway",
  "Microsoft.Network/privateEndpoints": "endpoint",
  "Microsoft.Network/networkInterfaces": "interface",
  "Microsoft.Network/privateLinkServices": "private link",
  "Microsoft.Network/privateDnsZones": "DNS zone",
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks": "link",
  "Microsoft.ManagedIdentity/userAssignedIdentities": "identity",
};

/** Columns of a predicted name, so that what is said of it stands in a column. */
const NAME_WIDTH = 32;

function nodesText(properties: PredictedResource["properties"]): string {
  const each = countAt(properties, "addressesPerInterface");
  const subnet = textAt(properties, "subnet");
  const count = countAt(properties, "instances");
  const nodes = `${count ?? "?"} ${count === 1 ? "node" : "nodes"}`;
  // Only pods in the node subnet make a NIC take more than its own address.
  return each === undefined || each === 1 ? nodes : `${nodes}, each NIC takes ${each} addresses${subnet === undefined ? "" : ` of ${subnet}`}`;
}

function detail({ type, properties, count }: PredictedResource): string {
  switch (LABELS[type]) {
    case "scale set": return nodesText(properties);
    case "load balancer": {
      // A public Service's address is an entry of its own.
      const fronts = listAt(properties, "frontEnds").filter(front => !listAt(properties, "services").some(service => service === textAt(front, "service"))).map(front => `${textAt(front, "address") ?? `an address of ${textAt(front, "subnet") ?? "a subnet"}`} for ${textAt(front, "service") ?? "a Service"}`);
      const services = listAt(properties, "services").flatMap(service => textAt(service) ?? []);
      const to = textAt(properties, "to");
      return [...(to === undefined ? [] : [to]), ...(flagAt(properties, "outbound") === true ? ["outbound traffic"] : []), ...fronts, ...services].join(", ");
    }
    case "private link": {
      const count = countAt(properties, "natAddresses");
      return `${count ?? "?"} ${count === 1 ? "address" : "addresses"} of ${textAt(properties, "subnet") ?? "a subnet"}, for ${textAt(properties, "service") ?? "a Service"}`;
    }
    case "disk": return [...(count !== undefined && count > 1 ? [`${count} of it`] : []), textAt(properties, "size") ?? "", `for claim ${textAt(properties, "claim") ?? ""}`].filter(text => text !== "").join(", ");
    case "network": return `subnet ${textAt(properties, "subnet") ?? "?"} ${textAt(properties, "addressPrefix") ?? ""}`;
    case "security group": return `on the ${textAt(properties, "appliesTo") ?? "nodes"}`;
    default: return [...(count !== undefined && count > 1 ? [`${count} of it`] : []), textAt(properties, "use") ?? textAt(properties, "to") ?? "", textAt(properties, "service") ?? ""].filter(text => text !== "").join(", ");
  }
}

const GROUP = "Microsoft.Resources/resourceGroups";

/** What stands in a cluster's group: it follows the group in the plan. Groups whose names are not known yet share what can be said of them. */
export function insideOf({ cluster, name }: ManagedGroup, predictions: readonly PredictedResource[]): readonly PredictedResource[] {
  const start = predictions.findIndex(({ type, because }) => type === GROUP && because.includes(cluster));
  if (start < 0) return [];
  const end = predictions.findIndex((resource, index) => index > start && resource.resourceGroup !== name);
  return predictions.slice(start + 1, end < 0 ? undefined : end);
}

/** What a resource of a managed group is called: `load balancer`. */
export const predictedLabel = ({ type }: PredictedResource): string => LABELS[type] ?? type.split("/").at(-1) ?? type;

export function managedGroupLines(plan: Plan): readonly Line[] {
  return plan.analyses.managedGroups.flatMap(group => {
    const length = group.length === undefined ? "length not known" : `name of ${group.length} characters (limit ${group.limit})`;
    const branches = insideOf(group, plan.predicted).map(resource => ({
      label: LABELS[resource.type] ?? resource.type,
      name: padded(line(predicted(resource.name)), NAME_WIDTH),
      details: [line(detail(resource), resource.certainty === "estimated" ? dim(" ~") : undefined)],
    }));
    return [line(predicted(group.name), dim("  made by AKS, "), group.verdict === "fits" ? dim(length) : warning(length)), ...treeLines(branches)];
  });
}
