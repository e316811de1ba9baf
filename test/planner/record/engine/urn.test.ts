import { describe, expect, it } from "@jest/globals";
import { createUrn, isProviderType, nameOf, packageOf, qualifiedType } from "../../../../planner/model/urn";
import { defaultProvider, providerUrn, requestFor } from "../../../../planner/record/engine/provider-reference";

const deployment = { project: "p", stack: "s" };
const stack = "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s";

describe("a URN", () => {
  it("chains the types of all ancestors but the stack", () => {
    const outer = createUrn(deployment, "a:b:Outer", "outer", stack);
    const inner = createUrn(deployment, "a:b:Inner", "inner", outer);
    expect(outer).toBe("urn:pulumi:s::p::a:b:Outer::outer");
    expect(createUrn(deployment, "a:b:Leaf", "leaf", inner)).toBe("urn:pulumi:s::p::a:b:Outer$a:b:Inner$a:b:Leaf::leaf");
    expect(createUrn(deployment, "pulumi:pulumi:Stack", "p-s", "")).toBe(stack);
  });

  it("is read back, also where the name holds the separator", () => {
    const urn = createUrn(deployment, "a:b:C", "one::two");
    expect(qualifiedType(urn)).toBe("a:b:C");
    expect(nameOf(urn)).toBe("one::two");
  });

  it("of a provider belongs to the package that it provides", () => {
    expect(isProviderType("pulumi:providers:azure-native")).toBe(true);
    expect(isProviderType("azure-native:network:Subnet")).toBe(false);
    expect(packageOf("pulumi:providers:azure-native")).toBe("azure-native");
    expect(packageOf("azure-native:network/v20240501:Subnet")).toBe("azure-native");
  });
});

describe("the default provider", () => {
  const unknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  it.each([
    [{ name: "azure-native", version: "3.28.0" }, "default_3_28_0"],
    [{ name: "azure-native", version: "3.28.0-alpha.1+build" }, "default_3_28_0_alpha_1_build"],
    [{ name: "azure-native" }, "default"],
    [{ name: "azure-native", version: "", url: "" }, "default"],
    [{ name: "azure-native", version: "1.0.0", url: "https://get.example.com/plugins/" }, "default_1_0_0_https_/get.example.com/plugins"],
  ])("of %o is named after what was asked for", (request, name) => {
    expect(defaultProvider(deployment, request)).toBe(`urn:pulumi:s::p::pulumi:providers:azure-native::${name}::${unknownId}`);
  });

  it("is the one of the package of the type", () => {
    expect(requestFor("kubernetes:core/v1:Service", "4.34.0", "")).toEqual({ name: "kubernetes", version: "4.34.0", url: "" });
    expect(providerUrn(`urn:pulumi:s::p::pulumi:providers:x::one::${unknownId}`)).toBe("urn:pulumi:s::p::pulumi:providers:x::one");
  });
});
