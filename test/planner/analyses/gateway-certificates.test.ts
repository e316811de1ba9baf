import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { httpsServer, ingressPlan, INGRESS_NAMESPACE, mounting, tlsSecret, type Ingress } from "../ingress-plan";
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

describe("an object that Pulumi names", () => {
  const credential = (credentialName: string): Ingress => ({ servers: [httpsServer({ tls: { mode: "SIMPLE", credentialName } })], keeper: null, secrets: null });
  const added = (type: string, name: string, inputs: PlanObject): Ingress => ({ scenario: { more: (plan, { provider }) => plan.add(`kubernetes:${type}`, name, inputs, { provider: `${provider}::id` }) } });

  test.each<[string, PlanObject, string, string, string]>([
    ["is not the secret that its logical name says, and may be", {}, "tls", "undecided", `no secret tls in ${INGRESS_NAMESPACE} is known; tls gets its name from Pulumi`],
    ["may be any secret where its name is not known", { name: UNKNOWN }, "other", "undecided", `no secret other in ${INGRESS_NAMESPACE} is known; the name of tls is not known`],
    ["cannot be a secret of quite another name", {}, "other", "broken", `no secret other in namespace ${INGRESS_NAMESPACE}: nothing declares it there, and no SecretProviderClass there makes it`],
  ])("%s", (_, metadata, name, verdict, says) => {
    const secret = { metadata: { namespace: INGRESS_NAMESPACE, ...metadata }, data: { "tls.crt": SECRET, "tls.key": SECRET } };
    expect(certificate({ ...credential(name), ...added("core/v1:Secret", "tls", secret) })).toEqual([verdict, says]);
  });

  test.each<[string, string, string, string]>([
    ["is not the class that a pod mounts by the logical name, and may be", "vault", "undecided", "whether a pod mounts vault is not known: vault gets its name from Pulumi"],
    ["is not the class of quite another name", "other", "broken", `no pod in ${INGRESS_NAMESPACE} mounts vault: secret sorting-tls is made when one does, and not before`],
  ])("%s", (_, className, verdict, says) => {
    const spec = { provider: "azure", parameters: { objects: "array:\n  - |\n    objectName: sorting\n" }, secretObjects: [tlsSecret()] };
    const providerClass = added("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "vault", { metadata: { namespace: INGRESS_NAMESPACE }, spec });
    expect(certificate({ ...credential("sorting-tls"), keeper: { template: { spec: mounting(className) } }, ...providerClass })).toEqual([verdict, says]);
  });
});

describe("a secret that the CSI driver makes", () => {
  const objects = (text: PlanValue): Ingress => ({ fetching: { parameters: { objects: text } } });
  const each = (...entries: string[]): Ingress => objects(`array:\n${entries.map(entry => `  - |\n${entry.split("\n").map(line => `    ${line}\n`).join("")}`).join("")}`);
  const from = (...names: PlanValue[]): PlanObject => tlsSecret({ data: names.map((objectName, index) => ({ objectName, key: index === 0 ? "tls.crt" : "tls.key" })) });

  test.each<[string, Ingress]>([
    ["that it mounts by its name", each("objectName: sorting\nobjectType: secret")],
    ["that it mounts by its alias", each("objectName: certificate\nobjectAlias: sorting")],
    ["that it mounts beside another", each("objectName: hat", 'objectName: "sorting"')],
    ["whose alias is empty", each('objectName: sorting\nobjectAlias: ""')],
    ["that is written as JSON", objects('{"array": ["{\\"objectName\\": \\"sorting\\"}"]}')],
    ["whose name looks like a number", { ...each("objectName: 0123"), secrets: [from("0123", "0123")] }],
    ["of two objects", { ...each("objectName: public", "objectName: private"), secrets: [from("public", "private")] }],
  ])("is there from an object %s", (_, ingress) => {
    expect(certificate(ingress)[0]).toBe("proven");
  });

  test.each<[string, Ingress, string, string]>([
    ["that it does not fetch", each("objectName: hat"), "sorting", "hat"],
    ["whose name is another's beginning", each("objectName: sorting-hat"), "sorting", "sorting-hat"],
    ["in other letters", each("objectName: Sorting"), "sorting", "Sorting"],
    ["that has its alias in place of its name", each("objectName: sorting\nobjectAlias: tls"), "sorting", "tls"],
    ["while it fetches none", objects("array: []"), "sorting", "nothing"],
    ["while the class says none", objects(null), "sorting", "nothing"],
    ["of which one is missing", { ...each("objectName: public"), secrets: [from("public", "private")] }, "private", "public"],
    ["that has no name", { ...each("objectName: public"), secrets: [from("public", null)] }, "object without a name", "public"],
    ["that is missing for sure, beside one that is not known", { ...each("objectName: public"), secrets: [from(UNKNOWN, "private")] }, "private", "public"],
  ])("is not there from an object %s", (_, ingress, missing, mounts) => {
    expect(certificate(ingress)).toEqual(["broken", `the CSI driver mounts no ${missing} for certificate, so it makes no secret sorting-tls: it mounts ${mounts}`]);
  });

  const unread = "what certificate fetches cannot be read, and with it whether secret sorting-tls is made";
  test.each<[string, Ingress, string]>([
    ["what is fetched is not known", objects(UNKNOWN), unread],
    ["the parameters are not known", { fetching: { parameters: SECRET } }, unread],
    ["the provider is another", { fetching: { provider: "vault" } }, unread],
    ["the provider is not known", { fetching: { provider: UNKNOWN } }, unread],
    ["the text is no YAML", objects("array: [\n"), unread],
    ["the text is a mere word", objects("sorting"), unread],
    ["the list has another name", objects("list:\n  - |\n    objectName: sorting\n"), unread],
    ["an object is no text", objects("array:\n  - objectName: sorting\n"), unread],
    ["an object is a text without a name", each("objectType: secret"), unread],
    ["an object's text is no YAML", each("objectName: ["), unread],
    ["an object is kept in several versions", each("objectName: sorting\nobjectVersionHistory: 2"), unread],
    ["which object is meant is not known", { secrets: [from("sorting", UNKNOWN)] }, "of what certificate makes secret sorting-tls is not known"],
  ])("may be there where %s", (_, ingress, says) => {
    expect(certificate(ingress)).toEqual(["undecided", says]);
  });
});
