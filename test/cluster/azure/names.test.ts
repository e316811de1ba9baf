/** Held against cloud-provider-azure, pkg/provider/azure_standard.go: names of at most 80 characters, of which five are kept for `-IPv6`. */
import { describe, expect, it } from "@jest/globals";
import { baseName, frontEndName, loadBalancerName, ruleName } from "./names";
import { INTERNAL, service, UID } from "./testing";

const BASE = "a0a1b2c3d4e5f60718293a4b5c6d7e8f";
const inSubnet = (subnet: string) => service({ annotations: { ...INTERNAL, "azure-load-balancer-internal-subnet": subnet } });

describe("names of a load balancer's parts", () => {
  it("begin with a letter and the uid without hyphens, together 32 characters", () => {
    expect([baseName(UID), baseName(UID).length]).toEqual([BASE, 32]);
  });

  it.each([["true", "kubernetes-internal"], ["True", "kubernetes"], ["false", "kubernetes"], ["", "kubernetes"]])("say whether it is internal: annotated %j it is %s", (internal, name) => {
    expect(loadBalancerName(service({ annotations: { "azure-load-balancer-internal": internal } }))).toBe(name);
  });

  it("have the subnet in them where the front end names one", () => {
    expect([ruleName(inSubnet("services"), "TCP", 90), frontEndName(inSubnet("services"))]).toEqual([`${BASE}-services-TCP-90`, `${BASE}-services`]);
    expect([ruleName(inSubnet(" "), "UDP", 53), frontEndName(inSubnet(" "))]).toEqual([`${BASE}-UDP-53`, BASE]);
  });

  it("do not have the subnet in them where the load balancer is public", () => {
    const outside = service({ annotations: { "azure-load-balancer-internal-subnet": "services" } });
    expect([ruleName(outside, "TCP", 90), frontEndName(outside)]).toEqual([`${BASE}-TCP-90`, BASE]);
  });

  it("keep protocol and port where the subnet's name has to be cut", () => {
    const subnet = "s".repeat(80), rule = ruleName(inSubnet(subnet), "TCP", 32_000);
    expect(rule).toMatch(new RegExp(`^${BASE}-s+-TCP-32000$`));
    expect([rule.length, frontEndName(inSubnet(subnet)).length]).toEqual([75, 75]);
    // The 75th character would be the hyphen, or a digit.
    for (const cut of ["-", "1"]) expect(frontEndName(inSubnet(`${"s".repeat(41)}${cut}services`))).toBe(`${BASE}-${"s".repeat(41)}_`);
    expect(frontEndName(inSubnet("subnet-1"))).toBe(`${BASE}-subnet-1`);
    // 75 less the 32 of the base, `-TCP-32000` and a hyphen leave 32.
    expect(ruleName(inSubnet("s".repeat(32)), "TCP", 32_000)).toBe(`${BASE}-${"s".repeat(32)}-TCP-32000`);
  });
});
