// Providers: several, of one cluster and of none, through components, by version and download address, into a folder.
import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";
import * as random from "@pulumi/random";

const render = new k8s.Provider("render", { renderYamlToDirectory: "rendered" });
const inNamespace = new k8s.Provider("ns", { namespace: "team-a", kubeconfig: JSON.stringify({ apiVersion: "v1" }), enableServerSideApply: true, kubeClientSettings: { qps: 100, burst: 200 } }, { version: "4.0.0", aliases: [{ name: "old-ns" }], pluginDownloadURL: "https://example.org/plugins" });
const pet = new random.RandomPet("pet", { length: 2 });
const unknown = new k8s.Provider("unknown", { kubeconfig: pet.id, namespace: pet.id });

class App extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("app:index:App", name, {}, opts);
    const cm = new k8s.core.v1.ConfigMap(`${name}-cm`, { data: { a: "b" } }, { parent: this });
    new k8s.core.v1.Secret(`${name}-s`, { stringData: { cm: cm.metadata.name } }, { parent: cm });
    new random.RandomString(`${name}-r`, { length: 3 }, { parent: this });
    new k8s.yaml.ConfigGroup(`${name}-y`, { yaml: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}-y}\n` }, { parent: this });
    this.registerOutputs();
  }
}
new App("plain");
new App("rendered", { provider: render });
new App("spaced", { providers: { kubernetes: inNamespace } });
new App("listed", { providers: [unknown, new random.Provider("rnd")] });
const nested = new App("outer", { provider: unknown });
new App("inner", { parent: nested });
new App("override", { parent: nested, provider: render });
new k8s.core.v1.ConfigMap("versioned", { data: {} }, { version: "4.1.0", pluginDownloadURL: "github://api.github.com/pulumiverse" });
new k8s.core.v1.ConfigMap("by-provider", { data: {} }, { provider: inNamespace, dependsOn: [pet] });
new k8s.yaml.v2.ConfigGroup("v2", { yaml: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: q}\n" }, { provider: unknown });
new random.RandomPet("keeper", { keepers: { at: pet.id, list: pulumi.all([pet.id, "x"]).apply(x => x.join()) } }, { pluginDownloadURL: "https://example.org:8443/a/b?c" });
export const names = pulumi.output([pet.id, "static"]);
