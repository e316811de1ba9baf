/** The names that AKS's cloud controller gives to the parts of a load balancer. Source: cloud-provider-azure, pkg/provider/azure_standard.go, as of 2026-08. */
import { internalSubnet, isInternal } from "./annotations";
import type { Service } from "./objects";

/** Azure takes 80 characters; five are kept for the suffix of an address family. */
const LONGEST = 75;

/** `a` and a Service's uid without hyphens, cut to 32 characters: the uid loses its last. */
export const baseName = (uid: string): string => `a${uid.replaceAll("-", "")}`.slice(0, 32);

export const loadBalancerName = (service: Service): string => isInternal(service) ? "kubernetes-internal" : "kubernetes";

/** Of rules and probes; the name of the subnet is cut to what is left. */
export function ruleName(service: Service, protocol: string, port: number): string {
  const subnet = internalSubnet(service), base = baseName(service.metadata.uid), name = `${base}-${protocol}-${port}`;
  return subnet === undefined ? name : `${base}-${subnet.slice(0, LONGEST - name.length - 1)}-${protocol}-${port}`;
}

/** Where it is cut, its last character is a letter or becomes an underscore: Azure takes no hyphen there. */
export function frontEndName(service: Service): string {
  const subnet = internalSubnet(service), base = baseName(service.metadata.uid);
  const name = subnet === undefined ? base : `${base}-${subnet}`;
  return name.length <= LONGEST ? name : name.slice(0, LONGEST).replace(/[^A-Za-z_]$/, "_");
}
