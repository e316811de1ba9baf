import * as pulumi from "@pulumi/pulumi";
import * as authorization from "@pulumi/azure-native/authorization";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as kubernetes from "@pulumi/kubernetes";
import { Network } from "./network";

enum Pool { System = "system" }

const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-azure" });
const unnamed = new resources.ResourceGroup("unnamed", {});
const { nodes, services } = new Network("network", { group: group.name });
const identity = new managedidentity.UserAssignedIdentity("identity", { resourceGroupName: group.name, resourceName: "id-cluster" });
const role = new authorization.RoleAssignment("role", {
  roleAssignmentName: "0e7fdff8-6d1f-5d5c-8d8b-9b3b1c2f7d11",
  scope: services.id,
  principalId: identity.principalId,
  principalType: "ServicePrincipal",
  roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
});
const cluster = new containerservice.ManagedCluster("cluster", {
  resourceGroupName: group.name,
  resourceName: "aks-azure",
  dnsPrefix: "aks-azure",
  identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
  agentPoolProfiles: [{ name: Pool.System, count: 3, mode: "System", vnetSubnetID: nodes.id }],
}, { dependsOn: [role] });
new network.PublicIPAddress("in-unnamed-group", { resourceGroupName: unnamed.name, publicIpAddressName: "pip" });

const credentials = containerservice.listManagedClusterUserCredentialsOutput({ resourceGroupName: group.name, resourceName: cluster.name });
const kubeconfig = pulumi.secret(credentials.apply(({ kubeconfigs }) => Buffer.from(kubeconfigs[0]?.value ?? "", "base64").toString("utf8")));
const provider = new kubernetes.Provider("apps", { kubeconfig });
const namespace = new kubernetes.core.v1.Namespace("apps", { metadata: { name: "apps" } }, { provider });
const service = new kubernetes.core.v1.Service("web", {
  metadata: { name: "web", namespace: namespace.metadata.name },
  spec: { ports: [{ port: 90, targetPort: "http" }] },
}, { provider });
new kubernetes.yaml.ConfigGroup("manifests", { yaml: ["apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n"] }, { provider });
new kubernetes.yaml.ConfigGroup("at-once", { yaml: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: open}\n" });
new kubernetes.yaml.ConfigFile("manifest", { file: "manifest.yaml" }, { provider });

// A resource that an engine does not see in a preview.
cluster.id.apply(id => new kubernetes.core.v1.ConfigMap("in-apply", { metadata: { name: "in-apply" }, data: { id } }, { provider }));

export const clusterId = cluster.id;
export const address = service.status.loadBalancer.ingress[0].ip;
export const port = service.spec.ports[0].port;
export const config = kubeconfig;
export const who = authorization.getClientConfigOutput().subscriptionId;
