// Several clusters, by a table of settings; admin credentials in apply.
import * as pulumi from "@pulumi/pulumi";
import * as azure from "@pulumi/azure-native";
import * as k8s from "@pulumi/kubernetes";

interface Spec { readonly name: string; readonly location: string; readonly nodes: number; readonly size: string }
const specs: Spec[] = [
  { name: "east", location: "eastus", nodes: 2, size: "Standard_D2s_v3" },
  { name: "west", location: "westus", nodes: 5, size: "Standard_D4s_v3" },
];
const group = new azure.resources.ResourceGroup("aks");
export let clusters: { name: pulumi.Output<string>; kubeConfig: pulumi.Output<string> }[] = [];
for (const spec of specs) {
  const cluster = new azure.containerservice.ManagedCluster(`aks-${spec.name}`, {
    resourceGroupName: group.name,
    location: spec.location,
    dnsPrefix: `${pulumi.getStack()}-${spec.name}`,
    identity: { type: azure.containerservice.ResourceIdentityType.SystemAssigned },
    agentPoolProfiles: [{ name: "agentpool", mode: "System", count: spec.nodes, vmSize: spec.size }],
  }, { protect: spec.nodes > 3 });
  const kubeConfig = pulumi.all([cluster.name, group.name]).apply(async ([resourceName, resourceGroupName]) => {
    const creds = await azure.containerservice.listManagedClusterAdminCredentials({ resourceGroupName, resourceName });
    return Buffer.from(creds.kubeconfigs[0].value, "base64").toString();
  });
  const provider = new k8s.Provider(`k8s-${spec.name}`, { kubeconfig: kubeConfig });
  const ns = new k8s.core.v1.Namespace(`apps-${spec.name}`, {}, { provider, aliases: [{ name: "app" }], parent: provider });
  new k8s.core.v1.ConfigMap(`settings-${spec.name}`, { metadata: { namespace: ns.metadata.name }, data: { region: spec.location } }, { provider, parent: cluster, deletedWith: cluster });
  clusters.push({ name: cluster.name, kubeConfig });
}
