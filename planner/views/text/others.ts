/** What stands beside the cluster: resources of other packages, and components whose parts only their provider knows. */
import { partsOf } from "../../model/kinds";
import type { Plan, PlanResource } from "../../model/plan";
import { isProviderType } from "../../model/urn";
import { isAzure } from "./azure-kinds";
import { dim, line, predicted, strong, type Line } from "./line";
import { signerOf } from "./operations";
import { treeLines, type Branch } from "./tree";

/** Resources of a package that have a line each before the rest is counted. */
const MOST_OF_A_PACKAGE = 5;

/** Objects of Kubernetes are shown in their namespace; a provider only says how others are reached. */
const isOther = (resource: PlanResource): boolean =>
  resource.remote === true || (resource.custom && !isAzure(resource) && !isProviderType(resource.type) && partsOf(resource.type).package !== "kubernetes");

/** One tree, by package; nothing where the plan holds nothing else. */
export function otherLines(plan: Plan): readonly Line[] {
  const byPackage = new Map<string, PlanResource[]>();
  for (const resource of plan.resources.filter(isOther)) {
    const { package: name } = partsOf(resource.type);
    const alike = byPackage.get(name);
    if (alike) alike.push(resource);
    else byPackage.set(name, [resource]);
  }
  const signer = signerOf(plan);
  const branch = (resource: PlanResource, label: string): Branch => ({
    sign: signer(resource.op),
    label,
    name: line(
      resource.name, dim(`  ${partsOf(resource.type).name}`), resource.only === undefined ? undefined : predicted("  (predicted)"),
      resource.remote === undefined ? undefined : dim("  (its children are not known offline)"),
    ),
  });
  const branches = [...byPackage].flatMap(([name, resources]) => {
    const shown = resources.length > MOST_OF_A_PACKAGE + 1 ? resources.slice(0, MOST_OF_A_PACKAGE) : resources;
    const more = resources.length - shown.length;
    return [...shown.map((resource, index) => branch(resource, index === 0 ? name : "")), ...(more === 0 ? [] : [{ label: "", name: line(dim(`… and ${more} more`)) }])];
  });
  return branches.length === 0 ? [] : [line(strong("Beside the cluster")), ...treeLines(branches)];
}
