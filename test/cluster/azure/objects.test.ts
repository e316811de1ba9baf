/** Held against k8s.io/cloud-provider, controllers/service/controller.go: wantsLoadBalancer and the predicates of the stable node set. */
import { describe, expect, it } from "@jest/globals";
import { addressOf, isBackend, wantsLoadBalancer, type Node } from "./objects";
import { service, type ServiceOptions } from "./testing";

const node = (metadata: Partial<Node["metadata"]> = {}, taints: readonly string[] = [], status?: Node["status"]): Node =>
  ({ apiVersion: "v1", kind: "Node", metadata: { name: "aks-0", uid: "1", resourceVersion: "1", ...metadata }, spec: { taints: taints.map(key => ({ key })) }, status });

describe("a Service wants a load balancer", () => {
  it.each<readonly [string, boolean, ServiceOptions]>([
    ["of its type", true, {}], ["not of another type", false, { spec: { type: "NodePort" } }],
    ["not from Azure where it has a class of its own", false, { spec: { loadBalancerClass: "example.com/own" } }],
    ["not while it is being deleted", false, { deletionTimestamp: "2026-08-21T00:00:00Z" }],
  ])("%s: %s", (_what, wants, options) => {
    expect(wantsLoadBalancer(service(options))).toBe(wants);
  });
});

describe("a node is in the backend pool", () => {
  it.each<readonly [string, boolean, Node]>([
    ["even while it is not ready, or takes no pods", true, node({}, ["node.kubernetes.io/not-ready", "node.kubernetes.io/unschedulable"], { conditions: [{ type: "Ready", status: "False" }] })],
    ["not while it is being deleted", false, node({ deletionTimestamp: "2026-08-21T00:00:00Z" })],
    ["not where a label excludes it", false, node({ labels: { "node.kubernetes.io/exclude-from-external-load-balancers": "" } })],
    ["not while the autoscaler takes it away", false, node({}, ["ToBeDeletedByClusterAutoscaler"])],
  ])("%s: %s", (_what, is, each) => {
    expect(isBackend(each)).toBe(is);
  });

  it("by its internal address, once the kubelet has said it", () => {
    expect(addressOf(node({}, [], { addresses: [{ type: "Hostname", address: "aks-0" }, { type: "InternalIP", address: "10.240.0.4" }] }))).toBe("10.240.0.4");
    expect([addressOf(node()), addressOf(node({}, [], { addresses: [{ type: "Hostname", address: "aks-0" }] }))]).toEqual([undefined, undefined]);
  });
});
