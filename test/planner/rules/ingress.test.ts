import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { httpsServer, ingressPlan, to, type Ingress } from "../ingress-plan";
import { UNKNOWN } from "../plan-builder";

const findings = (ingress: Ingress, rule: RegExp) => analyse(ingressPlan(ingress)).findings.filter(finding => rule.test(finding.rule));
const meshed = (revisions: PlanObject[string], cluster: PlanObject = {}): Ingress => ({ mesh: { istio: { revisions } }, scenario: { cluster: { ...cluster, serviceMeshProfile: { mode: "Istio", istio: { revisions } } } } });
const revisions = (given: PlanObject[string], cluster?: PlanObject) => findings(meshed(given, cluster), /^mesh-revision/).map(({ rule, message }) => [rule, message]);

describe("a broken ingress route", () => {
  test("is found once where one cause breaks many routes", () => {
    const hosts = ["a.example.org", "b.example.org", "c.example.org"];
    const found = findings({ servers: [httpsServer({ hosts })], routes: { hosts }, secrets: null }, /^broken-/);
    expect(found).toEqual([expect.objectContaining({ rule: "broken-ingress-route", severity: "error", message: expect.stringMatching(/^the way to https:\/\/a\.example\.org\/ ends at the gateway: no secret sorting-tls/) as unknown })]);
    expect(found[0]?.resource).toContain("Gateway::gateway");
  });

  test("is found for each cause", () => {
    expect(findings({ routes: { http: [{ match: [{ uri: { prefix: "/a" } }], route: [to("a")] }, { route: [to("b")] }] } }, /^broken-/).map(({ message }) => message)).toEqual([
      "the way to https://sorting.example.org/a ends at the route: there is no Service a in namespace hogwarts",
      "the way to https://sorting.example.org/ ends at the route: there is no Service b in namespace hogwarts",
    ]);
  });

  test("is no second finding where the Service's own chain breaks", () => {
    expect(findings({ scenario: { service: { selector: { app: "hat" }, ports: [{ port: 90 }] } } }, /^broken-/).map(({ rule }) => rule)).toEqual(["broken-port-chain"]);
  });

  test("is none where the way holds, or is undecided", () => {
    expect(findings({}, /^broken-/)).toEqual([]);
    expect(findings({ gateways: UNKNOWN }, /^broken-/)).toEqual([]);
  });
});

describe("revisions of the mesh", () => {
  test("that are supported have a note with the month that they are expected to end in", () => {
    expect(revisions(["asm-1-30"])).toEqual([["mesh-revision-end", "the support of revision asm-1-30 is expected to end in 2026-12"]]);
  });

  test("that do not go with the cluster's version are warned of", () => {
    expect(revisions(["asm-1-30"], { kubernetesVersion: "1.31.2" })).toEqual([
      ["mesh-revision-unsupported", "revision asm-1-30 goes with Kubernetes 1.32 to 1.36, not with 1.31.2"], ["mesh-revision-end", "the support of revision asm-1-30 is expected to end in 2026-12"],
    ]);
  });

  test("that have ended by the calendar's own day are warned of, old ones without a month too", () => {
    expect(revisions(["asm-1-28"])).toEqual([["mesh-revision-unsupported", "the support of revision asm-1-28 has ended, or ends, in 2026-08: no more security fixes"]]);
    expect(revisions(["asm-1-20"])).toEqual([["mesh-revision-unsupported", "the support of revision asm-1-20 has ended: no more security fixes"]]);
  });

  test("of an upgrade are each judged", () => {
    expect(revisions(["asm-1-29", "asm-1-30"]).map(([, message]) => message)).toEqual(["the support of revision asm-1-29 is expected to end in 2026-09", "the support of revision asm-1-30 is expected to end in 2026-12"]);
  });

  test("that the calendar has not yet are said to be unknown", () => {
    expect(revisions(["asm-1-31"])).toEqual([["mesh-revision-end", "revision asm-1-31 is not in the calendar, whose newest is asm-1-30: when its support ends is not known here"]]);
  });

  test("are not warned of under long-term support, without a version that is known, or without a revision", () => {
    expect(revisions(["asm-1-28"], { supportPlan: "AKSLongTermSupport" })).toEqual([]);
    expect(revisions(["asm-1-30"], { kubernetesVersion: UNKNOWN }).map(([rule]) => rule)).toEqual(["mesh-revision-end"]);
    expect([revisions([]), revisions(null), revisions(UNKNOWN)]).toEqual([[], [], []]);
  });
});
