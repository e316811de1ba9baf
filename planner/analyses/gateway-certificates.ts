/** Where the certificates of an ingress gateway come from: a secret of its namespace, declared, or synced by a SecretProviderClass that a pod mounts. */
import { GATEWAY_NAMESPACE, TLS_SECRET_TYPE } from "../../facts/istio-gateway";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, holdsOpen, isOpen, listAt, readAt, textAt } from "../model/read";
import { hiddenMaker } from "./hidden-objects";
import { clusterDoubt, sameCluster } from "./placement";
import { knownName, nameDoubt, namespaceOf, objectName } from "./services";
import { mountedFiles } from "./vault-files";
import { broken, proven, undecided, type Judgement } from "./verdict";

const SECRETS_STORE = "secrets-store.csi.k8s.io";
const TLS_KEYS: readonly string[] = ["tls.crt", "tls.key"];
/** Certificate and key as Istio looks for them, whatever the secret's type, and passes over what is empty (istio/istio, pilot/pkg/credentials/kube/secrets.go, as of 2026-08-21). */
const ISTIO_KEYS: readonly (readonly string[])[] = [["cert", "key"], TLS_KEYS];

interface Mount { readonly className: string; readonly pod: PlanResource }
interface SyncedSecret { readonly providerClass: PlanResource; readonly secret: PlanValue }

const podSpecOf = ({ type, inputs }: PlanResource): PlanValue | undefined => readAt(inputs, "spec", ...(KINDS.pod(type) ? [] : ["template", "spec"])).value;

/** Names of the classes that a pod mounts in some container; what no container mounts, the kubelet does not either. */
function mountedClasses(podSpec: PlanValue | undefined): readonly string[] {
  const containers = [...listAt(podSpec, "containers"), ...listAt(podSpec, "initContainers")];
  const mounted = new Set(containers.flatMap(container => listAt(container, "volumeMounts").flatMap(mount => textAt(mount, "name") ?? [])));
  return listAt(podSpec, "volumes").flatMap(volume =>
    textAt(volume, "csi", "driver") === SECRETS_STORE && mounted.has(textAt(volume, "name") ?? "") ? textAt(volume, "csi", "volumeAttributes", "secretProviderClass") ?? [] : []);
}

/** Whether the pods may mount a class that is not known: some volume, or what mounts which, is not. */
function mountsOpen(podSpec: PlanValue | undefined): boolean {
  const containers = ["containers", "initContainers"].flatMap(kind => [readAt(podSpec, kind), ...listAt(podSpec, kind).map(each => readAt(each, "volumeMounts"))]);
  if (isOpen(podSpec, "volumes") || containers.some(({ knowledge }) => knowledge === "unknown")) return true;
  const mounts = ["containers", "initContainers"].flatMap(kind => listAt(podSpec, kind).flatMap(each => listAt(each, "volumeMounts")));
  return mounts.some(mount => isOpen(mount) || isOpen(mount, "name")) || listAt(podSpec, "volumes").some(volume => isOpen(volume) || isOpen(volume, "name") || holdsOpen(volume, "csi"));
}

const mountsClass = (resource: PlanResource): boolean => (KINDS.pod(resource.type) || KINDS.workload(resource.type)) && mountedClasses(podSpecOf(resource)).length > 0;

const nameKey = (provider: string | undefined, name: string): string => JSON.stringify([provider ?? "", name]);

function add<T>(to: Map<string, T[]>, key: string, value: T): void {
  const some = to.get(key);
  if (some) some.push(value);
  else to.set(key, [value]);
}

/** What a declared secret holds, seen as a gateway's certificate. */
function declared({ inputs }: PlanResource, name: string): Judgement {
  const parts = ["data", "stringData"] as const;
  const keys = parts.flatMap(part => entriesAt(inputs, part).flatMap(([key, value]) => (value === null || value === undefined || value === "" ? [] : [key])));
  if (ISTIO_KEYS.some(pair => pair.every(key => keys.includes(key)))) return proven(`with the certificate of secret ${name}`);
  if (parts.some(part => isOpen(inputs, part))) return undecided(`what secret ${name} holds is not known`);
  return broken(`secret ${name} holds ${keys.length === 0 ? "nothing" : keys.join(", ")}: Istio looks for tls.crt and tls.key, or cert and key`);
}

/** What keeps the driver from making a secret of the files that it mounts; undefined where each is there (secrets-store-csi-driver, "Sync as Kubernetes Secret"). */
function withoutFiles(providerClass: PlanResource, data: readonly PlanValue[], name: string): Judgement | undefined {
  const className = objectName(providerClass);
  const files = mountedFiles(providerClass);
  if (files === undefined) return undecided(`what ${className} fetches cannot be read, and with it whether secret ${name} is made`);
  const missing = [...new Set(data.flatMap(entry => (isOpen(entry) || isOpen(entry, "objectName") ? [] : [textAt(entry, "objectName") ?? "object without a name"])))].filter(file => !files.includes(file));
  if (missing.length > 0) return broken(`the CSI driver mounts no ${missing.join(" and no ")} for ${className}, so it makes no secret ${name}: it mounts ${files.length === 0 ? "nothing" : files.join(", ")}`);
  return data.some(entry => isOpen(entry) || isOpen(entry, "objectName")) ? undecided(`of what ${className} makes secret ${name} is not known`) : undefined;
}

export class Certificates {
  readonly #secrets = new Map<string, PlanResource>();
  /** Secrets whose name is not known. */
  readonly #unnamed: PlanResource[] = [];
  readonly #synced = new Map<string, SyncedSecret[]>();
  /** Others in the namespace that name a secret which they make: `spec.secretName`, `spec.target.name`. */
  readonly #makers = new Map<string, string>();
  readonly #mounts = new Map<string, Mount[]>();
  /** Secrets, classes that make them, and pods that mount classes, by the name that is looked for, whatever the cluster. */
  readonly #anywhere = new Map<string, PlanResource[]>();
  /** Providers in whose cluster something is there that is not known well enough. */
  readonly #doubts = new Map<string, string>();

  constructor(graph: ResourceGraph) {
    for (const resource of graph.resources) {
      if (!resource.custom || !resource.type.startsWith("kubernetes:")) continue;
      const namespace = namespaceOf(resource);
      if (namespace === GATEWAY_NAMESPACE) this.#take(resource);
      else if (namespace === undefined && (KINDS.secretProviderClass(resource.type) || KINDS.secret(resource.type) || mountsClass(resource))) this.#doubt(resource, `the namespace of ${objectName(resource)} is not known`);
    }
    const hidden = hiddenMaker(graph);
    if (hidden !== undefined) this.#doubts.set("", `what ${hidden} makes is not known`);
  }

  #doubt({ provider }: PlanResource, reason: string): void {
    this.#doubts.set(provider ?? "", reason);
  }

  #take(resource: PlanResource): void {
    const { type, inputs, provider } = resource;
    if (KINDS.secret(type)) this.#takeSecret(resource);
    else if (KINDS.secretProviderClass(type)) this.#takeClass(resource);
    else if (KINDS.pod(type) || KINDS.workload(type) || partsOf(type).name === "Job") this.#takePods(resource);
    else {
      const made = textAt(inputs, "spec", "secretName") ?? textAt(inputs, "spec", "target", "name");
      if (made !== undefined) this.#makers.set(nameKey(provider, made), `${partsOf(type).name} ${objectName(resource)}`);
    }
  }

  #takeSecret(resource: PlanResource): void {
    const name = knownName(resource);
    if (name === undefined) this.#unnamed.push(resource);
    else {
      this.#secrets.set(nameKey(resource.provider, name), resource);
      add(this.#anywhere, name, resource);
    }
  }

  #takeClass(resource: PlanResource): void {
    const { inputs, provider } = resource;
    const secrets = listAt(inputs, "spec", "secretObjects");
    if (isOpen(inputs, "spec", "secretObjects") || secrets.some(secret => isOpen(secret) || isOpen(secret, "secretName"))) this.#doubt(resource, `which secrets ${objectName(resource)} makes is not known`);
    for (const secret of secrets) {
      const name = textAt(secret, "secretName");
      if (name === undefined) continue;
      add(this.#synced, nameKey(provider, name), { providerClass: resource, secret });
      add(this.#anywhere, name, resource);
    }
  }

  #takePods(resource: PlanResource): void {
    if (countAt(resource.inputs, "spec", "replicas") === 0) return;
    const podSpec = podSpecOf(resource);
    for (const className of mountedClasses(podSpec)) {
      add(this.#mounts, nameKey(resource.provider, className), { className, pod: resource });
      add(this.#anywhere, className, resource);
    }
    if (isOpen(resource.inputs, "spec") || isOpen(resource.inputs, "spec", "template") || isOpen(resource.inputs, "spec", "template", "spec") || mountsOpen(podSpec)) this.#doubt(resource, `what ${objectName(resource)} mounts is not known`);
  }

  #doubtOf(provider: string | undefined): string | undefined {
    return this.#doubts.get(provider ?? "") ?? [...this.#doubts].find(([other]) => sameCluster({ provider: other }, { provider }) !== "no")?.[1];
  }

  #elsewhere(provider: string | undefined, name: string): string | undefined {
    const found = this.#anywhere.get(name)?.find(each => sameCluster(each, { provider }) === "open");
    return found && clusterDoubt(found);
  }

  /** Whether the secret will be there for the gateway, and from where. */
  of({ provider }: PlanResource, name: string): Judgement {
    const key = nameKey(provider, name);
    const secret = this.#secrets.get(key);
    if (secret) return declared(secret, name);
    const synced = this.#synced.get(key)?.[0];
    if (synced) return this.#syncedBy(synced, name, provider);
    const maker = this.#makers.get(key);
    if (maker !== undefined) return undecided(`secret ${name} is for ${maker} to make`);
    const [unnamed] = this.#unnamed.flatMap(each => (sameCluster(each, { provider }) === "no" ? [] : nameDoubt(each, GATEWAY_NAMESPACE, name) ?? []));
    const doubt = unnamed ?? this.#elsewhere(provider, name) ?? this.#doubtOf(provider);
    if (doubt !== undefined) return undecided(`no secret ${name} in ${GATEWAY_NAMESPACE} is known; ${doubt}`);
    return broken(`no secret ${name} in namespace ${GATEWAY_NAMESPACE}: nothing declares it there, and no SecretProviderClass there makes it`);
  }

  #syncedBy({ providerClass, secret }: SyncedSecret, name: string, provider: string | undefined): Judgement {
    const className = objectName(providerClass);
    const data = listAt(secret, "data");
    const keys = data.flatMap(entry => textAt(entry, "key") ?? []);
    const missing = TLS_KEYS.filter(key => !keys.includes(key));
    if (missing.length > 0) {
      const unclear = isOpen(secret, "data") || data.some(entry => isOpen(entry) || isOpen(entry, "key"));
      return unclear ? undecided(`what ${className} puts into secret ${name} is not known`) : broken(`${className} makes secret ${name} without ${missing.join(" and ")}`);
    }
    const lack = withoutFiles(providerClass, data, name);
    if (lack) return lack;
    const known = knownName(providerClass);
    const [mount] = known === undefined ? [] : this.#mounts.get(nameKey(provider, known)) ?? [];
    if (!mount) {
      const [unnamed] = [...this.#mounts.values()].flat().flatMap(each => (sameCluster(each.pod, { provider }) === "no" ? [] : nameDoubt(providerClass, GATEWAY_NAMESPACE, each.className) ?? []));
      const doubt = unnamed ?? (known === undefined ? undefined : this.#elsewhere(provider, known)) ?? this.#doubtOf(provider);
      if (doubt !== undefined) return undecided(`whether a pod mounts ${className} is not known: ${doubt}`);
      return broken(`no pod in ${GATEWAY_NAMESPACE} mounts ${className}: secret ${name} is made when one does, and not before`);
    }
    const type = textAt(secret, "type");
    const from = `with the certificate of secret ${name}, from the vault by SecretProviderClass ${className}, which ${objectName(mount.pod)} mounts`;
    if (type === TLS_SECRET_TYPE) return proven(from);
    if (type === undefined && !isOpen(secret, "type")) return broken(`${className} names no type for secret ${name}: the driver makes none`);
    return undecided(`${from}; whether a secret of type ${type ?? "(not known)"} holds certificate and key apart cannot be told`);
  }
}
