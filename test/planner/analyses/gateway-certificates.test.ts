import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { ingressPlan, INGRESS_NAMESPACE, type Ingress } from "../ingress-plan";
import { SECRET, UNKNOWN } from "../plan-builder";

/** What is said of the gateway's certificate. */
function certificate(ingress: Ingress): readonly [string | undefined, string | undefined] {
  const hop = analyse(ingressPlan(ingress)).analyses.gatewayChains?.[0]?.hops.find(({ at }) => at === "gateway");
  return [hop?.verdict, hop?.says];
}

describe("a declared secret", () => {
  const holding = (inputs: PlanObject): Ingress => ({
    secrets: null, keeper: null,
    scenario: { more: (plan, { provider }) => plan.add("kubernetes:core/v1:Secret", "tls", { metadata: { name: "sorting-tls", namespace: INGRESS_NAMESPACE }, ...inputs }, { provider: `${provider}::id` }) },
  });

  test.each<[string, PlanObject]>([
    ["with certificate and key", { type: "kubernetes.io/tls", data: { "tls.crt": SECRET, "tls.key": SECRET } }],
    ["with both in clear", { stringData: { "tls.crt": "x", "tls.key": "y" } }],
    ["with both, one in clear", { data: { "tls.crt": SECRET }, stringData: { "tls.key": UNKNOWN } }],
    ["with Istio's own names, of any type", { type: "Opaque", data: { cert: SECRET, key: SECRET } }],
    ["with more than both", { data: { "tls.crt": SECRET, "tls.key": SECRET, "ca.crt": SECRET } }],
    ["with both, and more that is not known", { data: { "tls.crt": SECRET, "tls.key": SECRET }, stringData: UNKNOWN }],
  ])("%s is a certificate", (_, inputs) => {
    expect(certificate(holding(inputs))).toEqual(["proven", expect.stringContaining("with the certificate of secret sorting-tls")]);
  });

  test.each<[string, PlanObject, string]>([
    ["without a key", { data: { "tls.crt": SECRET } }, "tls.crt"],
    ["with halves of two pairs", { data: { "tls.crt": SECRET, key: SECRET } }, "tls.crt, key"],
    ["with a password", { stringData: { password: SECRET } }, "password"],
    ["with an empty key", { stringData: { "tls.crt": "x", "tls.key": "" } }, "tls.crt"],
    ["with a key that is null", { data: { "tls.crt": SECRET, "tls.key": null } }, "tls.crt"],
    ["with nothing", {}, "nothing"],
  ])("%s is none", (_, inputs, holds) => {
    expect(certificate(holding(inputs))).toEqual(["broken", `secret sorting-tls holds ${holds}: Istio looks for tls.crt and tls.key, or cert and key`]);
  });

  test.each<[string, PlanObject]>([
    ["whose data is not known", { data: UNKNOWN }],
    ["whose data is a secret as a whole", { type: "kubernetes.io/tls", data: SECRET }],
    ["whose second part is not known", { data: { "tls.crt": SECRET }, stringData: SECRET }],
  ])("%s may be one", (_, inputs) => {
    expect(certificate(holding(inputs))).toEqual(["undecided", "what secret sorting-tls holds is not known"]);
  });
});
