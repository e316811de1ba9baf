import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import { RULES } from "../../../planner/rules/catalogue";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import type { FixtureResource } from "../../../planner/rules/rule";

const findingsFor = (resources: readonly FixtureResource[]) => analyse(fixturePlan(resources)).findings;

describe.each(RULES.map(rule => [rule.id, rule] as const))("%s", (id, rule) => {
  test("finds the plan that breaks it, with place, reason and fix", () => {
    const found = findingsFor(rule.fixtures.breaks).filter(finding => finding.rule === id);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      expect(finding.severity).toBe(rule.severity);
      expect([finding.resource, finding.path, finding.message, finding.fix, finding.source].every(text => text !== undefined && text.length > 3)).toBe(true);
    }
  });

  test("does not find the near miss", () => {
    expect(findingsFor(rule.fixtures.nearMiss).filter(finding => finding.rule === id)).toEqual([]);
  });

  test("says that it asks of what is new, where what stands already breaks nothing", () => {
    const findsOf = (resources: readonly FixtureResource[]) => findingsFor(resources).filter(finding => finding.rule === id).length;
    const standing = rule.fixtures.breaks.map(each => ({ ...each, op: "same" as const }));
    expect(findsOf(standing) === findsOf(rule.fixtures.breaks) || rule.ofCreation === true || rule.ofChanges === true).toBe(true);
  });

  test("asks a question and has a dated source", () => {
    expect([rule.question.endsWith("?"), /^\d{4}-\d{2}-\d{2}$/.test(rule.asOf)]).toEqual([true, true]);
  });
});

test("the catalogue is in the order of its ids, and no id is used twice", () => {
  const ids = RULES.map(rule => rule.id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("a finding names the pool's place, its series and the date", () => {
  expect(findingsFor([{ type: "azure-native:containerservice:ManagedCluster", inputs: { identity: { type: "SystemAssigned" }, agentPoolProfiles: [{ name: "a", mode: "System", count: 2, vmSize: "Standard_D4s_v5" }, { name: "b", vmSize: "Standard_A2_v2" }] } }])).toEqual([
    expect.objectContaining({ rule: "retired-vm-series", severity: "warning", path: "inputs.agentPoolProfiles[1].vmSize", message: "pool b: Standard_A2_v2 is of the Av2 series, which ends 2028-11-15" }),
  ]);
});

test("Azure's policy engine ends on Linux and, where a cluster has Windows nodes, earlier on those", () => {
  const ends = (networkPolicy: string, ...systems: readonly (string | undefined)[]) => findingsFor([{
    type: "azure-native:containerservice:ManagedCluster",
    inputs: { networkProfile: { networkPlugin: "azure", networkPolicy }, agentPoolProfiles: systems.map((osType, index) => ({ name: `p${index}`, ...(osType !== undefined && { osType }) })) },
  }]).filter(({ rule }) => rule === "azure-npm-retirement").map(({ severity, evidence }) => [severity, evidence.retires]);
  expect(ends("azure", undefined, "Linux")).toEqual([["warning", "2028-09-30"]]);
  expect(ends("azure", "Linux", "Windows")).toEqual([["warning", "2028-09-30"], ["warning", "2026-09-30"]]);
  expect(ends("calico", "Linux", "Windows")).toEqual([]);
});
