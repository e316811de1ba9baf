import { describe, expect, it } from "@jest/globals";
import { DEFAULT_ISTIO_REVISION, gatewayPods, gatewayServiceName, ISTIO_REVISION_NAMES, ISTIO_REVISIONS, KEPT_ANNOTATIONS, runsOn } from "../../facts/istio";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../../facts/kubernetes-versions";

describe("what is known of the Istio add-on", () => {
  it("has the newest revision as default, which runs on the default version of Kubernetes", () => {
    expect(DEFAULT_ISTIO_REVISION).toBe(ISTIO_REVISION_NAMES.at(-1));
    expect(runsOn(DEFAULT_ISTIO_REVISION, DEFAULT_KUBERNETES_VERSION)).toBe(true);
  });

  it("compares versions of Kubernetes by their minor part, and not as numbers", () => {
    expect([runsOn("asm-1-30", "1.32"), runsOn("asm-1-30", "1.32.9"), runsOn("asm-1-30", "1.31"), runsOn("asm-1-30", "1.3"), runsOn("asm-1-30", "1.37")]).toEqual([true, true, false, false, false]);
  });

  it("names only versions of AKS's calendar, in order and without a gap", () => {
    const calendar = Object.keys(KUBERNETES_VERSIONS);
    for (const [name, { kubernetes: [first, ...rest] }] of Object.entries(ISTIO_REVISIONS)) {
      const from = calendar.indexOf(first);
      expect([name, first, ...rest]).toEqual([name, ...calendar.slice(from, from + rest.length + 1)]);
      expect(from).toBeGreaterThanOrEqual(0);
    }
  });

  it("calls the gateway for everybody external, and its pods by the same label", () => {
    expect([gatewayServiceName("internal"), gatewayServiceName("public")]).toEqual(["aks-istio-ingressgateway-internal", "aks-istio-ingressgateway-external"]);
    expect(gatewayPods("public")).toEqual({ namespace: "aks-istio-ingress", labels: { istio: "aks-istio-ingressgateway-external" } });
  });

  it("knows which annotations the add-on leaves, and that a DNS label is none of them", () => {
    const prefix = "service.beta.kubernetes.io/azure-";
    expect(KEPT_ANNOTATIONS).toEqual(["load-balancer-internal-subnet", "load-balancer-ipv4", "allowed-ip-ranges"].map(name => prefix + name));
  });
});
