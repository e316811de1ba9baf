import { describe, expect, test } from "@jest/globals";
import { RULES } from "../../../planner/rules/catalogue";
import { explained, ruleList } from "../../../planner/views/explain";

describe("a rule, explained", () => {
  test("is its question, what it reads and finds, what to do, by which source, and what makes the difference", () => {
    expect(explained("kubenet-retirement")).toBe(`kubenet-retirement  warning
Does a cluster use kubenet, which Azure will retire?

reads       inputs.networkProfile.networkPlugin; shown: networkPlugin, retires, successor
finds       kubenet is not supported after 2028-03-31; its successor is Azure CNI Overlay
fix         Plan the move to Azure CNI Overlay before 2028-03-31: a new cluster, or az aks update
            --network-plugin azure --network-plugin-mode overlay, which moves this one in place;
            then set it here and run pulumi refresh. The setting alone makes Pulumi's provider
            replace the cluster (pulumi-azure-native#4771).
source      azure-aks-docs, includes/kubenet-retirement.md, as of 2026-08-21

Breaks it
            ManagedCluster:
              resourceName: aks-example
              networkProfile:
                networkPlugin: kubenet

Does not, with
            ManagedCluster.networkProfile.networkPlugin: "azure", not "kubenet"
            ManagedCluster.networkProfile.networkPluginMode: "overlay"
`);
  });

  test.each(RULES.map(({ id }) => id))("%s has an example that it finds, and a near miss that differs", id => {
    const text = explained(id) ?? "";
    expect(text).not.toMatch(/^finds +nothing$/m);
    expect(text.slice(text.search(/^Does not/m)).trim().split("\n").length).toBeGreaterThan(1);
  });

  test("tells near misses of other resources in whole, and types by the versions of their APIs", () => {
    expect(explained("dns-service-address")).toContain("Does not break it\n            ManagedCluster:\n");
    expect(explained("dead-api-version")).toMatch(/Breaks it\n +ManagedCluster \(containerservice\/v\d+\w*\):/);
  });

  test("is nothing where there is no such rule", () => {
    expect(explained("no-such-rule")).toBeUndefined();
  });
});

test("the list has every rule on a line, by id", () => {
  expect(ruleList().trimEnd().split("\n").map(line => line.split(" ")[0])).toEqual(RULES.map(({ id }) => id));
});
