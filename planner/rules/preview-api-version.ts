import { PREVIEW_SOURCE, previewEnd } from "../../facts/retired-features";
import { versioned } from "./dead-api-version";
import type { FixtureResource, Rule } from "./rule";

const cluster = (version: string): FixtureResource => ({ type: `azure-native:containerservice/${version}:ManagedCluster`, inputs: { resourceName: "aks-example" } });

export const previewApiVersion: Rule = {
  id: "preview-api-version",
  severity: "warning",
  question: "Is a resource of AKS declared in a preview version of the API?",
  fix: "Take the package's default version unless the preview's own settings are needed; then renew it within the year.",
  ...PREVIEW_SOURCE,
  check: subject => versioned(subject).filter(({ date, preview }) => preview && previewEnd(date) === undefined).map(({ urn, date }) => ({
    resource: urn, path: "type", message: `API version ${date}-preview: a preview of AKS's API is answered for about a year from its day, and then no more`, evidence: { apiVersion: `${date}-preview` },
  })),
  fixtures: { breaks: [cluster("v20250902preview")], nearMiss: [cluster("v20250901"), cluster("v20230102preview")] },
};
