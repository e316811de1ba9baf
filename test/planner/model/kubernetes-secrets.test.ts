import { describe, expect, it } from "@jest/globals";
import { withoutSecretContent } from "../../../planner/model/kubernetes-secrets";
import type { PlanObject } from "../../../planner/model/plan";

const HIDDEN = "aHVudGVyMg==";
const IN_BASE64 = Buffer.from(`kind: Secret\ndata: {key: ${HIDDEN}}\n`).toString("base64");
const shown = (type: string, inputs: PlanObject): string => JSON.stringify(withoutSecretContent(type, inputs));

describe("the content of Kubernetes Secrets", () => {
  it.each<[string, string, PlanObject]>([
    ["a Secret without its kind", "kubernetes:core/v1:Secret", { data: { key: HIDDEN } }],
    ["a patch of a Secret", "kubernetes:core/v1:SecretPatch", { stringData: { key: HIDDEN } }],
    ["a list of Secrets", "kubernetes:core/v1:SecretList", { items: [{ metadata: { name: "a" }, data: { key: HIDDEN } }] }],
    ["a Secret as a custom resource", "kubernetes:v1:Secret", { apiVersion: "v1", kind: "Secret", data: { key: HIDDEN } }],
    ["a Secret in a list of anything", "kubernetes:core/v1:List", { items: [{ kind: "ConfigMap" }, { kind: "Secret", stringData: { key: HIDDEN } }] }],
    ["a Secret in a text of YAML", "kubernetes:yaml/v2:ConfigGroup", { yaml: `apiVersion: v1\nkind: Secret\ndata: {key: ${HIDDEN}}\n` }],
    ["a Secret in JSON within JSON", "kubernetes:core/v1:ConfigMap", { data: { text: JSON.stringify(JSON.stringify({ kind: "Secret", data: { key: HIDDEN } })) } }],
    ["a Secret in base64", "kubernetes:core/v1:ConfigMap", { binaryData: { yaml: IN_BASE64 } }],
    ["what was last applied", "kubernetes:core/v1:ConfigMap", { metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": HIDDEN } } }],
  ])("stays out of the plan in %s", (_, type, inputs) => {
    expect(shown(type, inputs)).not.toContain(HIDDEN);
    expect(shown(type, inputs)).not.toContain(IN_BASE64);
    expect(shown(type, inputs)).toContain('{"$secret":true}');
  });

  it("is no secret where it is not known yet, but a prediction of it is", () => {
    const unknown: PlanObject = { kind: "Secret", data: { $unknown: true }, stringData: { $unknown: true, predicted: HIDDEN } };
    expect(withoutSecretContent("kubernetes:core/v1:Secret", unknown)).toEqual({ kind: "Secret", data: { $unknown: true }, stringData: { $secret: true } });
  });

  it("is not looked for in what is no Secret", () => {
    const map: PlanObject = { apiVersion: "v1", kind: "ConfigMap", data: { key: "plain" }, metadata: { name: "a" } };
    expect(withoutSecretContent("kubernetes:core/v1:ConfigMap", map)).toEqual(map);
    expect(withoutSecretContent("azure-native:x:Secret", { data: { key: "plain" } })).toEqual({ data: { key: "plain" } });
  });
});
