// AKS with Helm: releases, a local chart, a chart of a repository; a kubernetes provider of the cluster.
import * as pulumi from "@pulumi/pulumi";
import * as azure from "@pulumi/azure-native";
import * as k8s from "@pulumi/kubernetes";
import * as random from "@pulumi/random";

const rg = new azure.resources.ResourceGroup("helm");
const aks = new azure.containerservice.ManagedCluster("helm", { resourceGroupName: rg.name, dnsPrefix: "helm", identity: { type: "SystemAssigned" }, agentPoolProfiles: [{ name: "sys", mode: "System", count: 1 }] });
const kubeconfig = azure.containerservice.listManagedClusterAdminCredentialsOutput({ resourceGroupName: rg.name, resourceName: aks.name }).kubeconfigs.apply(k => Buffer.from(k[0].value, "base64").toString());
const provider = new k8s.Provider("aks", { kubeconfig, namespace: "default", suppressHelmHookWarnings: true }, { parent: aks });
const ns = new k8s.core.v1.Namespace("ingress", { metadata: { name: "ingress-nginx" } }, { provider });
const ingress = new k8s.helm.v3.Release("ingress", {
  chart: "ingress-nginx", version: "4.11.2", namespace: ns.metadata.name, repositoryOpts: { repo: "https://kubernetes.github.io/ingress-nginx" },
  values: { controller: { replicaCount: 2, service: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } } } }, timeout: 600, skipAwait: false,
}, { provider });
const controller = k8s.core.v1.Service.get("controller", pulumi.interpolate`${ingress.status.namespace}/${ingress.status.name}-controller`, { provider });
const password = new random.RandomPassword("redis", { length: 24 });
new k8s.helm.v3.Release("redis", { chart: "oci://registry-1.docker.io/bitnamicharts/redis", values: { auth: { password: password.result } } }, { provider, dependsOn: ingress });
new k8s.helm.v4.Chart("cert-manager", { chart: "cert-manager", version: "v1.15.3", namespace: "cert-manager", repositoryOpts: { repo: "https://charts.jetstack.io" }, values: { installCRDs: true } }, { provider });
const chart = new k8s.helm.v3.Chart("web", { path: "./chart", values: { replicas: 2 }, transformations: [obj => { obj.metadata.labels = { team: "web" }; }] }, { provider });
export const ip = controller.status.loadBalancer.ingress[0].ip;
export const status = ingress.status.status;
export const made = chart.resources.apply(r => Object.keys(r).length);
