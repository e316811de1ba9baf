import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { CLUSTER_SCOPED, kubernetesId } from "../../facts/kubernetes-ids";

const packageFolder = path.dirname(require.resolve("@pulumi/kubernetes/package.json"));

describe("the id of a Kubernetes object", () => {
  it("is its namespace and its name", () => {
    expect(kubernetesId("kubernetes:apps/v1:Deployment", { metadata: { name: "web", namespace: "apps" } })).toBe("apps/web");
    expect(kubernetesId("kubernetes:core/v1:ServicePatch", { metadata: { name: "gateway", namespace: "ingress" } })).toBe("ingress/gateway");
  });

  it("has the provider's namespace where the object names none", () => {
    expect(kubernetesId("kubernetes:core/v1:ConfigMap", { metadata: { name: "map" } })).toBe("default/map");
    expect(kubernetesId("kubernetes:core/v1:ConfigMap", { metadata: { name: "map", namespace: "" } }, "team")).toBe("team/map");
  });

  it("is the name alone for what belongs to no namespace", () => {
    expect(kubernetesId("kubernetes:core/v1:Namespace", { metadata: { name: "apps" } })).toBe("apps");
    expect(kubernetesId("kubernetes:rbac.authorization.k8s.io/v1:ClusterRolePatch", { metadata: { name: "admin" } })).toBe("admin");
    expect(kubernetesId("kubernetes:rbac.authorization.k8s.io/v1:Role", { metadata: { name: "reader" } })).toBe("default/reader");
  });

  it.each([
    ["the name is left to the provider", "kubernetes:core/v1:ConfigMap", { metadata: {} }],
    ["there is no metadata", "kubernetes:core/v1:ConfigMap", {}],
    ["the namespace is not known", "kubernetes:core/v1:ConfigMap", { metadata: { name: "map", namespace: undefined } }],
    ["a custom kind may or may not have a namespace", "kubernetes:gateway.networking.k8s.io/v1:GatewayClass", { metadata: { name: "istio" } }],
    ["it is a list", "kubernetes:core/v1:ConfigMapList", { metadata: { name: "maps" } }],
    ["it is no object of Kubernetes", "azure-native:network:Subnet", { metadata: { name: "nodes" } }],
  ])("is not guessed where %s", (_reason, token, inputs) => {
    expect(kubernetesId(token, inputs)).toBeUndefined();
  });

  it("of a custom kind with a namespace is known", () => {
    expect(kubernetesId("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", { metadata: { name: "vault", namespace: "apps" } })).toBe("apps/vault");
  });

  it("knows no kind without a namespace that the installed package has never heard of", () => {
    for (const [group, kinds] of Object.entries(CLUSTER_SCOPED)) {
      const folder = path.join(packageFolder, group.split(".")[0] ?? "");
      const files = readdirSync(folder).flatMap(version => (version.startsWith("v") ? readdirSync(path.join(folder, version)) : [])).map(file => file.toLowerCase());
      for (const kind of kinds) expect(files).toContain(`${kind.toLowerCase()}.d.ts`);
    }
  });
});
