import { describe, expect, it } from "@jest/globals";
import { IstioIngressGatewayMode } from "@pulumi/azure-native/types/enums/containerservice";
import { GATEWAY_MODES, gatewayModeOf, gatewayPods, GATEWAY_SERVICES, gatewayServiceName, isKeptOnGateway } from "../../facts/istio-gateway";

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

  it.each([
    ["service.beta.kubernetes.io/azure-load-balancer-internal-subnet", true], ["service.beta.kubernetes.io/azure-load-balancer-ipv4", true], ["service.beta.kubernetes.io/azure-allowed-ip-ranges", true],
    ["service.beta.kubernetes.io/azure-pip-name", true], ["service.beta.kubernetes.io/port_443_health-probe_port", true], ["external-dns.alpha.kubernetes.io/hostname", true], ["team", true],
    ["service.beta.kubernetes.io/azure-dns-label-name", false], ["service.beta.kubernetes.io/azure-pls-create", false], ["service.beta.kubernetes.io/azure-load-balancer-health-probe-protocol", false],
    ["service.beta.kubernetes.io/port_15021_no_lb_rule", false], ["service.beta.kubernetes.io/port_443_no_lb_rules", false],
  ])("keeps %s on its Service: %s", (annotation, kept) => {
    expect(isKeptOnGateway(annotation)).toBe(kept);
  });
});
