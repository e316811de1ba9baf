import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../../planner/analyse";
import type { Operation, PlanResource, RecordedPlan } from "../../../../planner/model/plan";
import { toText } from "../../../../planner/views/text/text";
import { PlanBuilder } from "../../plan-builder";
import { fixture, readText } from "../../preview/previews";
import { sortingPlan } from "../../sorting-plan";

const textOf = (plan: RecordedPlan): string => toText(analyse(plan), { colour: false });
/** The plan with other operations for some resources, by logical name and the last part of the type. */
const withOps = (plan: RecordedPlan, ops: Readonly<Record<string, Operation>>, more: Partial<PlanResource> = {}): RecordedPlan => ({
  ...plan,
  resources: plan.resources.map(resource => {
    const op = ops[`${resource.type.split(":").at(-1)} ${resource.name}`];
    return op === undefined ? { ...resource, op: "same" as const } : { ...resource, ...more, op };
  }),
});

describe("a plan of changes", () => {
  test("has the field's signs in the tree, only those that it uses in the legend, and what changes below", () => {
    expect(textOf(readText(fixture("change"))).split("\n").slice(0, 27)).toEqual([
      "life · dev  from the engine's preview",
      "+ create   ~ update   +- replace   - delete   = import   > read   < forget",
      "",
      "└─    life-dev  pulumi:pulumi:Stack",
      "   ├─    group  test:index:Group",
      "   │  ├─ ~  grown  test:index:Thing",
      "   │  └─    kept  test:index:Thing",
      "   ├─ =  adopted  test:index:Thing",
      "   ├─ >  found  test:index:Thing",
      "   ├─ +  fresh  test:index:Thing",
      "   ├─ -  gone  test:index:Thing",
      "   ├─ -  left  test:index:Thing",
      "   ├─ <  looked-up  test:index:Thing",
      "   ├─ +- moved  test:index:Thing",
      "   └─ +- swapped  test:index:Thing",
      "",
      "Changes",
      "  ~   Thing grown      deep, + note, - old, size",
      "  =   Thing adopted    - p, + size",
      "  -   Thing gone",
      "  -   Thing left       kept where it is, no longer managed",
      "  <   Thing looked-up",
      "  +-  Thing moved      thingName (replaces)",
      "  +-  Thing swapped    immutable (replaces), of",
      "",
      "note      a preview does not hold the outputs of the stack and of components",
      "note      the engine gave a warning, under diagnostics in the file",
    ]);
  });

  test("of a service on AKS has them in its groups, its namespaces and its roles", () => {
    const plan = sortingPlan({ more: (builder, { aks }) => {
      const identity = builder.add("azure-native:managedidentity:UserAssignedIdentity", "id", { resourceGroupName: "rg-example", resourceName: "id-example" });
      builder.add("azure-native:authorization:RoleAssignment", "grant", { roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7" }, { propertyDependencies: { principalId: [identity], scope: [aks] } });
    } });
    const text = textOf(withOps(plan, { "ManagedCluster cluster": "update", "Subnet services": "create", "ConfigMap mapper": "replace", "Service sorting": "update", "RoleAssignment grant": "create" }, { detailedDiff: { "spec.ports[0].port": "update" } }));
    expect(text.split("\n")).toEqual(expect.arrayContaining([
      "+ create   ~ update   +- replace   ",
      "   rg-example  declared, canadacentral",
      "├─    identity       id-example  + Network Contributor on aks",
      "│  ├─    subnet         aks  10.240.0.0/24",
      "│  └─ +  subnet         services  10.240.1.0/26",
      "└─ ~  cluster        aks-example  Key Vault",
      "   ├─    deployment     sorting → replica set sorting-<hash> → 3 pods of sorting + port-mapper",
      "   ├─ ~  service        sorting  LoadBalancer, internal, 90 → http (85)",
      "   └─    also           +- ConfigMap",
      "  ~   Service sorting         spec.ports[0].port",
    ].map(line => line.trimEnd())));
  });

  test("shows what goes away and does not count it", () => {
    const builder = sortingPlan({ more: plan => { plan.add("azure-native:network:Subnet", "old", { resourceGroupName: "rg-example", virtualNetworkName: "vnet-example", subnetName: "old", addressPrefix: "10.240.9.0/24" }); } });
    const text = textOf(withOps(builder, { "Subnet old": "delete" }));
    expect(text).toContain("-  subnet         old  10.240.9.0/24");
    expect(text.slice(text.indexOf("Addresses"))).not.toMatch(/\bold\b/);
    expect(text).toContain("1 to delete: 1 Azure");
  });

  test("that are many has the first, and counts the rest", () => {
    const builder = new PlanBuilder();
    for (let n = 10; n < 40; n++) builder.add("aws:s3/bucket:Bucket", `b${n}`);
    const plan = builder.build();
    const text = textOf({ ...plan, resources: plan.resources.map(resource => ({ ...resource, op: "update" as const, detailedDiff: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, "update" as const])), replaceReasons: ["z"] })) });
    expect(text).toContain("  ~  Bucket b10  z (replaces), p0, p1, p2, p3, p4, 4 more\n");
    expect(text).toContain("  … and 15 more: --format json has all\n");
    expect(text).toContain("└─ ~  … 25 more of aws:s3/bucket:Bucket\n");
  });

  test("that are none says so with no sign at all", () => {
    const plan = sortingPlan();
    const text = textOf(withOps(plan, {}));
    expect(text).toContain("10 unchanged: 5 Azure, 4 Kubernetes, 1 provider");
    expect(text).not.toContain("Changes");
    expect(text.split("\n")[1]).toContain("canadacentral");
  });
});
