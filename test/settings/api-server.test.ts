import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

function problemsOf(apiServer: Tree, { stack = "dev", identity = "user-assigned" } = {}) {
  const tree = withValue(withValue(stackTree(stack), ["cluster", "apiServer"], apiServer), ["cluster", "identity"], identity);
  const result = readSettings({ project: "aks-anatomy", stack, values: asValues(tree), imagePort: 80 });
  return "problems" in result ? result.problems : [];
}

describe("the way to the API server", () => {
  it.each([
    [{ access: "private" }],
    [{ access: "private", privateDnsZone: "system", publicFqdn: true }],
    [{ access: "private", privateDnsZone: "own" }],
    [{ access: "private", privateDnsZone: "none", publicFqdn: true }],
  ])("may be %j", apiServer => {
    expect(problemsOf(apiServer)).toEqual([]);
  });

  it("may be private with AKS's zone or none where AKS owns the VNet, and with a system-assigned identity", () => {
    for (const apiServer of [{ access: "private" }, { access: "private", privateDnsZone: "none", publicFqdn: true }]) expect(problemsOf(apiServer, { stack: "basic", identity: "system-assigned" })).toEqual([]);
  });

  it("is not private with authorised ranges, which hold for public API servers only", () => {
    expect(problemsOf({ access: "private", authorizedIpRanges: ["203.0.113.0/24"] })).toMatchObject([{ path: "cluster.apiServer.authorizedIpRanges", found: '["203.0.113.0/24"]', allowed: expect.stringContaining("public API server only") as unknown, nearest: "[]", source: expect.stringContaining("private-clusters.md") as unknown }]);
  });

  it("needs a user-assigned identity for a zone of our own", () => {
    expect(problemsOf({ access: "private", privateDnsZone: "own" }, { identity: "system-assigned" })).toMatchObject([{ path: "cluster.identity", found: '"system-assigned"', nearest: "user-assigned" }]);
  });

  it("needs a VNet of our own for a zone of our own", () => {
    expect(problemsOf({ access: "private", privateDnsZone: "own" }, { stack: "basic" })).toMatchObject([{ path: "cluster.apiServer.privateDnsZone", found: '"own"', allowed: expect.stringMatching(/system or none where AKS owns the VNet/) as unknown, nearest: "system" }]);
  });

  it.each([[undefined], [false]])("needs a public name without a zone, not %p", publicFqdn => {
    expect(problemsOf({ access: "private", privateDnsZone: "none", publicFqdn })).toMatchObject([{ path: "cluster.apiServer.publicFqdn", allowed: expect.stringMatching(/^true/) as unknown, nearest: "true" }]);
  });

  it.each([["public", []], ["authorized-ranges", ["203.0.113.0/24"]]])("that is %s has neither a private zone nor a choice of a public name", (access, authorizedIpRanges) => {
    expect(problemsOf({ access, authorizedIpRanges, privateDnsZone: "system", publicFqdn: true }).map(({ path }) => path)).toEqual(["cluster.apiServer.privateDnsZone", "cluster.apiServer.publicFqdn"]);
  });

  it("tells a misspelt access and a misspelt zone", () => {
    expect(problemsOf({ access: "privat" })).toMatchObject([{ path: "cluster.apiServer.access", nearest: "private" }]);
    expect(problemsOf({ access: "private", privateDnsZone: "System" })).toMatchObject([{ path: "cluster.apiServer.privateDnsZone", allowed: "system, none, own", nearest: "system" }]);
  });

  it("is checked as far as it can be when the network cannot be read", () => {
    const tree = withValue(withValue(withValue(stackTree("dev"), ["network"], 5), ["cluster", "apiServer"], { access: "private", privateDnsZone: "own" }), ["cluster", "identity"], "system-assigned");
    const result = readSettings({ project: "aks-anatomy", stack: "dev", values: asValues(tree), imagePort: 80 });
    expect("problems" in result && result.problems.map(({ path }) => path)).toEqual(["cluster.identity", "network"]);
  });
});
