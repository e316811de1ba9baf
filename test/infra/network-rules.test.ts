import { describe, expect, it } from "@jest/globals";
import { inboundRules, type ExposedService } from "../../infra/network-rules";

const sorting: ExposedService = { name: "sorting", port: 90, via: "load balancer", destination: "10.240.1.90", allowedSources: ["10.240.0.0/16"] };

describe("the inbound rules of the AKS subnet", () => {
  it("let consumers to the front end's address and service port, and nowhere else", () => {
    const [rule] = inboundRules({ nodeSubnet: "10.240.0.0/24", services: [sorting] });
    expect(rule).toMatchObject({ access: "Allow", protocol: "Tcp", sourceAddressPrefix: "10.240.0.0/16", destinationAddressPrefix: "10.240.1.90", destinationPortRange: "90" });
  });

  it("end with a deny that comes before Azure's own allow for the VNet", () => {
    const last = inboundRules({ nodeSubnet: "10.240.0.0/24", services: [sorting] }).at(-1);
    expect(last).toMatchObject({ access: "Deny", sourceAddressPrefix: "*", destinationPortRange: "*" });
    expect(last?.priority).toBeLessThan(65_000);
  });

  it("allow probes only where a service is exposed", () => {
    const withProbe = (services: readonly ExposedService[]) => inboundRules({ nodeSubnet: "10.240.0.0/24", services }).filter(rule => rule.sourceAddressPrefix === "AzureLoadBalancer");
    expect(withProbe([sorting])).toMatchObject([{ access: "Allow", destinationPortRange: "30000-32767" }]);
    expect(withProbe([])).toEqual([]);
  });

  it("let consumers of a node port to the nodes themselves, and no probe of a load balancer that is not there", () => {
    const rules = inboundRules({ nodeSubnet: "10.240.0.0/24", services: [{ ...sorting, via: "node port", port: 30090, destination: "10.240.0.0/24" }] });
    expect(rules[0]).toMatchObject({ name: "allow-sorting-30090", sourceAddressPrefix: "10.240.0.0/16", destinationAddressPrefix: "10.240.0.0/24", destinationPortRange: "30090" });
    expect(rules[0]?.description).not.toContain("load balancer");
    expect(rules.map(({ name }) => name)).toEqual(["allow-sorting-30090", "allow-nodes-and-pods", "deny-everything-else"]);
  });

  it("let nodes and pods reach each other also where pods have a range of their own", () => {
    const rule = inboundRules({ nodeSubnet: "10.241.0.0/24", podCidr: "10.244.0.0/16", services: [] }).find(({ name }) => name === "allow-nodes-and-pods");
    expect(rule).toMatchObject({ sourceAddressPrefixes: ["10.241.0.0/24", "10.244.0.0/16"], destinationAddressPrefixes: ["10.241.0.0/24", "10.244.0.0/16"], protocol: "*" });
  });

  it("have priorities and names of their own, within Azure's range", () => {
    const services = Array.from({ length: 20 }, (_, index) => ({ ...sorting, name: `s${index}` }));
    const rules = inboundRules({ nodeSubnet: "10.240.0.0/24", services });
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { priority } of rules) expect(priority >= 100 && priority <= 4096).toBe(true);
  });

  it("say several sources as a list and everybody as any source", () => {
    const ruleFor = (allowedSources: readonly string[]) => inboundRules({ nodeSubnet: "10.240.0.0/24", services: [{ ...sorting, allowedSources }] })[0];
    expect(ruleFor(["10.1.0.0/16", "10.2.0.0/16"])).toMatchObject({ sourceAddressPrefixes: ["10.1.0.0/16", "10.2.0.0/16"] });
    expect(ruleFor(["10.1.0.0/16", "0.0.0.0/0"])).toMatchObject({ sourceAddressPrefix: "*" });
  });
});
