import { describe, expect, test } from "@jest/globals";
import { selectorMatches, type PodLabels } from "../../../planner/analyses/label-selector";
import type { PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";

const pod: PodLabels = { labels: new Map([["app", "sorting"], ["tier", "web"]]), labelsOpen: false };
const match = (selector: PlanValue | undefined, of: PodLabels = pod) => selectorMatches({ spec: { selector } }, ["spec", "selector"], of);
const expression = (key: PlanValue, operator: PlanValue, values?: PlanValue): PlanValue => ({ matchExpressions: [{ key, operator, ...(values !== undefined && { values }) }] });

describe("a label selector", () => {
  test.each<[string, PlanValue | undefined, string]>([
    ["none", undefined, "no"], ["nothing in particular", {}, "yes"], ["what is not known", UNKNOWN, "open"], ["a text", "app=sorting", "open"],
    ["its label", { matchLabels: { app: "sorting" } }, "yes"], ["another value", { matchLabels: { app: "other" } }, "no"], ["a label that it has not", { matchLabels: { zone: "1" } }, "no"],
    ["one of its labels and one of another", { matchLabels: { app: "sorting", tier: "data" } }, "no"],
    ["a label whose value is not known", { matchLabels: { app: "sorting", tier: UNKNOWN } }, "open"], ["another value and one that is not known", { matchLabels: { app: "other", tier: UNKNOWN } }, "no"],
    ["labels that are not known", { matchLabels: UNKNOWN }, "open"],
    ["one of several values", expression("app", "In", ["other", "sorting"]), "yes"], ["none of several values", expression("app", "In", ["other"]), "no"],
    ["all but one value", expression("app", "NotIn", ["sorting"]), "no"], ["all but another value", expression("app", "NotIn", ["other"]), "yes"], ["all but a value of a label that it has not", expression("zone", "NotIn", ["1"]), "yes"],
    ["who has the label", expression("app", "Exists"), "yes"], ["who has another label", expression("zone", "Exists"), "no"],
    ["who has not the label", expression("app", "DoesNotExist"), "no"], ["who has not another label", expression("zone", "DoesNotExist"), "yes"],
    ["by an operator that there is not", expression("app", "Near"), "open"], ["by a key that is not known", expression(UNKNOWN, "Exists"), "open"],
    ["by values that are not known", expression("app", "In", UNKNOWN), "open"], ["by a value that is not known", expression("app", "In", ["other", UNKNOWN]), "open"],
  ])("that asks for %s", (_, selector, expected) => {
    expect(match(selector)).toBe(expected);
  });

  test("says nothing of a label that may be there", () => {
    const open = { ...pod, labelsOpen: true };
    expect([match({ matchLabels: { zone: "1" } }, open), match({ matchLabels: { app: "other" } }, open), match(expression("zone", "DoesNotExist"), open)]).toEqual(["open", "no", "open"]);
  });
});
