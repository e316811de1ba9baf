import { describe, expect, it } from "@jest/globals";
import { gatewayAnnotations, gatewaySpec, gatewayWaysIn, routeSpec, urlsOf } from "../../../apps/ingress/gateway";
import { isKeptOnGateway } from "../../../facts/istio-gateway";

const PREFIX = "service.beta.kubernetes.io/azure-";
const vnet = { addressSpace: "10.240.0.0/16", subnets: { aks: "10.240.0.0/24", services: "10.240.1.0/24" } };
const backend = { name: "sorting", namespace: "hogwarts", port: 90 };

describe("the gateway's Service", () => {
  it("is brought into the Services subnet, at the address that is asked for, for those who may call", () => {
    expect(gatewayAnnotations({ kind: "internal", address: "10.240.1.80" }, "services", ["10.240.0.0/16", "192.168.0.0/16"])).toEqual({
      [`${PREFIX}load-balancer-internal-subnet`]: "services", [`${PREFIX}load-balancer-ipv4`]: "10.240.1.80", [`${PREFIX}allowed-ip-ranges`]: "10.240.0.0/16,192.168.0.0/16",
    });
    expect(gatewayAnnotations({ kind: "internal" }, "services", ["10.240.0.0/16"])).not.toHaveProperty([`${PREFIX}load-balancer-ipv4`]);
  });

  it("is told nothing where it is for everybody, and no subnet where it is public", () => {
    expect(gatewayAnnotations({ kind: "public" }, "services", ["0.0.0.0/0"])).toEqual({});
    expect(gatewayAnnotations({ kind: "public" }, "services", ["203.0.113.0/24"])).toEqual({ [`${PREFIX}allowed-ip-ranges`]: "203.0.113.0/24" });
  });

  it("gets no annotation that the add-on would take back", () => {
    const all = [gatewayAnnotations({ kind: "internal", address: "10.240.1.80" }, "services", ["10.240.0.0/16"]), gatewayAnnotations({ kind: "public" }, undefined, ["203.0.113.0/24"])];
    for (const key of all.flatMap(each => Object.keys(each))) expect([key, isKeptOnGateway(key)]).toEqual([key, true]);
  });
});

describe("the ways in to the gateway", () => {
  it("are both ports of its front end, from those who may call", () => {
    const { sources, openings } = gatewayWaysIn({ exposure: { kind: "internal", address: "10.240.1.80" }, allowedSources: ["192.168.0.0/16"] }, vnet);
    expect(sources).toEqual(["192.168.0.0/16"]);
    expect(openings).toEqual([443, 80].map(port => ({ name: "ingress", port, via: "load balancer", destination: "10.240.1.80", allowedSources: ["192.168.0.0/16"] })));
  });

  it("lead anywhere in the Services subnet without a fixed address, to any address where Azure picks a public one, and nowhere that is ours where AKS owns the VNet", () => {
    expect(gatewayWaysIn({ exposure: { kind: "internal" } }, vnet)).toMatchObject({ sources: ["10.240.0.0/16"], openings: [{ destination: "10.240.1.0/24" }, { destination: "10.240.1.0/24" }] });
    expect(gatewayWaysIn({ exposure: { kind: "public" } }, vnet)).toMatchObject({ sources: ["0.0.0.0/0"], openings: [{ destination: "*" }, { destination: "*" }] });
    expect(gatewayWaysIn({ exposure: { kind: "public" } }, undefined)).toEqual({ sources: ["0.0.0.0/0"], openings: [] });
  });
});

describe("the Gateway", () => {
  const hosts = [{ host: "a.example.org", paths: ["/"] }, { host: "b.example.org", paths: ["/x"] }];

  it("ends TLS for all hosts with the secret's certificate, 1.2 at least, and sends what comes in clear there", () => {
    expect(gatewaySpec({ kind: "internal" }, hosts, "secret")).toEqual({
      selector: { istio: "aks-istio-ingressgateway-internal" },
      servers: [
        { port: { number: 443, name: "https", protocol: "HTTPS" }, hosts: ["a.example.org", "b.example.org"], tls: { mode: "SIMPLE", credentialName: "secret", minProtocolVersion: "TLSV1_2" } },
        { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["a.example.org", "b.example.org"], tls: { httpsRedirect: true } },
      ],
    });
  });

  it("is of the external pods where it is public", () => {
    expect(gatewaySpec({ kind: "public" }, hosts, "secret").selector).toEqual({ istio: "aks-istio-ingressgateway-external" });
  });
});

describe("a route", () => {
  it("takes a host on to the Service's full name and port, from the gateway in the add-on's namespace", () => {
    expect(routeSpec({ host: "a.example.org", paths: ["/"] }, "ingress", backend)).toEqual({
      hosts: ["a.example.org"], gateways: ["aks-istio-ingress/ingress"],
      http: [{ match: [{ uri: { prefix: "/" } }], route: [{ destination: { host: "sorting.hogwarts.svc.cluster.local", port: { number: 90 } } }] }],
    });
  });

  it("takes a path by whole segments: not what only begins with the same letters", () => {
    expect(routeSpec({ host: "a.example.org", paths: ["/houses", "/v1/sort"] }, "ingress", backend).http[0]?.match).toEqual([
      { uri: { exact: "/houses" } }, { uri: { prefix: "/houses/" } }, { uri: { exact: "/v1/sort" } }, { uri: { prefix: "/v1/sort/" } },
    ]);
  });

  it("is told to callers by its addresses", () => {
    expect(urlsOf([{ host: "a.example.org", paths: ["/"] }, { host: "b.example.org", paths: ["/x", "/y"] }])).toEqual(["https://a.example.org/", "https://b.example.org/x", "https://b.example.org/y"]);
  });
});
