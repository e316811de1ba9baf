import { describe, expect, it } from "@jest/globals";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { externalDnsArgs } from "../../../apps/ingress/external-dns";
import { Ingress, type IngressArgs } from "../../../apps/ingress/ingress";
import { onMocks, only, type Registered } from "../../mocks";

const build = (changes: Partial<Omit<IngressArgs, "backend">> = {}) => onMocks(() => {
  const provider = new Provider("p", { kubeconfig: "x" });
  return new Ingress("ingress", {
    exposure: { kind: "internal", address: "10.240.1.80" }, servicesSubnetName: "services", allowedSources: ["10.240.0.0/16"], hosts: [{ host: "sorting.example.org", paths: ["/"] }],
    backend: { name: "sorting", namespace: "hogwarts", port: 90, declaredBy: new pulumi.ComponentResource("test:app", "app") },
    certificate: { name: "sorting-tls", vaultName: "kv", tenantId: "tenant", clientId: "reader" },
    records: { kind: "private", zone: "example.org", policy: "upsert-only", owner: "hogwarts-dev", image: "acr/external-dns:1", subscriptionId: "subscription", resourceGroupName: "rg", clientId: "writer" },
    policyEngine: "calico", serviceAfter: [], podsAfter: [], ...changes,
  }, { provider });
});

const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } };
const podOf = (resources: readonly Registered[], name: string) => (only(resources, ":Deployment", name).inputs["spec"] as { template: { metadata: object; spec: { containers: Record<string, unknown>[] } & Record<string, unknown> } }).template;

describe("the gateway of the ingress", () => {
  it("is AKS's own Service, patched and not declared", async () => {
    const resources = await build();
    expect(only(resources, ":ServicePatch").inputs).toMatchObject({ metadata: { name: "aks-istio-ingressgateway-internal", namespace: "aks-istio-ingress", annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "services" } } });
    expect(resources.filter(({ type }) => type.endsWith("/v1:Service"))).toEqual([]);
  });

  it("is the external one where it is public, and left alone where there is nothing to say", async () => {
    expect(only(await build({ exposure: { kind: "public" } }), ":ServicePatch").inputs).toMatchObject({ metadata: { name: "aks-istio-ingressgateway-external" } });
    expect((await build({ exposure: { kind: "public" }, allowedSources: ["0.0.0.0/0"] })).filter(({ type }) => type.endsWith(":ServicePatch"))).toEqual([]);
  });

  it("has a route for each host, in the service's namespace", async () => {
    const resources = await build({ hosts: [{ host: "a.example.org", paths: ["/"] }, { host: "b.example.org", paths: ["/x"] }] });
    const routes = resources.filter(({ type }) => type.endsWith(":VirtualService"));
    expect(routes.map(({ inputs }) => inputs["metadata"])).toMatchObject([{ name: "a.example.org", namespace: "hogwarts" }, { name: "b.example.org", namespace: "hogwarts" }]);
  });
});

describe("the pods of the ingress", () => {
  it("ask for nodes with Linux, which their images are for", async () => {
    const resources = await build();
    for (const name of ["ingress-certificate", "external-dns"]) expect(podOf(resources, name).spec).toMatchObject({ nodeSelector: { "kubernetes.io/os": "linux" } });
  });

  it("call the API server by name, where they call it: behind a firewall its address is not let through", async () => {
    expect(podOf(await build(), "external-dns").metadata).toMatchObject({ annotations: { "kubernetes.azure.com/set-kube-service-host-fqdn": "true" } });
  });
});

describe("the gateway's certificate", () => {
  it("becomes a TLS secret in the gateway's own namespace, under the name that the Gateway gives", async () => {
    const resources = await build();
    const spec = only(resources, ":SecretProviderClass").inputs["spec"] as { secretObjects: { secretName: string }[] };
    expect(only(resources, ":SecretProviderClass").inputs["metadata"]).toMatchObject({ namespace: "aks-istio-ingress" });
    expect(spec).toEqual({
      provider: "azure", parameters: { clientID: "reader", keyvaultName: "kv", tenantId: "tenant", objects: "array:\n  - |\n    objectName: sorting-tls\n    objectType: secret\n" },
      secretObjects: [{ secretName: "ingress-certificate", type: "kubernetes.io/tls", data: [{ key: "tls.crt", objectName: "sorting-tls" }, { key: "tls.key", objectName: "sorting-tls" }] }],
    });
    const { servers } = only(resources, ":Gateway").inputs["spec"] as { servers: { tls: { credentialName?: string } }[] };
    expect([only(resources, ":Gateway").inputs["metadata"], servers[0]?.tls.credentialName]).toEqual([expect.objectContaining({ namespace: "aks-istio-ingress" }), spec.secretObjects[0]?.secretName]);
  });

  it("is there while a pod mounts it, so that two pods do nothing else, one of which stays", async () => {
    const resources = await build();
    const pod = podOf(resources, "ingress-certificate");
    expect(only(resources, ":Deployment", "ingress-certificate").inputs).toMatchObject({ metadata: { namespace: "aks-istio-ingress" }, spec: { replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } } });
    expect(only(resources, ":PodDisruptionBudget").inputs).toMatchObject({ metadata: { namespace: "aks-istio-ingress" }, spec: { maxUnavailable: 1 } });
    expect(pod.spec).toMatchObject({
      serviceAccountName: "ingress-certificate", automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ image: expect.stringMatching(/^mcr\.microsoft\.com\/.+\/pause:\d/) as unknown, securityContext: restricted, resources: { limits: { memory: expect.any(String) as unknown } }, volumeMounts: [{ name: "certificate", readOnly: true }] }],
      volumes: [{ name: "certificate", csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: "ingress-certificate" } } }],
    });
  });
});

describe("external-dns", () => {
  it("asks the zone's own provider, for that zone alone, marks what is its own, and deletes nothing unless it is told to", () => {
    const args = externalDnsArgs({ kind: "private", zone: "example.org", policy: "upsert-only", owner: "hogwarts-dev" });
    expect(args).toEqual(expect.arrayContaining(["--source=istio-gateway", "--provider=azure-private-dns", "--domain-filter=example.org", "--txt-owner-id=hogwarts-dev", "--registry=txt", "--policy=upsert-only"]));
    expect(externalDnsArgs({ kind: "public", zone: "example.org", policy: "sync", owner: "x" })).toEqual(expect.arrayContaining(["--provider=azure", "--policy=sync"]));
  });

  it("notes what is its own beside a record at the zone's own name inside the zone", () => {
    expect(externalDnsArgs({ kind: "public", zone: "example.org", policy: "sync", owner: "x" })).toContain("--txt-prefix=%{record_type}-owner.");
  });

  it("acts as its identity, without a password", async () => {
    const resources = await build();
    expect(only(resources, ":ServiceAccount", "external-dns").inputs).toMatchObject({ metadata: { name: "external-dns", namespace: "external-dns", annotations: { "azure.workload.identity/client-id": "writer" } } });
    expect(podOf(resources, "external-dns").metadata).toMatchObject({ labels: { "azure.workload.identity/use": "true" } });
    const { data } = only(resources, ":ConfigMap", "external-dns").inputs as { data: Record<string, string> };
    expect(JSON.parse(data["azure.json"] ?? "")).toEqual({ subscriptionId: "subscription", resourceGroup: "rg", useWorkloadIdentityExtension: true });
    expect(resources.filter(({ type }) => type.endsWith(":Secret"))).toEqual([]);
  });

  it("runs as the restricted standard wants it, one at a time", async () => {
    const resources = await build();
    expect(only(resources, ":Namespace", "external-dns").inputs).toMatchObject({ metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } });
    expect(only(resources, ":Deployment", "external-dns").inputs).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
    expect(podOf(resources, "external-dns").spec).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } }, containers: [{ image: "acr/external-dns:1", securityContext: restricted, resources: { limits: { memory: expect.any(String) as unknown } } }],
    });
  });

  it("reads Gateways, and what their addresses come from in the gateway's namespace alone; it changes nothing", async () => {
    const resources = await build();
    const rules = [only(resources, ":ClusterRole"), only(resources, ":Role")].map(({ inputs }) => inputs["rules"] as { resources: string[]; verbs: string[] }[]);
    expect(rules.map(each => each.flatMap(rule => rule.resources))).toEqual([["gateways"], ["services", "ingresses"]]);
    for (const rule of rules.flat()) expect(rule.verbs).toEqual(["get", "list", "watch"]);
    expect(only(resources, ":Role").inputs).toMatchObject({ metadata: { namespace: "aks-istio-ingress" } });
    for (const type of [":RoleBinding", ":ClusterRoleBinding"]) expect(only(resources, type).inputs).toMatchObject({ subjects: [{ kind: "ServiceAccount", namespace: "external-dns", name: "external-dns" }] });
  });

  it("takes no calls, and calls DNS and HTTPS alone, where an engine enforces it", async () => {
    const policies = (await build()).filter(({ type }) => type.endsWith(":NetworkPolicy")).map(({ inputs }) => inputs as { metadata: { namespace: string }; spec: Record<string, unknown> });
    expect(policies.map(({ metadata, spec }) => [metadata.namespace, spec["policyTypes"], spec["ingress"]])).toEqual([["external-dns", ["Ingress", "Egress"], undefined], ["external-dns", ["Egress"], undefined]]);
    expect(policies[1]?.spec["egress"]).toEqual([
      { to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }], ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] }, { ports: [{ protocol: "TCP", port: 443 }] },
    ]);
    expect((await build({ policyEngine: "none" })).filter(({ type }) => type.endsWith(":NetworkPolicy"))).toEqual([]);
  });
});
