// AKS with a service principal made beside it, a generated password and an SSH key.
import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import * as resources from "@pulumi/azure-native/resources";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as k8s from "@pulumi/kubernetes";

const config = new pulumi.Config();
const nodeCount = config.getNumber("nodeCount") ?? 2;
const group = new resources.ResourceGroup("aks-rg");
const app = new azuread.Application("aks", { displayName: "aks" });
const principal = new azuread.ServicePrincipal("aks-sp", { clientId: app.clientId });
const password = new azuread.ServicePrincipalPassword("aks-sp-password", { servicePrincipalId: principal.id, endDate: "2099-01-01T00:00:00Z" });
const adminPassword = new random.RandomPassword("admin", { length: 20, special: true });
const suffix = new random.RandomId("suffix", { byteLength: 4 });
const key = new tls.PrivateKey("ssh", { algorithm: "RSA", rsaBits: 4096 });
const name = pulumi.interpolate`aks-${suffix.hex}`;
const cluster = new containerservice.ManagedCluster("cluster", {
  resourceGroupName: group.name,
  resourceName: name,
  agentPoolProfiles: [{ count: nodeCount, maxPods: 110, mode: "System", name: "agentpool", osDiskSizeGB: 30, osType: "Linux", type: "VirtualMachineScaleSets", vmSize: "Standard_DS2_v2" }],
  dnsPrefix: group.name,
  enableRBAC: true,
  linuxProfile: { adminUsername: "testuser", ssh: { publicKeys: [{ keyData: key.publicKeyOpenssh }] } },
  windowsProfile: { adminUsername: "azureuser", adminPassword: adminPassword.result },
  servicePrincipalProfile: { clientId: app.clientId, secret: password.value },
});
const creds = containerservice.listManagedClusterUserCredentialsOutput({ resourceGroupName: group.name, resourceName: cluster.name });
export const kubeconfig = pulumi.secret(creds.kubeconfigs[0].value.apply(enc => Buffer.from(enc, "base64").toString()));
const provider = new k8s.Provider("k8s", { kubeconfig, enableServerSideApply: true });
const labels = { app: "nginx" };
new k8s.apps.v1.Deployment("nginx", {
  spec: { selector: { matchLabels: labels }, replicas: 2, template: { metadata: { labels }, spec: { containers: [{ name: "nginx", image: "nginx:1.27", ports: [{ containerPort: 80 }] }] } } },
}, { provider });
const svc = new k8s.core.v1.Service("nginx", { spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80, targetPort: 80 }] } }, { provider });
export const ip = svc.status.apply(s => s.loadBalancer.ingress[0].ip);
export const clusterName = cluster.name;
export const sshKey = key.privateKeyPem;
