/** What the pods of a plan need in Azure: images of registries, secrets of vaults, records of zones, and the trust by which their service accounts act as identities. */
import { DNS_PROVIDERS } from "../../facts/external-dns";
import { WORKLOAD_IDENTITY, type RoleNeedKind } from "../../facts/role-needs";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { flagAt, isOpen, readAt, textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import type { RoleIdentity } from "../model/role-results";
import type { ArmPlace, ArmPlaces } from "./arm-places";
import { hasIdentity, kubeletOf } from "./identities";
import { objectFinder, podSpecsIn, type PodSpec } from "./pod-specs";
import type { Wanted } from "./role-judge";
import { objectName } from "./services";
import { vaultObjects, type VaultObject } from "./vault-files";

export interface PodNeedsInput {
  readonly graph: ResourceGraph;
  readonly places: ArmPlaces;
  readonly clusters: readonly ClusterSummary[];
  readonly clusterOfObject: (resource: PlanResource) => ClusterSummary | undefined;
}

/** A service account that acts as an identity, before it is known who trusts it. */
export interface WantedTrust {
  readonly cluster?: string;
  readonly identity: RoleIdentity;
  /** Absent where it is not known, as is the account. */
  readonly namespace?: string;
  readonly account?: string;
  readonly users: readonly string[];
  /** True where the pods have their token from the webhook of workload identity; a CSI driver asks for it itself. */
  readonly webhook: boolean;
}

export interface PodNeeds { readonly needs: readonly Wanted[]; readonly trusts: readonly WantedTrust[] }

const REGISTRY_HOST = /^([a-z0-9]+(?:-[a-z0-9]+)?)\.azurecr\.(?:io|cn|us)$/;
const VAULT_NEEDS: Readonly<Record<VaultObject["type"], RoleNeedKind>> = { secret: "vault-secret", cert: "vault-certificate", key: "vault-key" };
const VAULT_PARTS: Readonly<Record<VaultObject["type"], string>> = { secret: "secrets", cert: "certificates", key: "keys" };

const UNKNOWN_VAULT = "a vault that is not known";
const UNKNOWN_IDENTITY: RoleIdentity = { of: "workload", kind: "undecided", name: "(identity not known)" };

const gathered = <T>(): { readonly all: Map<string, T>; readonly at: (key: string, make: () => T) => T } => {
  const all = new Map<string, T>();
  return { all, at: (key, make) => { const known = all.get(key) ?? make(); all.set(key, known); return known; } };
};

/** Identities that an object's property comes from. */
const identitiesOf = (resource: PlanResource, property: string, graph: ResourceGraph): readonly PlanResource[] =>
  (resource.propertyDependencies[property] ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(each => KINDS.userAssignedIdentity(each.type));

function workloadIdentity(resource: PlanResource, property: string, clientId: string | undefined, { graph, places }: PodNeedsInput): RoleIdentity {
  const [only, ...others] = identitiesOf(resource, property, graph);
  return only && others.length === 0 ? { of: "workload", kind: "user-assigned", name: places.nameOf(only), resource: only.urn }
    : clientId === undefined ? UNKNOWN_IDENTITY : { of: "workload", kind: "undecided", name: `the identity with client id ${clientId}` };
}

/** A registry that an image comes from. */
interface Pulled { readonly name: string; readonly registry?: PlanResource }

/** Each registry that images come from, with the cluster whose nodes pull them. */
function imageNeeds(pods: readonly PodSpec[], accountOf: (pod: PodSpec) => PlanResource | undefined, input: PodNeedsInput): readonly Wanted[] {
  const { graph, places, clusterOfObject, clusters } = input;
  const declared = new Map(graph.where(KINDS.registry).flatMap(each => {
    const name = textAt(each.inputs, "registryName")?.toLowerCase();
    return name === undefined ? [] : [[name, each] as const];
  }));
  // An image whose name is not known comes from the registries that the pods' specification depends on.
  const unknownImages = ({ imagesOpen, resource }: PodSpec): readonly Pulled[] =>
    (imagesOpen ? (resource.propertyDependencies.spec ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.registry(type)).map(registry => ({ name: places.nameOf(registry), registry })) : []);
  const knownImages = ({ images }: PodSpec): readonly Pulled[] => images.flatMap(image => {
    const name = image.includes("/") ? REGISTRY_HOST.exec(image.split("/")[0]?.toLowerCase() ?? "")?.[1] : undefined;
    const registry = name === undefined ? undefined : declared.get(name);
    return name === undefined ? [] : [{ name, ...(registry && { registry }) }];
  });
  const pulls = gathered<Pulled & { readonly cluster: ClusterSummary; readonly users: Set<string> }>();
  for (const pod of pods) {
    const cluster = clusterOfObject(pod.resource);
    if (cluster === undefined || pod.pullsWithSecret || readAt(accountOf(pod)?.inputs, "imagePullSecrets").knowledge !== "absent") continue;
    for (const pulled of [...knownImages(pod), ...unknownImages(pod)]) {
      pulls.at(JSON.stringify([cluster.resource, pulled.registry?.urn ?? pulled.name]), () => ({ cluster, ...pulled, users: new Set() })).users.add(pod.resource.urn);
    }
  }
  const used = new Set([...pulls.all.values()].flatMap(({ registry }) => registry ?? []));
  // A registry that no image of the plan comes from may be there for this cluster or for something else.
  const [only, ...others] = clusters;
  const spare = only && others.length === 0 ? graph.where(KINDS.registry).filter(each => !used.has(each)).map(registry => ({ cluster: only, name: places.nameOf(registry), registry, users: new Set<string>(), spare: true })) : [];
  return [...[...pulls.all.values()].map(each => ({ ...each, spare: false })), ...spare].flatMap(({ cluster, name, registry, users, spare: unused }): Wanted[] => {
    const resource = graph.byUrn(cluster.resource);
    if (resource === undefined || !hasIdentity(resource) || flagAt(registry?.inputs, "anonymousPullEnabled") === true) return [];
    const abac = /abac/i.test(textAt(registry?.inputs, "roleAssignmentMode") ?? "");
    return [{
      need: abac ? "repository-read" : "image-pull", cluster: cluster.resource, identity: kubeletOf(resource, places), places: [registry ? places.of(registry) : places.elsewhere(name)],
      because: unused ? "nodes may pull images" : "nodes pull images", users: [...users], ...(unused && { doubt: "no image of the plan is known to come from it" }),
    }];
  });
}

/** The vault of a SecretProviderClass: by the name that it gives, or the only one that it depends on. */
function vaultOf(secretClass: PlanResource, byName: ReadonlyMap<string, PlanResource>, graph: ResourceGraph): { readonly name: string; readonly vault?: PlanResource } {
  const name = textAt(secretClass.inputs, "spec", "parameters", "keyvaultName");
  const [only, ...others] = (secretClass.propertyDependencies.spec ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(each => KINDS.vault(each.type));
  const vault = byName.get(name?.toLowerCase() ?? "") ?? (name === undefined && others.length === 0 ? only : undefined);
  return { name: name ?? UNKNOWN_VAULT, ...(vault && { vault }) };
}

/** Whom the driver fetches as: the client id's identity, else the service account's; or one of the nodes' identities. */
function fetcher(secretClass: PlanResource, account: PlanResource | undefined, cluster: ClusterSummary | undefined, input: PodNeedsInput): { readonly identity: RoleIdentity; readonly federated: boolean } {
  const { inputs } = secretClass;
  const parameter = (name: string) => readAt(inputs, "spec", "parameters", name);
  if (textAt(inputs, "spec", "parameters", "useVMManagedIdentity")?.toLowerCase() === "true") {
    const own = workloadIdentity(secretClass, "spec", textAt(inputs, "spec", "parameters", "userAssignedIdentityID"), input);
    const made = cluster !== undefined && own.resource === undefined && (secretClass.propertyDependencies.spec ?? []).includes(cluster.resource);
    return { identity: made ? { of: "add-on", kind: "made-by-aks", name: "the add-on's identity", resource: cluster.resource } : own, federated: false };
  }
  if (parameter("clientID").knowledge !== "absent") return { identity: workloadIdentity(secretClass, "spec", textAt(inputs, "spec", "parameters", "clientID"), input), federated: true };
  const clientId = account && textAt(account.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation);
  return { identity: account ? workloadIdentity(account, "metadata", clientId, input) : UNKNOWN_IDENTITY, federated: true };
}

interface Fetch { readonly identity: RoleIdentity; readonly cluster?: string; readonly secretClass: PlanResource; readonly users: Set<string> }

function vaultNeeds({ identity, cluster, secretClass, users }: Fetch, byName: ReadonlyMap<string, PlanResource>, { graph, places }: PodNeedsInput): readonly Wanted[] {
  const { name, vault } = vaultOf(secretClass, byName, graph);
  const objects = vaultObjects(secretClass);
  const title = objectName(secretClass);
  const shared = { ...(cluster !== undefined && { cluster }), identity, users: [...users] };
  const placeOf = (part?: string): ArmPlace => (vault ? places.of(vault, part) : places.elsewhere(name));
  if (objects === undefined || objects.length === 0) return objects === undefined ? [{ ...shared, need: "vault-secret", places: [placeOf()], because: `SecretProviderClass ${title}`, doubt: "what it fetches is not known" }] : [];
  const types = [...new Set(objects.map(({ type }) => type))];
  return types.map(type => ({
    ...shared, need: VAULT_NEEDS[type], places: objects.filter(object => object.type === type).map(object => placeOf(`${VAULT_PARTS[type]}/${object.name}`)), because: `SecretProviderClass ${title}`,
  }));
}

/** external-dns, by its image and its arguments: it writes the zones that it is restricted to, and lists those of their group. */
function recordNeeds(pod: PodSpec, identity: RoleIdentity, cluster: string | undefined, { graph, places }: PodNeedsInput): readonly Wanted[] {
  if (!pod.images.some(image => /(?:^|\/)external-dns(?:[:@]|$)/.test(image))) return [];
  const given = (flag: string): readonly string[] => pod.words.flatMap((word, index) => (word.startsWith(`--${flag}=`) ? [word.slice(flag.length + 3)] : word === `--${flag}` ? [pod.words[index + 1] ?? ""] : []));
  const provider = given("provider")[0];
  const isPrivate = provider === DNS_PROVIDERS.private;
  if (!isPrivate && provider !== DNS_PROVIDERS.public) return [];
  const zones = graph.where(isPrivate ? KINDS.privateZone : KINDS.publicZone);
  const shared = { ...(cluster !== undefined && { cluster }), identity, users: [pod.resource.urn] };
  return given("domain-filter").flatMap(domain => {
    const zone = zones.find(each => places.nameOf(each).toLowerCase() === domain.toLowerCase());
    const place = zone ? places.of(zone) : places.elsewhere(domain);
    const group = [...place.within].flatMap(urn => graph.byUrn(urn) ?? []).find(each => KINDS.resourceGroup(each.type));
    return [
      { ...shared, need: isPrivate ? "private-dns-records" : "dns-records", places: [place], because: "external-dns writes records" } as const,
      ...(group ? [{ ...shared, need: "dns-group", places: [{ ...places.of(group), group: place.group }], because: "external-dns looks for zones" } as const] : []),
    ];
  });
}

export function podNeeds(input: PodNeedsInput): PodNeeds {
  const { graph, places, clusterOfObject } = input;
  const pods = podSpecsIn(graph);
  const findAccount = objectFinder(graph.where(KINDS.serviceAccount));
  const findClass = objectFinder(graph.where(KINDS.secretProviderClass));
  const accountOf = (pod: PodSpec): PlanResource | undefined => (pod.account === undefined ? undefined : findAccount(pod.resource, pod.namespace, pod.account));
  const byName = new Map(graph.where(KINDS.vault).flatMap(each => {
    const name = textAt(each.inputs, "vaultName")?.toLowerCase();
    return name === undefined ? [] : [[name, each] as const];
  }));
  const fetches = gathered<Fetch>();
  const trusts = gathered<WantedTrust & { readonly users: string[]; webhook: boolean }>();
  const records: Wanted[] = [];
  const lost: Wanted[] = [];
  const NOT_KNOWN = { need: "vault-secret", identity: UNKNOWN_IDENTITY, places: [places.elsewhere(UNKNOWN_VAULT)], because: "pods mount secrets" } as const;
  const trust = (pod: PodSpec, identity: RoleIdentity, cluster: string | undefined, webhook: boolean): void => {
    const { namespace, account } = pod;
    const key = JSON.stringify([identity.resource ?? identity.name, cluster, namespace, account]);
    const wanted = trusts.at(key, () => ({ ...(cluster !== undefined && { cluster }), identity, ...(namespace !== undefined && { namespace }), ...(account !== undefined && { account }), users: [], webhook: false }));
    wanted.webhook ||= webhook;
    if (!wanted.users.includes(pod.resource.urn)) wanted.users.push(pod.resource.urn);
  };
  for (const pod of pods) {
    const cluster = clusterOfObject(pod.resource);
    const account = accountOf(pod);
    const annotated = account !== undefined && (textAt(account.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation) !== undefined || isOpen(account.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation));
    for (const name of pod.secretClasses) {
      const secretClass = findClass(pod.resource, pod.namespace, name);
      if (secretClass === undefined || textAt(secretClass.inputs, "spec", "provider") !== "azure") continue;
      const { identity, federated } = fetcher(secretClass, account, cluster, input);
      fetches.at(JSON.stringify([secretClass.urn, identity.resource ?? identity.name]), () => ({ identity, ...(cluster && { cluster: cluster.resource }), secretClass, users: new Set() })).users.add(pod.resource.urn);
      if (federated) trust(pod, identity, cluster?.resource, false);
    }
    if (pod.secretClassesOpen) lost.push({ ...(cluster && { cluster: cluster.resource }), users: [pod.resource.urn], ...NOT_KNOWN, doubt: `which SecretProviderClass ${objectName(pod.resource)} mounts is not known` });
    // What asks for a token by the label has an account that acts as some identity.
    if (pod.account === undefined && pod.labels.get(WORKLOAD_IDENTITY.label) === "true") trust(pod, UNKNOWN_IDENTITY, cluster?.resource, true);
    if (!annotated) continue;
    const identity = workloadIdentity(account, "metadata", textAt(account.inputs, "metadata", "annotations", WORKLOAD_IDENTITY.annotation), input);
    trust(pod, identity, cluster?.resource, true);
    records.push(...recordNeeds(pod, identity, cluster?.resource, input));
  }
  return { needs: [...imageNeeds(pods, accountOf, input), ...[...fetches.all.values()].flatMap(each => vaultNeeds(each, byName, input)), ...lost, ...records], trusts: [...trusts.all.values()] };
}
