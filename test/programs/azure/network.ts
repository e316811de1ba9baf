import * as pulumi from "@pulumi/pulumi";
import * as network from "@pulumi/azure-native/network";

export interface NetworkArgs { readonly group: pulumi.Input<string> }

export class Network extends pulumi.ComponentResource {
  readonly nodes: network.Subnet;
  readonly services: network.Subnet;

  constructor(name: string, private readonly args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("azure:infra:Network", name, {}, opts);
    const vnet = new network.VirtualNetwork("vnet", {
      resourceGroupName: args.group,
      virtualNetworkName: "vnet-azure",
      addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    }, { parent: this });
    this.nodes = this.subnet("nodes", vnet, "10.1.0.0/22");
    this.services = this.subnet("services", vnet, "10.1.4.0/26");
    this.registerOutputs({ nodes: this.nodes.id });
  }

  private subnet(name: string, vnet: network.VirtualNetwork, addressPrefix: string): network.Subnet {
    return new network.Subnet(name, { resourceGroupName: this.args.group, virtualNetworkName: vnet.name, subnetName: name, addressPrefix }, { parent: this });
  }
}
