import { describe, expect, test } from "@jest/globals";
import { partsOfUrn } from "../../../planner/model/urn";

describe("a URN", () => {
  test("is taken apart, with the type of the resource itself and a name that may hold anything", () => {
    expect(partsOfUrn("urn:pulumi:dev::shop::shop:infra:Network$azure-native:network:Subnet::a::b\nc")).toEqual({ stack: "dev", project: "shop", type: "azure-native:network:Subnet", name: "a::b\nc" });
    expect(partsOfUrn("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev")).toMatchObject({ type: "pulumi:pulumi:Stack", name: "shop-dev" });
  });

  test.each(["", "urn", "urn:pulumi:dev", "urn:pulumi:dev::shop", "urn:pulumi:dev::shop::a:b:C", "urn:pulumi:dev::shop::a:b:C::", "urn:pulumi:::shop::a:b:C::d", "https://example.com"])("is not %j", text => {
    expect(partsOfUrn(text)).toBeUndefined();
  });
});
