/**
 * What AKS's cloud controller makes of the annotations for a Private Link Service: consumers in other virtual networks reach a load balancer's
 * front end by private endpoints of their own, and the nodes see addresses of a subnet here as the source of their packets.
 * Sources: cloud-provider-azure, content/en/topics/pls-integration.md and pkg/provider/azure_privatelinkservice.go, as of 2026-08-19;
 * azure-docs, private-link/private-link-service-overview.md.
 */
import { frontEndConfigurationName } from "./load-balancer";

const PREFIX = "service.beta.kubernetes.io/azure-pls-";

/** Annotations on a Service of type LoadBalancer. */
export const PRIVATE_LINK_ANNOTATIONS = {
  create: `${PREFIX}create`,
  /** Given once: the controller refuses to change the name of a private link service that is there. */
  name: `${PREFIX}name`,
  resourceGroup: `${PREFIX}resource-group`,
  subnet: `${PREFIX}ip-configuration-subnet`,
  addressCount: `${PREFIX}ip-configuration-ip-address-count`,
  proxyProtocol: `${PREFIX}proxy-protocol`,
  visibility: `${PREFIX}visibility`,
  autoApproval: `${PREFIX}auto-approval`,
} as const;

/** NAT addresses that one private link service may take, both ends inclusive, and how many it takes where no annotation says. */
export const NAT_ADDRESSES = { min: 1, max: 8, byDefault: 1 } as const;

/** In the place of subscriptions: visible to all of them. */
export const EVERY_SUBSCRIPTION = "*";

/** Where the rules above come from, for messages. */
export const PRIVATE_LINK_SOURCE = "cloud-provider-azure, pls-integration.md";

/** What the service is called where no annotation names it. @param subnet the front end's subnet, where an annotation names it */
export const defaultPrivateLinkName = (subnet: string | undefined): string => `pls-${frontEndConfigurationName(subnet)}`;
