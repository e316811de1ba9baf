/** Internal load balancers that stay in `<pending>`, or are none. */
import type { Cases } from "../case";
import type { Change } from "../sound";

const ANNOTATION = "service.beta.kubernetes.io/azure-load-balancer-";

const annotated = (values: Readonly<Record<string, string | undefined>>): Change =>
  ({ set: { front: { metadata: { annotations: Object.fromEntries(Object.entries(values).map(([name, value]) => [`${ANNOTATION}${name}`, value])) } } } });

export const BALANCER: Cases = {
  "service-subnet-without-rights": {
    reported: "an internal load balancer stays in <pending>: the cluster's identity has no rights on its subnet: MicrosoftDocs/azure-docs#29632",
    change: { without: ["join-services"] },
    finds: [["internal-load-balancer-rights", "front"]],
  },
  "service-subnet-rights-of-another": {
    reported: "an internal load balancer stays in <pending>: another identity has the rights on its subnet: Azure/AKS#1557",
    change: { set: { "join-services": ({ reader }) => ({ principalId: reader.principalId }) } },
    finds: [["internal-load-balancer-rights", "front"]],
  },
  "balancer-address-outside-its-subnet": {
    reported: "an internal load balancer stays in <pending>: its address is outside of its subnet: MicrosoftDocs/azure-docs#52063",
    change: annotated({ ipv4: "10.40.5.10" }),
    finds: [["broken-port-chain", "front", "outside subnet services (10.40.4.0/24)"]],
  },
  "balancer-address-of-azure": {
    reported: "an internal load balancer stays in <pending>: Azure keeps its address for itself",
    change: annotated({ ipv4: "10.40.4.3" }),
    finds: [["broken-port-chain", "front", "reserved by Azure"]],
  },
  "balancer-address-of-another-service": {
    reported: "an internal load balancer stays in <pending>: another Service has its address: MicrosoftDocs/azure-docs#57444",
    change: { more: declared => declared.resource("kubernetes:core/v1:Service", "back", {
      apiVersion: "v1", kind: "Service", metadata: { name: "back", namespace: "sound", annotations: { [`${ANNOTATION}internal`]: "true", [`${ANNOTATION}internal-subnet`]: "services", [`${ANNOTATION}ipv4`]: "10.40.4.10" } },
      spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ name: "http", port: 80, targetPort: "http" }] },
    }, declared.inCluster) },
    // Which of the two comes first, nobody knows.
    finds: [["broken-port-chain", "back", "is taken by web"], ["broken-port-chain", "front", "is taken by back"]],
  },
  "balancer-in-no-subnet": {
    reported: "an internal load balancer stays in <pending>: its annotation names a subnet that is not there",
    change: annotated({ "internal-subnet": "service" }),
    finds: [["broken-port-chain", "front", "has no subnet service"]],
  },
  "balancer-not-said-to-be-internal": {
    reported: "a load balancer that was meant to be internal is a public one: the annotation is missing: MicrosoftDocs/azure-docs#31789",
    change: annotated({ internal: undefined, ipv4: undefined }),
    finds: [["public-by-mistake", "front", "the subnet is read only where"]],
  },
  "balancer-internal-in-other-words": {
    reported: "a load balancer that was meant to be internal is a public one: the cloud controller takes \"true\" alone",
    change: annotated({ internal: "yes", ipv4: undefined }),
    finds: [["public-by-mistake", "front", "\"yes\""]],
  },
  "balancer-internal-in-words-of-another-cloud": {
    reported: "a load balancer that was meant to be internal is a public one: its annotation is another cloud's",
    change: { set: { front: { metadata: { annotations: { [`${ANNOTATION}internal`]: undefined, [`${ANNOTATION}internal-subnet`]: undefined, [`${ANNOTATION}ipv4`]: undefined, "service.beta.kubernetes.io/aws-load-balancer-internal": "true" } } } } },
    finds: [["public-by-mistake", "front", "does not read"]],
  },
  "balancer-public-with-a-private-address": {
    reported: "a load balancer that was meant to be internal stays in <pending>: it asks for a private address as a public one",
    change: annotated({ internal: undefined }),
    finds: [["broken-port-chain", "front", "10.40.4.10 is no public address"]],
  },
  "system-assigned-identity-on-a-subnet-of-ones-own": {
    reported: "a system-assigned identity gets its rights on the subnet after the cluster that needs them",
    change: {
      without: ["join-nodes", "join-services"],
      set: { cluster: { identity: { type: "SystemAssigned", userAssignedIdentities: undefined } }, front: { metadata: { annotations: undefined } } },
      more: ({ resource, cluster, nodes }) => resource("azure-native:authorization:RoleAssignment", "join-later", {
        roleAssignmentName: "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c05", scope: nodes.id, principalType: "ServicePrincipal", principalId: cluster.identity.apply(identity => identity?.principalId ?? ""),
        roleDefinitionId: "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
      }),
    },
    finds: [["system-identity-own-subnet", "cluster"]],
  },
};
