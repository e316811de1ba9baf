import { describe, expect, it } from "@jest/globals";
import { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { checkOptions, checkRequest } from "../../../../planner/record/engine/checks";

const URN = "urn:pulumi:dev::shop::a:b:C::name";

describe("a request that no engine takes", () => {
  it("has a parent that is no URN", () => {
    expect(() => { checkRequest(new RegisterResourceRequest().setParent("name")); }).toThrow('invalid parent URN: invalid URN "name"');
    expect(() => { checkRequest(new RegisterResourceRequest().setParent(URN)); }).not.toThrow();
  });

  it("has a name that is no text", () => {
    expect(() => { checkRequest(new RegisterResourceRequest().setName(5 as never)); }).toThrow("the name of a resource must be a text: found 5");
  });

  it("maps environment variables of what is no provider", () => {
    const mapping = (type: string): RegisterResourceRequest => {
      const request = new RegisterResourceRequest().setType(type);
      request.getEnvvarmappingsMap().set("A", "B");
      return request;
    };
    expect(() => { checkRequest(mapping("a:b:C")); }).toThrow("envVarMappings can only be used with provider resources");
    expect(() => { checkRequest(mapping("pulumi:providers:a")); }).not.toThrow();
  });

  it.each<readonly [string, (options: TransformResourceOptions) => void, string]>([
    ["an alias", options => { options.setAliasesList([new Alias().setUrn("urn:other")]); }, 'invalid alias URN: invalid URN "urn:other"'],
    ["an alias's parent", options => { options.setAliasesList([new Alias().setSpec(new Alias.Spec().setParenturn("up"))]); }, 'invalid parent alias URN: invalid URN "up"'],
    ["a dependency", options => { options.setDependsOnList([URN, "other"]); }, 'invalid dependency: invalid URN "other"'],
    ["deletedWith", options => { options.setDeletedWith("other"); }, 'invalid DeletedWith URN: invalid URN "other"'],
    ["a time limit", options => { options.setCustomTimeouts(new RegisterResourceRequest.CustomTimeouts().setCreate("soon")); }, "unable to parse customTimeout Value soon"],
  ])("says of %s what cannot be", (_what, change, message) => {
    const options = new TransformResourceOptions();
    change(options);
    expect(() => { checkOptions(options); }).toThrow(message);
  });

  it("is not one with durations of every unit, nor with URNs", () => {
    const options = new TransformResourceOptions().setDeletedWith(URN).setDependsOnList([URN]);
    options.setAliasesList([new Alias().setUrn(URN), new Alias().setSpec(new Alias.Spec().setNoparent(true))]);
    for (const duration of ["1h30m", "-1.5h", ".5s", "0", "10ms", "3us", "2µs", "1ns", ""]) {
      options.setCustomTimeouts(new RegisterResourceRequest.CustomTimeouts().setUpdate(duration));
      expect(() => { checkOptions(options); }).not.toThrow();
    }
  });
});
