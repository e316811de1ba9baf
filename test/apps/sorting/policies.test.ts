import { describe, expect, it } from "@jest/globals";
import { allowedSources, openings, sourceRanges } from "../../../apps/callers";
import { annotations, type Exposure } from "../../../apps/sorting/exposure";
import { natSubnetOf } from "../../../apps/sorting/private-link";
import { gatewayPods } from "../../../facts/istio-gateway";
import { denyAll } from "../../../apps/restricted";
import { allowConsumers, ingressBlocks, type AllowArgs } from "../../../apps/sorting/policies";

const args: AllowArgs = { exposure: { kind: "internal" }, engine: "calico", externalTrafficPolicy: "Cluster", allowedSources: ["192.168.0.0/24"], nodeSubnet: "10.240.0.0/24" };

describe("the network policies of the sorting service", () => {
  it("deny everything in and out first", () => {
    expect(denyAll).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("let consumers, nodes and probes in with policy Cluster, since a packet may come by way of another node and a probe goes on to a pod", () => {
    expect(ingressBlocks(args)).toEqual(["192.168.0.0/24", "168.63.129.16/32", "10.240.0.0/24"]);
  });

  it("let consumers alone in with policy Local, since their address is kept", () => {
    expect(ingressBlocks({ ...args, externalTrafficPolicy: "Local" })).toEqual(["192.168.0.0/24"]);
  });

  it("leave the source open with Cilium and policy Cluster, since Cilium names no node by address block", () => {
    expect(ingressBlocks({ ...args, engine: "cilium" })).toBeUndefined();
    expect(allowConsumers({ ...args, engine: "cilium" }, 85, {}).ingress).toEqual([{ ports: [{ protocol: "TCP", port: 85 }] }]);
    expect(ingressBlocks({ ...args, engine: "cilium", externalTrafficPolicy: "Local" })).toEqual(["192.168.0.0/24"]);
  });

  it("take all private ranges for the nodes where AKS owns the VNet", () => {
    expect(ingressBlocks({ ...args, nodeSubnet: undefined })).toEqual(["192.168.0.0/24", "168.63.129.16/32", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
  });

  it("let nodes in with a node port and policy Cluster, and no load balancer's probe, since there is none", () => {
    const nodePort = { ...args, exposure: { kind: "node-port" } } as const;
    expect(ingressBlocks(nodePort)).toEqual(["192.168.0.0/24", "10.240.0.0/24"]);
    expect(ingressBlocks({ ...nodePort, externalTrafficPolicy: "Local" })).toEqual(["192.168.0.0/24"]);
  });

  it("let the pods of every namespace in, and no address, where only the cluster knows the Service", () => {
    for (const engine of ["azure", "calico", "cilium"] as const) {
      expect(allowConsumers({ ...args, engine, exposure: { kind: "cluster-ip" }, allowedSources: [] }, 85, {}).ingress).toEqual([{ from: [{ namespaceSelector: {} }], ports: [{ protocol: "TCP", port: 85 }] }]);
    }
  });

  it("let an ingress gateway's pods in beside callers from outside, by namespace and label, since it calls the pods itself", () => {
    const gateway = gatewayPods("internal");
    const peer = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "aks-istio-ingress" } }, podSelector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } } };
    expect(allowConsumers({ ...args, gateway, externalTrafficPolicy: "Local" }, 85, {}).ingress).toEqual([{ from: [{ ipBlock: { cidr: "192.168.0.0/24" } }, peer], ports: [{ protocol: "TCP", port: 85 }] }]);
    expect(allowConsumers({ ...args, gateway }, 85, {}).ingress[0]?.from).toContainEqual(peer);
    expect(allowConsumers(args, 85, {}).ingress[0]?.from).not.toContainEqual(peer);
  });

  it("need no word of the gateway where every pod may call anyhow, or every address", () => {
    const gateway = gatewayPods("public");
    expect(allowConsumers({ ...args, gateway, exposure: { kind: "cluster-ip" } }, 85, {}).ingress).toEqual([{ from: [{ namespaceSelector: {} }], ports: [{ protocol: "TCP", port: 85 }] }]);
    expect(allowConsumers({ ...args, gateway, engine: "cilium" }, 85, {}).ingress).toEqual([{ ports: [{ protocol: "TCP", port: 85 }] }]);
  });

  it("name the pod port by number, which every engine resolves", () => {
    expect(allowConsumers(args, 85, { app: "x" })).toMatchObject({ podSelector: { matchLabels: { app: "x" } }, ingress: [{ ports: [{ port: 85 }] }] });
  });
});

const privateLink = { kind: "private-link", natAddresses: 2, visibility: [], autoApproval: [], proxyProtocol: false } as const;

describe("the exposure of the sorting service", () => {
  it("is internal by annotations that name subnet and address", () => {
    expect(annotations({ kind: "internal", address: "10.240.1.90" }, "services")).toEqual({
      "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
      "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "services",
      "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.240.1.90",
    });
    expect(annotations({ kind: "internal" }, undefined)).toEqual({ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" });
  });

  it("is public with a DNS label or without", () => {
    expect(annotations({ kind: "public", dnsLabel: "hat" }, "services")).toEqual({ "service.beta.kubernetes.io/azure-dns-label-name": "hat" });
    expect(annotations({ kind: "public" }, "services")).toEqual({});
  });

  it("is open to the VNet when internal, to everybody when public, and to no more than configuration says", () => {
    expect(allowedSources({ kind: "internal" }, undefined, "10.240.0.0/16")).toEqual(["10.240.0.0/16"]);
    expect(allowedSources({ kind: "public" }, undefined, "10.240.0.0/16")).toEqual(["0.0.0.0/0"]);
    expect(allowedSources({ kind: "public" }, ["203.0.113.0/24"], "10.240.0.0/16")).toEqual(["203.0.113.0/24"]);
    expect(sourceRanges(["0.0.0.0/0"])).toBeUndefined();
  });

  it("is open to the NAT addresses alone over a private link, since no consumer's own address arrives", () => {
    expect(allowedSources(privateLink, undefined, "10.240.0.0/16", "10.240.2.0/28")).toEqual(["10.240.2.0/28"]);
    expect(allowedSources(privateLink, ["10.240.0.0/16"], "10.240.0.0/16", "10.240.2.0/28")).toEqual(["10.240.0.0/16"]);
  });

  it("is open to the VNet as a node port, and to no address where only pods call", () => {
    expect(allowedSources({ kind: "node-port" }, undefined, "10.240.0.0/16")).toEqual(["10.240.0.0/16"]);
    expect(allowedSources({ kind: "cluster-ip" }, undefined, "10.240.0.0/16")).toEqual([]);
    expect(allowedSources({ kind: "external-name" }, undefined, "10.240.0.0/16")).toEqual([]);
  });

  it("tells the cloud controller of a private link what it must know, and nothing of subscriptions where there are none", () => {
    const place = { name: "pls-hogwarts-dev", subnetName: "private-link" };
    const pls = (name: string) => `service.beta.kubernetes.io/azure-pls-${name}`;
    expect(annotations(privateLink, "services", place)).toEqual({
      "service.beta.kubernetes.io/azure-load-balancer-internal": "true", "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "services",
      [pls("create")]: "true", [pls("name")]: "pls-hogwarts-dev", [pls("ip-configuration-subnet")]: "private-link",
      [pls("ip-configuration-ip-address-count")]: "2", [pls("proxy-protocol")]: "false",
    });
    expect(annotations({ ...privateLink, name: "hat", visibility: ["*"], autoApproval: ["a", "b"], proxyProtocol: true }, "services", place)).toMatchObject({
      [pls("name")]: "hat", [pls("visibility")]: "*", [pls("auto-approval")]: "a b", [pls("proxy-protocol")]: "true",
    });
  });

  const subnets = { aks: "10.240.0.0/24", services: "10.240.1.0/24" };
  it.each<readonly [what: string, exposure: Exposure, port: number | string, destination: string]>([
    ["the fixed address", { kind: "internal", address: "10.240.1.90" }, 90, "10.240.1.90"],
    ["the front ends' subnet without one", { kind: "internal" }, 90, "10.240.1.0/24"],
    ["the front end of a private link", { ...privateLink, address: "10.240.1.91" }, 90, "10.240.1.91"],
    ["an address that Azure picks", { kind: "public" }, 90, "*"],
    ["a fixed node port", { kind: "node-port", nodePort: 30090 }, 30090, "10.240.0.0/24"],
    ["every node port where Kubernetes picks it", { kind: "node-port" }, "30000-32767", "10.240.0.0/24"],
  ])("lets callers through to %s", (_what, exposure, port, destination) => {
    expect(openings("sorting", exposure, 90, ["10.0.0.0/8"], subnets)).toMatchObject([{ port, destination, allowedSources: ["10.0.0.0/8"] }]);
  });

  it("lets nobody through to the nodes for what is reached inside the cluster, or runs elsewhere", () => {
    expect(openings("sorting", { kind: "cluster-ip" }, 90, [], subnets)).toEqual([]);
    expect(openings("sorting", { kind: "external-name" }, 90, [], subnets)).toEqual([]);
  });

  it("has addresses for a private link in a subnet of their own, else in the Services subnet, and none for another kind", () => {
    expect(natSubnetOf(privateLink, { privateLink: "10.240.2.0/28" })).toBe("privateLink");
    expect(natSubnetOf(privateLink, {})).toBe("services");
    expect(natSubnetOf(privateLink, undefined)).toBeUndefined();
    expect(natSubnetOf({ kind: "internal" }, { privateLink: "10.240.2.0/28" })).toBeUndefined();
  });
});
