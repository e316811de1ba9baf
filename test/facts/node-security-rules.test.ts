import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { nodeSecurityRules, type ExposedService } from "../../facts/node-security-rules";

const rules = (service: Partial<ExposedService> = {}, annotations: Readonly<Record<string, string>> = {}) =>
  nodeSecurityRules({ internal: false, ports: [{ protocol: "TCP", port: 90, nodePort: 31_090 }], sourceRanges: [], annotation: name => annotations[name], ...service });
const hash = (text: string) => createHash("md5").update(text).digest("hex");

describe("rules of the node security group", () => {
  test("let the internet in to a public front end, by protocol, their ports sorted as texts in the name", () => {
    expect(rules({ ports: [{ protocol: "TCP", port: 90 }, { protocol: "TCP", port: 443 }, { protocol: "UDP", port: 53 }] }).map(({ name, protocol, ports }) => [name, protocol, ports])).toEqual([
      [`k8s-azure-lb_allow_IPv4_${hash("Tcp_Internet_443,90")}`, "Tcp", ["90", "443"]], [`k8s-azure-lb_allow_IPv4_${hash("Udp_Internet_53")}`, "Udp", ["53"]],
    ]);
  });

  test("are none for an internal one, unless it names sources", () => {
    expect(rules({ internal: true })).toEqual([]);
    expect(rules({ internal: true, sourceRanges: ["0.0.0.0/0"] }).map(({ sources }) => sources)).toEqual([["Internet"], ["0.0.0.0/0"]]);
  });

  test("let ranges and tags in and nobody else; all others are denied where that is asked for", () => {
    expect(rules({ sourceRanges: ["198.51.100.0/24", "2001:db8::/32"] }).map(({ sources, access }) => [access, sources])).toEqual([["Allow", ["198.51.100.0/24"]]]);
    expect(rules({}, { [ANNOTATIONS.allowedTags]: "AzureFrontDoor.Backend", [ANNOTATIONS.allowedRanges]: "198.51.100.0/24 , 203.0.113.0/24", [ANNOTATIONS.denyAllOthers]: "True" }).map(({ name, sources, access }) => [name, access, sources])).toEqual([
      [`k8s-azure-lb_allow_IPv4_${hash("Tcp_AzureFrontDoor.Backend_90")}`, "Allow", ["AzureFrontDoor.Backend"]],
      ["k8s-azure-lb_allow_IPv4_<md5>", "Allow", ["198.51.100.0/24", "203.0.113.0/24"]], ["k8s-azure-lb_deny-all_IPv4", "Deny", ["*"]],
    ]);
    expect(rules({}, { [ANNOTATIONS.denyAllOthers]: "true" }).map(({ access }) => access)).toEqual(["Allow"]);
  });

  test("match the nodes and their port where floating IP is off, and are not written where an annotation forbids it", () => {
    expect(rules({}, { [ANNOTATIONS.disableFloatingIp]: "true" })).toEqual([expect.objectContaining({ ports: ["31090"], destination: "nodes" })]);
    expect(rules({ ports: [{ protocol: "TCP", port: 90 }] }, { [ANNOTATIONS.disableFloatingIp]: "true" })).toEqual([expect.objectContaining({ name: "k8s-azure-lb_allow_IPv4_<md5>", ports: ["<node port>"] })]);
    expect(rules({}, { [ANNOTATIONS.noSecurityRules]: "true" })).toEqual([]);
  });
});
