import { armApiVersion, PREVIEW_SOURCE, previewEnd } from "../../facts/retired-features";
import { partsOf } from "../model/kinds";
import { textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const cluster = (version: string): FixtureResource => ({ type: `azure-native:containerservice/${version}:ManagedCluster`, inputs: { resourceName: "aks-example" } });

/** Resources of AKS whose type names a version of its API, with that version. */
export function versioned({ graph }: Pick<Subject, "graph">) {
  return graph.resources.flatMap(({ urn, type, inputs }) => {
    // `azure-native:containerservice/v20230102preview:ManagedCluster`, or a package of one version: `azure-native_containerservice_v20230102preview:containerservice:ManagedCluster`.
    const { package: from, module } = partsOf(type);
    if (!/^azure-native(?:_|$)/.test(from) || module.split("/")[0] !== "containerservice") return [];
    const version = armApiVersion(module.split("/")[1] ?? from.split("_").at(-1) ?? "");
    return version === undefined ? [] : [{ urn, name: textAt(inputs, "resourceName"), ...version }];
  });
}

export const deadApiVersion: Rule = {
  id: "dead-api-version",
  severity: "error",
  question: "Is a resource of AKS declared in a version of the API that Azure answers no more?",
  fix: "Take the resource of the package's default version: azure-native:containerservice without a version.",
  ...PREVIEW_SOURCE,
  check: subject => versioned(subject).flatMap(({ urn, date, preview }) => {
    const ended = preview ? previewEnd(date) : undefined;
    return ended === undefined ? [] : [{ resource: urn, path: "type", message: `API version ${date}-preview ended ${ended}: Azure answers no request of it`, evidence: { apiVersion: `${date}-preview`, ended } }];
  }),
  fixtures: { breaks: [cluster("v20230102preview")], nearMiss: [cluster("v20230102"), cluster("v20250902preview")] },
};
