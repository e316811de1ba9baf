import { describe, expect, it } from "@jest/globals";
import { IstioIngressGatewayMode } from "@pulumi/azure-native/types/enums/containerservice";
import { GATEWAY_MODES, gatewayModeOf, gatewayPods, GATEWAY_SERVICES, gatewayServiceName, KEPT_ANNOTATIONS } from "../../facts/istio-gateway";

describe("the modes of an ingress gateway", () => {
  it("are those of the installed package", () => {
    expect([...GATEWAY_MODES].sort()).toEqual(Object.values(IstioIngressGatewayMode).sort());
  });

  it("are told from the Service's name, and from no other", () => {
    expect(GATEWAY_MODES.map(mode => gatewayModeOf(GATEWAY_SERVICES[mode]))).toEqual(GATEWAY_MODES);
    expect(["ingressgateway", "aks-istio-ingressgateway", "", "toString"].map(gatewayModeOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("a gateway", () => {
  it("calls the gateway for everybody external, and its pods by the same label", () => {
    expect([gatewayServiceName("internal"), gatewayServiceName("public")]).toEqual(["aks-istio-ingressgateway-internal", "aks-istio-ingressgateway-external"]);
    expect(gatewayPods("public")).toEqual({ namespace: "aks-istio-ingress", labels: { istio: "aks-istio-ingressgateway-external" } });
  });

  it("knows which annotations the add-on leaves, and that a DNS label is none of them", () => {
    const prefix = "service.beta.kubernetes.io/azure-";
    expect(KEPT_ANNOTATIONS).toEqual(["load-balancer-internal-subnet", "load-balancer-ipv4", "allowed-ip-ranges"].map(name => prefix + name));
  });
});
