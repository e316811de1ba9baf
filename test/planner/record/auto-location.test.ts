import { expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanValue } from "../../../planner/model/plan";
import { configuredLocation, withAutoLocations } from "../../../planner/record/auto-location";
import { record } from "../../../planner/record/record";
import { PlanBuilder, UNKNOWN } from "../plan-builder";
import { named, programFolder } from "./programs";

const GROUP = "azure-native:resources:ResourceGroup";
const DEFAULT = "urn:pulumi:dev::example::pulumi:providers:azure-native::default_3_28_0::id";

function locations(declare: (plan: PlanBuilder) => void): Readonly<Record<string, PlanValue | undefined>> {
  const builder = new PlanBuilder();
  declare(builder);
  return Object.fromEntries(withAutoLocations(builder.build().resources, "westeurope").map(({ name, inputs }) => [name, inputs.location]));
}

test("is that of the configuration for what the default provider makes, and only where none is declared", () => {
  expect(locations(plan => {
    plan.add(GROUP, "silent", {}, { provider: DEFAULT });
    plan.add("azure-native:containerservice/v20240801:ManagedCluster", "cluster", {}, { provider: DEFAULT });
    plan.add(GROUP, "declared", { location: "northeurope" }, { provider: DEFAULT });
    plan.add(GROUP, "open", { location: UNKNOWN }, { provider: DEFAULT });
    plan.add(GROUP, "found", {}, { provider: DEFAULT, op: "read" });
    plan.add("azure-native:network:Subnet", "subnet", {}, { provider: DEFAULT });
  })).toEqual({ silent: "westeurope", cluster: "westeurope", declared: "northeurope", open: UNKNOWN });
});

test("is the provider's own where the program makes it", () => {
  const given = locations(plan => {
    const own = plan.add("pulumi:providers:azure-native", "own", { location: "swedencentral" });
    const other = plan.add("pulumi:providers:azure-native", "other", {});
    plan.add(GROUP, "there", {}, { provider: `${own}::id` });
    plan.add(GROUP, "anywhere", {}, { provider: `${other}::id` });
  });
  expect([given.there, given.anywhere]).toEqual(["swedencentral", undefined]);
});

test("is not taken of a secret", () => {
  const values = { "azure-native:location": "westeurope" };
  expect([configuredLocation({ values, secretKeys: [] }), configuredLocation({ values, secretKeys: Object.keys(values) }), configuredLocation({ values: {}, secretKeys: [] })])
    .toEqual(["westeurope", undefined, undefined]);
});

test("reaches the cluster of a program that names a region nowhere", async () => {
  const plan = await record({ cwd: programFolder("azure"), stack: "dev" });
  expect(named(plan, "group").inputs.location).toBe("westeurope");
  expect(analyse(plan).analyses.clusters.map(({ region }) => region)).toEqual(["westeurope"]);
}, 60_000);
