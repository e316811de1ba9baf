import { DOMAIN_NAME_LABEL } from "../../facts/domain-name-labels";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { servicesIn } from "../analyses/services";
import { KINDS } from "../model/kinds";
import { textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const service = (label: string): FixtureResource =>
  ({ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "example", annotations: { [ANNOTATIONS.dnsLabel]: label } }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } } });
const address = (domainNameLabel: string): FixtureResource =>
  ({ type: "azure-native:network:PublicIPAddress", inputs: { resourceGroupName: "rg", publicIpAddressName: "pip", sku: { name: "Standard" }, dnsSettings: { domainNameLabel } } });

/** An internal front end has no public address, and its annotation is not read. */
const labels = ({ graph }: Subject): readonly { readonly of: string; readonly resource: string; readonly path: string; readonly label: string | undefined }[] => [
  ...servicesIn(graph).filter(({ type, internal, internalOpen }) => type === "LoadBalancer" && !internal && !internalOpen)
    .map(({ name, resource, annotation }) => ({ of: `Service ${name}`, resource: resource.urn, path: `inputs.metadata.annotations["${ANNOTATIONS.dnsLabel}"]`, label: annotation(ANNOTATIONS.dnsLabel) })),
  ...graph.where(KINDS.publicAddress).map(({ urn, name, inputs }) => ({ of: `public address ${name}`, resource: urn, path: "inputs.dnsSettings.domainNameLabel", label: textAt(inputs, "dnsSettings", "domainNameLabel") })),
];

export const domainNameLabelRefused: Rule = {
  id: "domain-name-label-refused",
  severity: "error",
  question: "Does a public address ask for a name in Azure's DNS that Azure refuses?",
  fix: `Take a label of ${DOMAIN_NAME_LABEL.says}: it is the first part of the name alone, before the region and cloudapp.azure.com.`,
  source: DOMAIN_NAME_LABEL.source,
  asOf: DOMAIN_NAME_LABEL.asOf,
  check: subject => labels(subject).flatMap(({ of, resource, path, label }) => (label === undefined || DOMAIN_NAME_LABEL.pattern.test(label) ? [] : [{
    resource, path, message: `${of} asks for the label ${label}: allowed are ${DOMAIN_NAME_LABEL.says} (InvalidDomainNameLabel)`, evidence: { label },
  }])),
  fixtures: { breaks: [service("Shop.Example"), address("shop.example.com")], nearMiss: [service("shop-example"), address("shop-example")] },
};
