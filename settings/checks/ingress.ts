/** What the gateway must keep with the cluster, the network and the service behind it, and its names with the zone. */
import { parsePrefix, smallestSubnetLength, usableIn } from "../../facts/addresses";
import { MESH_REVISIONS_SOURCE, meshRevision, MESH_REVISION_NAMES, supports } from "../../facts/istio-revisions";
import { keptDomainOf } from "../../facts/kept-domains";
import { nameProblem } from "../../facts/naming";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";
import { addressProblems } from "./exposure";
import { overlapProblems, range } from "./network";

type Ingress = NonNullable<Sections["ingress"]>;

const GATEWAY = "azure-aks-docs, istio-deploy-ingress.md";

/** The revisions that run on a version of Kubernetes, as the configuration names them, newest last. */
const fitting = (kubernetesVersion: string) => MESH_REVISION_NAMES.filter(name => supports(name, kubernetesVersion) === true);

function kubernetesOf(revision: string): string {
  const { from = "", to = "" } = meshRevision(revision)?.kubernetes ?? {};
  return `${from} to ${to}`;
}

function revisionProblems({ revision, canary }: Ingress, { kubernetesVersion }: Sections["cluster"]): Problem[] {
  const fits = fitting(kubernetesVersion);
  const nearest = fits.at(-1);
  const chosen = [{ path: "ingress.revision", name: revision }, ...(canary === undefined ? [] : [{ path: "ingress.canary", name: canary }])];
  const unfit = chosen.filter(({ name }) => supports(name, kubernetesVersion) !== true).map(({ path, name }): Problem => ({
    path, found: `${shown(name)}, which runs on Kubernetes ${kubernetesOf(name)}`,
    allowed: fits.length === 0 ? `another cluster.kubernetesVersion: no revision that is known here runs on ${kubernetesVersion}` : `${fits.join(", ")} with Kubernetes ${kubernetesVersion}`,
    ...(nearest !== undefined && { nearest }), source: MESH_REVISIONS_SOURCE,
  }));
  const next = MESH_REVISION_NAMES[MESH_REVISION_NAMES.indexOf(revision) + 1];
  const jump: Problem[] = canary === undefined || canary === next ? [] : [{
    path: "ingress.canary", found: shown(canary), allowed: next === undefined ? `none: ${revision} is the newest that is known here` : `${next}, the revision after ${revision}: a mesh goes on by one at a time`,
    ...(next !== undefined && { nearest: next }), source: "azure-aks-docs, istio-upgrade.md",
  }];
  return [...unfit, ...jump];
}

function frontEndProblems({ exposure }: Ingress, network: Sections["network"]): Problem[] {
  if (exposure.kind === "public") return exposure.dnsLabel === undefined ? [] : [{
    path: "ingress.exposure.dnsLabel", found: shown(exposure.dnsLabel), source: GATEWAY,
    allowed: "no DNS label: the Istio add-on takes back annotations of the gateway's Service that it does not know, and this is one; the records in ingress.dns.zone name the gateway",
  }];
  if (!network.vnet) return [{
    path: "ingress.exposure.kind", found: `${shown("internal")} without a vnet`, allowed: "public, or a network.vnet of our own, in whose Services subnet the gateway's address lies", nearest: "public", source: GATEWAY,
  }];
  return addressProblems("ingress.exposure.address", exposure.address, network);
}

/** Two Services at one address would have to share it. */
function sharedAddressProblems({ exposure }: Ingress, { sorting }: Sections["apps"]): Problem[] {
  const own = exposure.kind === "internal" ? exposure.address : undefined;
  const taken = sorting.exposure.kind === "internal" || sorting.exposure.kind === "private-link" ? sorting.exposure.address : undefined;
  return own === undefined || own !== taken ? [] : [{ path: "ingress.exposure.address", found: shown(own), allowed: "another address than apps.sorting.exposure.address, which the service's own front end has" }];
}

/** The gateway's proxy calls the pods of the service, by plain HTTP, at the pod port. */
function backendProblems({ sorting: { exposure } }: Sections["apps"]): Problem[] {
  const path = "apps.sorting.exposure";
  if (exposure.kind === "external-name") return [{ path: `${path}.kind`, found: `${shown(exposure.kind)} behind an ingress`, allowed: "a kind with pods, such as cluster-ip: a name for a service elsewhere has none that the gateway could call", nearest: "cluster-ip" }];
  return exposure.kind === "private-link" && exposure.proxyProtocol ? [{
    path: `${path}.proxyProtocol`, found: "true behind an ingress", allowed: "false: the gateway calls the same pod port and sends no PROXY header, so that it would be cut off", nearest: "false",
  }] : [];
}

/** What is fixed at creation must have room: the gateway's front end, the service's own, and the addresses of its private link. */
function roomProblems({ exposure }: Ingress, { vnet }: Sections["network"], { sorting }: Sections["apps"]): Problem[] {
  const subnet = vnet && parsePrefix(vnet.subnets.services);
  if (!vnet || !subnet || exposure.kind !== "internal") return [];
  const own = sorting.exposure.kind === "internal" || sorting.exposure.kind === "private-link" ? 1 : 0;
  const nat = sorting.exposure.kind === "private-link" && vnet.subnets.privateLink === undefined ? sorting.exposure.natAddresses : 0;
  const needed = 1 + own + nat;
  return usableIn(subnet) >= needed ? [] : [{
    path: "network.vnet.subnets.services", found: shown(subnet.text), allowed: `a subnet with room for ${needed} addresses: the gateway's${own > 0 ? ", the service's own front end's" : ""}${nat > 0 ? ` and ${nat} of the private link` : ""}`,
    nearest: `a /${smallestSubnetLength(needed)}`, source: "azure-aks-docs, internal-lb.md",
  }];
}

/** A certificate of the vault is a secret of the same name. */
function secretProblems({ certificate }: Ingress, { sorting }: Sections["apps"]): Problem[] {
  return certificate.toLowerCase() !== sorting.secretName.toLowerCase() ? [] : [{
    path: "ingress.certificate", found: shown(certificate), source: "azure-security-docs, key-vault/certificates/about-certificates.md",
    allowed: "another name than apps.sorting.secretName: a certificate is a secret of its name, and the service would take certificate and key for its own secret",
  }];
}

/** @param ownGroup name of the stack's resource group */
function zoneProblems({ dns }: Ingress, ownGroup: string | undefined): Problem[] {
  const kept = keptDomainOf(dns.zone);
  const group = dns.existing?.resourceGroup;
  const wrong = group === undefined ? undefined : nameProblem("resourceGroup", group);
  const own = group !== undefined && group.toLowerCase() === ownGroup?.toLowerCase();
  return [
    ...(kept === undefined ? [] : [{ path: "ingress.dns.zone", found: shown(dns.zone), allowed: `a domain of your own: names in ${kept} are Azure's or the cluster's, and would be looked up in this zone` }]),
    ...(wrong === undefined ? [] : [{ path: "ingress.dns.existing.resourceGroup", found: shown(group), allowed: wrong }]),
    ...(own ? [{ path: "ingress.dns.existing.resourceGroup", found: shown(group), allowed: "another group than the stack's own, in which no such zone is declared; or no existing, and the zone is declared" }] : []),
  ];
}

function nameProblems({ certificate, hosts, dns, exposure }: Ingress): Problem[] {
  const wrong = nameProblem("vaultSecret", certificate);
  const outside = hosts.flatMap(({ host }, index): Problem[] => (host === dns.zone || host.endsWith(`.${dns.zone}`) ? [] : [{
    path: `ingress.hosts[${index}].host`, found: shown(host), allowed: `a name in the zone ${dns.zone}, or the zone's own: records elsewhere are not this stack's`, nearest: `${host.split(".")[0]}.${dns.zone}`,
  }]));
  const twice = hosts.flatMap(({ host }, index): Problem[] => (hosts.findIndex(other => other.host === host) === index ? [] : [{
    path: `ingress.hosts[${index}].host`, found: `${shown(host)} a second time`, allowed: "every host once, with all its paths",
  }]));
  const unseen: Problem[] = dns.kind === "private" && exposure.kind === "public" ? [{
    path: "ingress.dns.kind", found: `${shown("private")} with a public gateway`, allowed: "public: whom a public gateway is for does not ask a private zone", nearest: "public", source: "azure-docs, dns/private-dns-overview.md",
  }] : [];
  return [...(wrong === undefined ? [] : [{ path: "ingress.certificate", found: shown(certificate), allowed: wrong }]), ...outside, ...twice, ...unseen];
}

/** What stands in other sections; absent where that could not be read, and then not looked at. */
export interface IngressContext {
  readonly network?: Sections["network"] | undefined;
  readonly cluster?: Sections["cluster"] | undefined;
  readonly apps?: Sections["apps"] | undefined;
  /** Name of the stack's resource group. */
  readonly group?: string | undefined;
}

export function ingressProblems(ingress: Ingress, { network, cluster, apps, group }: IngressContext): readonly Problem[] {
  const sources = (ingress.allowedSources ?? []).flatMap((text, index) => range(`ingress.allowedSources[${index}]`, "another source", text));
  return [
    ...nameProblems(ingress), ...zoneProblems(ingress, group), ...overlapProblems(sources, "cloud-provider-azure: Azure refuses a rule whose prefixes overlap"),
    ...(cluster ? revisionProblems(ingress, cluster) : []), ...(network ? frontEndProblems(ingress, network) : []),
    ...(apps ? [...sharedAddressProblems(ingress, apps), ...backendProblems(apps), ...secretProblems(ingress, apps)] : []), ...(apps && network ? roomProblems(ingress, network, apps) : []),
  ];
}
