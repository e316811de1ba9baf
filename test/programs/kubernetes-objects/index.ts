// Kubernetes objects without an explicit provider: names left to the provider, patches, look-ups, custom resources, secrets.
import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";
import * as kx from "@pulumi/kubernetes/core/v1";

const config = new pulumi.Config();
const isMinikube = config.getBoolean("isMinikube") ?? false;
const labels = { app: "web", stack: pulumi.getStack() };
const ns = new kx.Namespace("apps", undefined, { retainOnDelete: true });
const settings = new kx.ConfigMap("settings", { metadata: { namespace: ns.id }, data: { "app.json": JSON.stringify({ a: 1 }) } });
const creds = new kx.Secret("creds", { metadata: { namespace: ns.metadata.name }, stringData: { user: "admin", password: config.getSecret("password") ?? pulumi.secret("p") } }, { additionalSecretOutputs: ["metadata"] });
new kx.Secret("pull", { type: "kubernetes.io/dockerconfigjson", data: { ".dockerconfigjson": pulumi.output({ auths: { r: { auth: "x" } } }).apply(c => Buffer.from(JSON.stringify(c)).toString("base64")) } });
const deployment = new k8s.apps.v1.Deployment("web", {
  metadata: { namespace: ns.metadata.name, labels, annotations: { "pulumi.com/skipAwait": "true", "pulumi.com/patchForce": "true" } },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "nginx", env: [{ name: "P", valueFrom: { secretKeyRef: { name: creds.metadata.name, key: "password" } } }], envFrom: [{ configMapRef: { name: settings.metadata.name } }], volumeMounts: [{ name: "s", mountPath: "/s" }] }], volumes: [{ name: "s", configMap: { name: settings.metadata.name } }] } },
  },
}, { dependsOn: [creds] });
const service = new kx.Service("web", { metadata: { namespace: deployment.metadata.namespace, labels: deployment.spec.template.metadata.labels }, spec: { type: isMinikube ? "ClusterIP" : "LoadBalancer", ports: [{ port: 80 }], selector: deployment.spec.selector.matchLabels } });
new k8s.apps.v1.DeploymentPatch("coredns", { metadata: { name: "coredns", namespace: "kube-system" }, spec: { replicas: 3 } });
new kx.ConfigMapPatch("aks-settings", { metadata: { name: "coredns-custom", namespace: "kube-system", annotations: { "pulumi.com/patchForce": "true" } }, data: { "x.server": "hosts {}" } }, { retainOnDelete: true });
new k8s.apiextensions.CustomResourcePatch("cert-patch", { apiVersion: "cert-manager.io/v1", kind: "Certificate", metadata: { name: "c" }, spec: { dnsNames: ["a"] } });
const issuer = new k8s.apiextensions.CustomResource("issuer", { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { namespace: ns.metadata.name }, spec: { acme: { email: "a@example.org", privateKeySecretRef: { name: creds.metadata.name } } } });
const node = kx.Node.get("node", deployment.id.apply(id => `node-of-${id}`));
const list = new kx.ConfigMapList("list", { items: [{ metadata: { name: "in-list" } }] });
new k8s.networking.v1.Ingress("web", { metadata: { namespace: ns.metadata.name }, spec: { ingressClassName: "nginx", rules: [{ http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: service.metadata.name, port: { number: service.spec.ports[0].port } } } }] } }] } }, { parent: service, aliases: [{ parent: pulumi.rootStackResource }] });
new k8s.batch.v1.Job("migrate", { spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "m", image: "migrate", args: [service.spec.clusterIP] }] } } } }, { deleteBeforeReplace: true, replaceOnChanges: ["spec.template"] });
export const ip = isMinikube ? service.spec.clusterIP : service.status.loadBalancer.apply(lb => lb.ingress[0].ip || lb.ingress[0].hostname);
export const nodeInfo = node.status.nodeInfo.kubeletVersion;
export const issuerName = issuer.metadata.name;
export const listed = list.items[0].metadata.name;
export const everything = { service, ns: ns.id, deployment: deployment.metadata };
