import { describe, expect, it } from "@jest/globals";
import { IstioIngressGatewayMode } from "@pulumi/azure-native/types/enums/containerservice";
import { GATEWAY_MODES, gatewayModeOf, GATEWAY_SERVICES } from "../../facts/istio-gateway";

describe("the modes of an ingress gateway", () => {
  it("are those of the installed package", () => {
    expect([...GATEWAY_MODES].sort()).toEqual(Object.values(IstioIngressGatewayMode).sort());
  });

  it("are told from the Service's name, and from no other", () => {
    expect(GATEWAY_MODES.map(mode => gatewayModeOf(GATEWAY_SERVICES[mode]))).toEqual(GATEWAY_MODES);
    expect(["ingressgateway", "aks-istio-ingressgateway", "", "toString"].map(gatewayModeOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
