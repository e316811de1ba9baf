import { describe, expect, test } from "@jest/globals";
import { ARM_TYPES } from "../../facts/arm-ids";
import { isUnderstood, kindOf, NAMED_OBJECTS, referencesOf } from "../../facts/references";

const TYPES = [
  ...Object.keys(ARM_TYPES).map(kind => `azure-native:${kind}`), "azure-native:resources:ResourceGroup", "kubernetes:core/v1:Namespace", "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
];

describe("what an input can refer to", () => {
  test("is of a kind whose id and name are known here", () => {
    for (const type of TYPES) for (const [property, { to, rivals }] of referencesOf(type)) {
      for (const kind of [...to, ...rivals]) expect([type, property, kind, isUnderstood(`azure-native:${kind}`) || NAMED_OBJECTS.has(kind)]).toEqual([type, property, kind, true]);
    }
  });

  test("is said by property and by what is below it", () => {
    const pools = referencesOf("azure-native:containerservice/v20250901:ManagedCluster").filter(([property]) => property === "agentPoolProfiles");
    expect(pools).toEqual([
      ["agentPoolProfiles", { below: ["[]", "vnetSubnetID"], to: ["network:Subnet"], rivals: ["network:VirtualNetwork"], gives: "id" }],
      ["agentPoolProfiles", { below: ["[]", "podSubnetID"], to: ["network:Subnet"], rivals: ["network:VirtualNetwork"], gives: "id" }],
    ]);
  });

  test("is a resource group for everything of Azure, a namespace for everything of Kubernetes, and nothing for other packages", () => {
    expect(referencesOf("azure-native:web:WebApp").map(([property]) => property)).toEqual(["resourceGroupName"]);
    expect(referencesOf("kubernetes:apps/v1:Deployment").map(([property, { below }]) => [property, ...below].join("."))).toEqual([
      "metadata.namespace", "spec.template.spec.serviceAccountName", "spec.template.spec.volumes.[].csi.volumeAttributes.secretProviderClass", "spec.template.spec.volumes.[].configMap.name",
    ]);
    expect([referencesOf("aws:s3:Bucket"), kindOf("aws:s3:Bucket"), isUnderstood("aws:s3:Bucket"), isUnderstood("azure-native:web:WebApp")]).toEqual([[], undefined, false, false]);
  });
});
