import * as pulumi from "@pulumi/pulumi";
import { authorization, containerregistry, containerservice, managedidentity, network, resources } from "@pulumi/azure-native";
import { RandomString, RandomUuid } from "@pulumi/random";

export interface PlatformArgs { nodes: pulumi.Input<number>; cidr: string; registry?: containerregistry.Registry }

const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

export class Platform extends pulumi.ComponentResource {
  public readonly registry: containerregistry.Registry;
  public readonly cluster: containerservice.ManagedCluster;
  public readonly kubeconfig: pulumi.Output<string>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mycompany:azure:Platform", name, { nodes: args.nodes }, opts);
    const under = { parent: this };
    const group = new resources.ResourceGroup(`${name}-rg`, { tags: { platform: name } }, under);
    const vnet = new network.VirtualNetwork(`${name}-vnet`, {
      resourceGroupName: group.name,
      addressSpace: { addressPrefixes: [args.cidr] },
      subnets: [
        { name: "default", addressPrefix: args.cidr.replace(".0.0/16", ".0.0/24") },
        { name: "aks", addressPrefix: args.cidr.replace(".0.0/16", ".4.0/22"), serviceEndpoints: [{ service: "Microsoft.ContainerRegistry" }] },
      ],
    }, { parent: this, ignoreChanges: ["subnets[0]"] });
    const aksSubnet = vnet.subnets.apply(subnets => subnets!.find(s => s.name === "aks")!.id!);
    const identity = new managedidentity.UserAssignedIdentity(`${name}-id`, { resourceGroupName: group.name }, under);
    const suffix = new RandomString(`${name}-suffix`, { length: 6, special: false, upper: false }, under);
    this.registry = args.registry ?? new containerregistry.Registry(`${name}-acr`, {
      resourceGroupName: group.name,
      registryName: pulumi.interpolate`acr${suffix.result}`,
      sku: { name: "Basic" },
      adminUserEnabled: true,
    }, under);
    const client = authorization.getClientConfigOutput({ parent: this });
    const pull = new authorization.RoleAssignment(`${name}-pull`, {
      roleAssignmentName: new RandomUuid(`${name}-pull-id`, {}, under).result,
      principalId: identity.principalId,
      principalType: "ServicePrincipal",
      scope: this.registry.id,
      roleDefinitionId: pulumi.interpolate`/subscriptions/${client.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ACR_PULL}`,
    }, { parent: this.registry, deleteBeforeReplace: true });
    this.cluster = new containerservice.ManagedCluster(name, {
      resourceGroupName: group.name,
      dnsPrefix: name,
      identity: { type: "UserAssigned", userAssignedIdentities: identity.id.apply(id => [id]) },
      networkProfile: { networkPlugin: "azure", serviceCidr: "172.16.0.0/16", dnsServiceIP: "172.16.0.10" },
      agentPoolProfiles: [{ name: "system", mode: "System", count: args.nodes, vmSize: "Standard_D2s_v5", vnetSubnetID: aksSubnet }],
    }, { parent: this, dependsOn: [pull], customTimeouts: { create: "45m" }, replaceOnChanges: ["networkProfile"] });
    new containerservice.AgentPool(`${name}-user`, { resourceGroupName: group.name, resourceName: this.cluster.name, agentPoolName: "user", count: args.nodes, mode: "User", vmSize: "Standard_D4s_v5", vnetSubnetID: aksSubnet }, { parent: this.cluster });
    const credentials = containerservice.listManagedClusterUserCredentialsOutput({ resourceGroupName: group.name, resourceName: this.cluster.name }, { parent: this });
    this.kubeconfig = credentials.apply(c => Buffer.from(c.kubeconfigs[0].value, "base64").toString("utf8"));
    const acrCredentials = containerregistry.listRegistryCredentialsOutput({ resourceGroupName: group.name, registryName: this.registry.name });
    this.registerOutputs({ kubeconfig: this.kubeconfig, registryPassword: acrCredentials.apply(c => c.passwords![0].value!), cluster: this.cluster });
  }
}
