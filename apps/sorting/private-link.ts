/** The private link service in front of the service: what the cloud controller is told, and where its addresses come from. */
import { PRIVATE_LINK_ANNOTATIONS } from "../../facts/private-link-service";

export interface PrivateLinkExposure {
  readonly kind: "private-link";
  /** Private address of the front end. */
  readonly address?: string | undefined;
  /** Name of the private link service; consumers' alias is made of it, and it never changes. */
  readonly name?: string | undefined;
  /** How many addresses consumers' packets are translated to. */
  readonly natAddresses: number;
  /** Subscriptions that may ask for a connection: `*` for all, none for whoever has a role on the private link service. */
  readonly visibility: readonly string[];
  /** Subscriptions whose connections need nobody's consent. */
  readonly autoApproval: readonly string[];
  /** True puts a PROXY header, with the consumer's own address, before every request. */
  readonly proxyProtocol: boolean;
}

export interface PrivateLinkPlace {
  readonly name: string;
  /** Subnet of the NAT addresses, by name. */
  readonly subnetName: string;
}

type Kind = { readonly kind: string };

const isPrivateLink = (exposure: Kind): exposure is PrivateLinkExposure => exposure.kind === "private-link";

/** True where every consumer sends a PROXY header first. */
export const sendsProxyHeader = (exposure: Kind): boolean => isPrivateLink(exposure) && exposure.proxyProtocol;

/** Which subnet the NAT addresses come from: one of their own where there is one, else the *Services* subnet; none without a private link. */
export function natSubnetOf(exposure: Kind, subnets: { readonly privateLink?: string | undefined } | undefined): "privateLink" | "services" | undefined {
  if (!subnets || !isPrivateLink(exposure)) return undefined;
  return subnets.privateLink === undefined ? "services" : "privateLink";
}

export function privateLinkAnnotations(exposure: PrivateLinkExposure, { name, subnetName }: PrivateLinkPlace): Record<string, string> {
  return {
    [PRIVATE_LINK_ANNOTATIONS.create]: "true",
    [PRIVATE_LINK_ANNOTATIONS.name]: exposure.name ?? name,
    [PRIVATE_LINK_ANNOTATIONS.subnet]: subnetName,
    [PRIVATE_LINK_ANNOTATIONS.addressCount]: String(exposure.natAddresses),
    [PRIVATE_LINK_ANNOTATIONS.proxyProtocol]: String(exposure.proxyProtocol),
    ...(exposure.visibility.length > 0 && { [PRIVATE_LINK_ANNOTATIONS.visibility]: exposure.visibility.join(" ") }),
    ...(exposure.autoApproval.length > 0 && { [PRIVATE_LINK_ANNOTATIONS.autoApproval]: exposure.autoApproval.join(" ") }),
  };
}
