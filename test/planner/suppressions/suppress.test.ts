import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { Finding } from "../../../planner/model/plan";
import { suppress, type Suppression } from "../../../planner/suppressions/suppress";
import { sortingPlan } from "../sorting-plan";

const URN = "urn:pulumi:dev::shop::azure-native:containerservice:ManagedCluster::main-cluster";
const finding = (more: Partial<Finding> = {}): Finding => ({ rule: "kubenet-retirement", severity: "warning", resource: URN, message: "m", evidence: {}, fix: "f", source: "s", ...more });
const suppression = (more: Partial<Suppression> = {}): Suppression => ({ rule: "kubenet-retirement", resource: "main-cluster", reason: "moves in May", ...more });
const outcome = (found: Finding, ...by: readonly Suppression[]) => {
  const { findings, suppressed, notes } = suppress({ findings: [found] }, by, "dev");
  return [findings.length, suppressed.map(({ reason }) => reason), notes.length];
};

describe("a finding may stand", () => {
  test.each(["main-cluster", "main-*", "*-cluster", "m*n*er", "*", URN, "urn:pulumi:*::main-cluster"])("at a resource given as %s", resource => {
    expect(outcome(finding(), suppression({ resource }))).toEqual([0, ["moves in May"], 0]);
  });

  test.each(["cluster", "main-cluster2", "main", "MAIN-CLUSTER", "main-clusterX*", "main-c*-cluster", "main?cluster", ".*", "*main-clusterr"])("but not at a resource given as %s", resource => {
    expect(outcome(finding(), suppression({ resource }))).toEqual([1, [], 1]);
  });

  test("at a resource whose name holds `::`, by the whole name", () => {
    const odd = finding({ resource: `${URN}::edge` });
    expect([outcome(odd, suppression({ resource: "main-cluster::edge" })), outcome(odd, suppression({ resource: "edge" }))]).toEqual([[0, ["moves in May"], 0], [1, [], 1]]);
  });

  test("by its own rule alone", () => {
    expect(outcome(finding({ rule: "single-pod" }), suppression())).toEqual([1, [], 1]);
  });

  test("in the stack that is named, and elsewhere the suppression is no subject", () => {
    expect(outcome(finding(), suppression({ stack: "dev" }))).toEqual([0, ["moves in May"], 0]);
    expect(outcome(finding(), suppression({ stack: "prod" }))).toEqual([1, [], 0]);
  });

  test("at no resource, by * alone", () => {
    const nowhere = finding({ resource: undefined });
    expect([outcome(nowhere, suppression({ resource: "*" })), outcome(nowhere, suppression())]).toEqual([[0, ["moves in May"], 0], [1, [], 1]]);
  });

  test("for the first reason that covers it; the second covers it too, so that neither is unused", () => {
    expect(outcome(finding(), suppression(), suppression({ resource: "*", reason: "other" }))).toEqual([0, ["moves in May"], 0]);
  });
});

test("an undecided question may stand, too: it keeps its place and gets the reason", () => {
  const questions = ["main-cluster", "other"].map(name => ({ rule: "kubenet-retirement", resource: URN.replace("main-cluster", name), message: "the plugin is not known" }));
  const { undecided, notes } = suppress({ findings: [], undecided: questions }, [suppression()], "dev");
  expect([undecided, notes]).toEqual([[{ ...questions[0], reason: "moves in May" }, questions[1]], []]);
});

test("no finding is lost or counted twice, whatever the patterns", () => {
  const name = fc.stringMatching(/^[ab*]{0,4}$/);
  fc.assert(fc.property(fc.array(name), fc.array(name), (names, patterns) => {
    const all = names.map(each => finding({ resource: `urn:pulumi:dev::p::t::${each}` }));
    const { findings, suppressed } = suppress({ findings: all }, patterns.map(resource => suppression({ resource })), "dev");
    expect(findings.length + suppressed.length).toBe(all.length);
    expect(findings.filter(({ resource = "" }) => patterns.includes("*") || patterns.includes(resource.slice(resource.lastIndexOf("::") + 2)))).toEqual([]);
  }));
});

test("a pattern's * is any text, as in a regular expression", () => {
  const letters = fc.stringMatching(/^[ab]{0,6}$/), pattern = fc.stringMatching(/^[ab*]{0,6}$/);
  fc.assert(fc.property(letters, pattern, (text, glob) => {
    const same = new RegExp(`^${glob.replaceAll("*", ".*")}$`).test(text);
    expect(outcome(finding({ resource: `urn:pulumi:dev::p::t::${text}` }), suppression({ resource: glob }))[0]).toBe(same ? 0 : 1);
  }));
});

describe("the plan", () => {
  const kubenet = sortingPlan({ networkProfile: { networkPlugin: "kubenet" } });

  test("keeps what may stand apart from its findings, whole and with the reason", () => {
    const all = analyse(kubenet).findings, { findings, suppressed, notes } = analyse(kubenet, [suppression({ resource: "cluster" })]);
    expect(all.map(({ rule }) => rule)).toContain("kubenet-retirement");
    expect(suppressed).toEqual(all.filter(({ rule }) => rule === "kubenet-retirement").map(each => ({ ...each, reason: "moves in May" })));
    expect(findings).toEqual(all.filter(({ rule }) => rule !== "kubenet-retirement"));
    expect(notes).toEqual(kubenet.notes);
  });

  test("notes a suppression that covers nothing, unless nothing was looked at", () => {
    const unused = [suppression({ resource: "another" })];
    expect(analyse(kubenet, unused).notes).toEqual([expect.objectContaining({ rule: "suppression-unused", message: expect.stringContaining("kubenet-retirement at another") })]);
    expect(analyse({ ...kubenet, omitted: 3 }, unused).notes).toEqual([]);
  });
});
