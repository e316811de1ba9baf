import { describe, expect, test } from "@jest/globals";
import { isShortFor, KINDS, partsOf } from "../../../planner/model/kinds";

describe("type tokens", () => {
  test.each(["azure-native:network:Subnet", "azure-native:network/v20240501:Subnet", "azure-native_network_v20240501:network:Subnet"])("%s is a subnet", type => {
    expect(KINDS.subnet(type)).toBe(true);
  });

  test.each(["azure-native:network:SubnetThing", "aws:network:Subnet", "azure-native:netapp:Subnet", "network:Subnet"])("%s is none", type => {
    expect(KINDS.subnet(type)).toBe(false);
  });

  test("Deployments and their like are workloads, patches of them are not", () => {
    expect(["Deployment", "DaemonSet", "DeploymentPatch"].map(kind => KINDS.workload(`kubernetes:apps/v1:${kind}`))).toEqual([true, true, false]);
  });

  test("a token has a package, a module and a name", () => {
    expect(partsOf("azure-native:network/v1:Subnet")).toEqual({ package: "azure-native", module: "network/v1", name: "Subnet" });
    expect(partsOf("odd")).toEqual({ package: "odd", module: "", name: "odd" });
  });

  test("a short token ends at a part's border", () => {
    expect([isShortFor("Subnet", "azure-native:network:Subnet"), isShortFor("network:Subnet", "azure-native:network:Subnet"), isShortFor("net", "azure-native:network:Subnet")]).toEqual([true, true, false]);
  });
});
