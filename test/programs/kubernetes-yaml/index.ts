// YAML in all its ways.
import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";

const guestbook = new k8s.yaml.ConfigFile("guestbook", { file: "manifests/guestbook.yaml" });
new k8s.yaml.ConfigGroup("globbed", { files: ["manifests/more/*.yaml"], resourcePrefix: "pre" });
new k8s.yaml.ConfigGroup("inline", {
  yaml: ["apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: x\ndata: {k: v}\n---\n---\n# nothing\n"],
  objs: [{ apiVersion: "v1", kind: "Service", metadata: { name: "obj" }, spec: { ports: [{ port: 1 }] } }, { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" }, spec: { size: 3 } }],
  transformations: [
    (obj: any, opts: pulumi.CustomResourceOptions) => { if (obj.kind === "Service") obj.spec.type = "ClusterIP"; if (obj.kind === "ConfigMap") opts.protect = true; },
    (obj: any) => { obj.metadata.labels = { ...obj.metadata.labels, by: "t" }; },
  ],
});
new k8s.yaml.ConfigFile("omit", { file: "manifests/more/two.yaml", transformations: [(obj: any) => { if (obj.metadata.name === "two") { for (const key of Object.keys(obj)) delete obj[key]; obj.apiVersion = "v1"; obj.kind = "List"; } }], resourcePrefix: "om" }, { dependsOn: guestbook });
new k8s.yaml.ConfigFile("skipping", { file: "manifests/more/one.yaml", skipAwait: true, resourcePrefix: "sk" });
const front = guestbook.getResource("v1/Service", "frontend");
export const port = front.spec.ports[0].port;
export const clusterIp = guestbook.getResourceProperty("v1/Service", "frontend", "spec").apply(s => s.clusterIP);
const crd = guestbook.getResource("apiextensions.k8s.io/v1/CustomResourceDefinition", "widgets.example.com");
new k8s.apiextensions.CustomResource("widget", { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "mine" }, spec: { size: 1 }, others: { a: 1 } }, { dependsOn: [crd] });
