import { describe, expect, it } from "@jest/globals";
import { allowedSources, annotations, frontEndOf, sourceRanges } from "../../../apps/sorting/exposure";
import { allowConsumers, denyAll, ingressBlocks, type IngressArgs } from "../../../apps/sorting/policies";

const args: IngressArgs = { engine: "calico", externalTrafficPolicy: "Cluster", allowedSources: ["192.168.0.0/24"], nodeSubnet: "10.240.0.0/24" };

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

  it("name the pod port by number, which every engine resolves", () => {
    expect(allowConsumers(args, 85, { app: "x" })).toMatchObject({ podSelector: { matchLabels: { app: "x" } }, ingress: [{ ports: [{ port: 85 }] }] });
  });
});

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

  it("has as destination the fixed address, else the subnet, else an address that Azure picks", () => {
    expect(frontEndOf({ kind: "internal", address: "10.240.1.90" }, "10.240.1.0/24")).toBe("10.240.1.90");
    expect(frontEndOf({ kind: "internal" }, "10.240.1.0/24")).toBe("10.240.1.0/24");
    expect(frontEndOf({ kind: "public" }, "10.240.1.0/24")).toBe("*");
  });
});
