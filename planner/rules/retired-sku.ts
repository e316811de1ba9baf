import { armApiVersion } from "../../facts/retired-features";
import { CLUSTER_SKU_SINCE, RETIRED_ADDRESS_SKU, RETIRED_CLUSTER_SKUS, RETIRED_REGISTRY_SKU, type RetiredSku } from "../../facts/retired-skus";
import { KINDS, type TypeTest } from "../model/kinds";
import type { PlanObject, PlanResource } from "../model/plan";
import { readAt, sameText, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const cluster = (sku: PlanObject): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", sku } });
const registry = (name: string): FixtureResource => ({ type: "azure-native:containerregistry:Registry", inputs: { registryName: "acrexample", sku: { name } } });
const address = (name: string): FixtureResource => ({ type: "azure-native:network:PublicIPAddress", inputs: { publicIpAddressName: "pip-example", sku: { name } } });

/** A version of the API that the type does not name is the package's own, which is newer but in its first version. */
function hasTodaysWords({ type, provider = "" }: PlanResource): boolean {
  if (provider.includes("::default_1_")) return false;
  const version = type.split(/[:/_]/).flatMap(part => armApiVersion(part) ?? [])[0];
  return version === undefined || version.date >= CLUSTER_SKU_SINCE;
}

const declaredAs = (resources: readonly PlanResource[], sku: RetiredSku) => resources.flatMap(resource => {
  const found = textAt(resource.inputs, ...sku.path);
  return sameText(found, sku.value) ? [{ resource, sku, found: found ?? "" }] : [];
});

/** What stands already is not made: only new addresses are refused. */
const isNew = ({ op }: PlanResource): boolean => op === "create" || op === "replace";

function retired({ graph }: Subject): ReturnType<Rule["check"]> {
  const of = (kind: TypeTest): readonly PlanResource[] => graph.where(kind);
  const addresses = of(KINDS.publicAddress).filter(isNew);
  const { path, since, successor, code } = RETIRED_ADDRESS_SKU;
  const at = (keys: readonly string[]): string => `inputs.${keys.join(".")}`;
  return [
    ...[
      ...RETIRED_CLUSTER_SKUS.flatMap(sku => declaredAs(of(KINDS.managedCluster).filter(hasTodaysWords), sku)),
      ...declaredAs(of(KINDS.registry), RETIRED_REGISTRY_SKU),
      ...declaredAs(addresses, RETIRED_ADDRESS_SKU),
    ].map(({ resource, sku, found }) => ({
      resource: resource.urn, path: at(sku.path), message: `${at(sku.path).slice("inputs.".length)} is ${found}: Azure takes that no more since ${sku.since} (${sku.code})`,
      evidence: { found, since: sku.since, code: sku.code, source: sku.source }, fix: `Take ${sku.successor}.`,
    })),
    ...addresses.filter(({ inputs }) => readAt(inputs, ...path).knowledge === "absent").map(({ urn }) => ({
      resource: urn, path: at(path), message: `the public address declares no SKU, which Azure takes for Basic (estimated), and makes none of since ${since} (${code})`,
      evidence: { found: "", since, code }, fix: `Declare SKU ${successor}.`,
    })),
  ];
}

export const retiredSku: Rule = {
  id: "retired-sku",
  severity: "error",
  question: "Does a cluster, a registry or a public address ask for a SKU that Azure makes no more?",
  fix: "Take the SKU that came in its place.",
  source: [...new Set([...RETIRED_CLUSTER_SKUS, RETIRED_REGISTRY_SKU, RETIRED_ADDRESS_SKU].map(({ source }) => source))].join("; "),
  asOf: "2025-11-14",
  ofCreation: true,
  check: retired,
  fixtures: {
    breaks: [cluster({ name: "Basic", tier: "Free" }), cluster({ name: "Base", tier: "Paid" }), registry("Classic"), address("Basic"), { ...address(""), inputs: { publicIpAddressName: "pip-other" } }],
    nearMiss: [cluster({ name: "Base", tier: "Free" }), cluster({ name: "Automatic", tier: "Standard" }), registry("Basic"), address("Standard"), { ...address("Basic"), op: "same" }],
  },
};
