/** What becomes of Kubernetes' Ingress objects: which Service and port each backend means, whether a controller takes the class, and whether the secrets that they name will be there. */
import {
  ACTION_PORT, APP_ROUTING_CLASS, APPLICATION_GATEWAY_CLASSES, CERTIFICATE_ANNOTATIONS, CLASS_ANNOTATION, DEFAULT_CLASS_ANNOTATION, HTTP_ROUTING_CLASS,
} from "../../facts/ingress-classes";
import { INGRESS_GATEWAY_ADD_ON } from "../../facts/node-resource-group";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy } from "../model/once";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, listAt, numberAt, pathText, readAt, sameText, textAt, type Path } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { addOnAt } from "./add-ons";
import { clusterFinder } from "./clusters";
import { hiddenMaker } from "./hidden-objects";
import type { Match } from "./label-selector";
import { objectDoubt, sameCluster } from "./placement";
import { isAutomatic } from "./pools";
import { makerIn } from "./service-pods";
import { knownName, nameDoubt, namespaceOf, servicesIn, UNKNOWN_TYPE, type ServiceFacts } from "./services";
import { secretFinder } from "./tls-secrets";
import { broken, undecided, type Judgement } from "./verdict";
import { isCustom } from "./workloads";

/** One thing that does not hold of an Ingress, or cannot be told. */
export interface IngressTrouble extends Judgement {
  readonly resource: PlanResource;
  readonly path: string;
  /** What it is about. */
  readonly about: "backend" | "class" | "certificate";
}

function addOnIsOn(inputs: PlanObject, name: string): Match {
  if (isOpen(inputs, "addonProfiles")) return "open";
  const addOn = addOnAt(inputs, name);
  return isOpen(addOn, "enabled") ? "open" : flagAt(addOn, "enabled") === true ? "yes" : "no";
}

/** Whether application routing makes its own NGINX. A cluster of AKS Automatic has what its kind brings along. */
function hasRoutingNginx(inputs: PlanObject): Match {
  const profile = ["ingressProfile", "webAppRouting"] as const;
  if (isOpen(inputs, ...profile, "enabled") || isOpen(inputs, ...profile, "nginx", "defaultIngressControllerType") || isAutomatic(inputs) === "open") return "open";
  const silent = readAt(inputs, ...profile, "enabled").knowledge === "absent";
  if (silent && isAutomatic(inputs) === "yes") return "open";
  return flagAt(inputs, ...profile, "enabled") === true && !sameText(textAt(inputs, ...profile, "nginx", "defaultIngressControllerType"), "None") ? "yes" : "no";
}

/** Whether the cluster serves a class of AKS's own, and what would; undefined for other classes. */
function ofAks(name: string, inputs: PlanObject): { readonly served: Match; readonly by: string } | undefined {
  if (APPLICATION_GATEWAY_CLASSES.includes(name)) return { served: addOnIsOn(inputs, INGRESS_GATEWAY_ADD_ON), by: `add-on ${INGRESS_GATEWAY_ADD_ON} is not enabled` };
  if (name === APP_ROUTING_CLASS) return { served: hasRoutingNginx(inputs), by: "application routing (ingressProfile.webAppRouting) does with its NGINX, which the cluster does not enable" };
  return name === HTTP_ROUTING_CLASS ? { served: addOnIsOn(inputs, "httpApplicationRouting"), by: "HTTP application routing did, which is retired" } : undefined;
}

const portText = ({ name, port }: ServiceFacts["ports"][number]): string => (name === undefined ? String(port ?? "") : `${name} (${port ?? ""})`);

class Ingresses {
  readonly #services: ReadonlyMap<string, readonly ServiceFacts[]>;
  readonly #hidden: string | undefined;
  readonly #custom: readonly PlanResource[];
  readonly #secretOf: ReturnType<typeof secretFinder>;
  readonly #namespaces: ReadonlyMap<string, readonly PlanResource[]>;
  readonly #clusterOf: (resource: PlanResource) => ClusterSummary | undefined;

  constructor(readonly graph: ResourceGraph, clusters: readonly ClusterSummary[]) {
    this.#services = groupedBy(servicesIn(graph), ({ resource }) => knownName(resource));
    this.#hidden = hiddenMaker(graph);
    this.#custom = graph.where(isCustom);
    this.#secretOf = secretFinder(graph);
    this.#namespaces = groupedBy(graph.where(KINDS.namespace).filter(each => each.op !== "read"), knownName);
    this.#clusterOf = clusterFinder(graph, clusters);
  }

  troublesOf(resource: PlanResource): readonly IngressTrouble[] {
    const seen = new Set<string>();
    const all = [...this.#backends(resource), ...this.#classOf(resource), ...this.#certificates(resource)];
    // One Service that is missing may be that of many paths.
    return all.flatMap(([about, path, judgement]) => {
      if (judgement === undefined || seen.has(judgement.says)) return [];
      seen.add(judgement.says);
      return [{ ...judgement, resource, about, path: pathText(["inputs", ...path]) }];
    });
  }

  /** Who may make an object of the Ingress's namespace that the plan does not show, as the subject of "… is not known". */
  #maker(resource: PlanResource, namespace: string): string | undefined {
    return this.#hidden === undefined ? makerIn({ resource, namespace }, this.#custom) : `${this.#hidden} makes`;
  }

  #makesNamespace(resource: PlanResource, namespace: string): boolean {
    return this.#namespaces.get(namespace)?.some(each => sameCluster(each, resource) === "yes") === true;
  }

  #backends(resource: PlanResource): readonly (readonly [IngressTrouble["about"], Path, Judgement | undefined])[] {
    const { inputs, type } = resource;
    const stable = type.endsWith("/v1:Ingress");
    const rules: Path = ["spec", "rules"];
    if (isOpen(inputs, ...rules)) return [["backend", rules, undecided("which Services it sends to is not known")]];
    const fallback: Path = ["spec", stable ? "defaultBackend" : "backend"];
    const routed = listAt(inputs, ...rules).flatMap((rule, index): readonly Path[] => {
      const paths: Path = [...rules, index, "http", "paths"];
      return isOpen(rule, "http", "paths") ? [paths] : listAt(rule, "http", "paths").map((_, at) => [...paths, at, "backend"]);
    });
    const given = readAt(inputs, ...fallback).knowledge === "absent" ? routed : [fallback, ...routed];
    return given.map(path => ["backend", path, this.#backend(resource, readAt(inputs, ...path).value, isOpen(inputs, ...path), stable)]);
  }

  #backend(resource: PlanResource, backend: PlanValue | undefined, open: boolean, stable: boolean): Judgement | undefined {
    const [nameAt, portsAt]: readonly [Path, readonly Path[]] = stable ? [["service", "name"], [["service", "port", "number"], ["service", "port", "name"]]] : [["serviceName"], [["servicePort"]]];
    const name = textAt(backend, ...nameAt);
    if (open || isOpen(backend, ...nameAt)) return undecided("which Service it sends to is not known");
    if (readAt(backend, "resource").knowledge !== "absent") return undecided(`what a controller makes of ${textAt(backend, "resource", "kind") ?? "the resource"} ${textAt(backend, "resource", "name") ?? ""} as a backend is not known`);
    if (name === undefined) return broken("a backend names neither a Service nor a resource: Kubernetes refuses the Ingress");
    const namespace = namespaceOf(resource);
    if (namespace === undefined) return undecided(`the namespace of the Ingress is not known, and with it which Service ${name} is meant`);
    const [port] = portsAt.flatMap(path => numberAt(backend, ...path) ?? textAt(backend, ...path) ?? []);
    const service = this.#services.get(name)?.find(each => each.namespace === namespace && sameCluster(each.resource, resource) === "yes");
    if (port === ACTION_PORT) return undecided(`port ${ACTION_PORT} is a word of another cloud's controller: what ${name} stands for is not known`);
    if (!service) return this.#nobody(resource, namespace, name);
    if (service.type === "ExternalName") return undefined;
    if (portsAt.some(path => isOpen(backend, ...path))) return undecided(`which port of Service ${name} it sends to is not known`);
    if (port === undefined) return broken(`a backend names no port of Service ${name}: Kubernetes refuses the Ingress`);
    return this.#portOf(service, port, stable);
  }

  #portOf({ name, type, ports, portsOpen, resource: { inputs } }: ServiceFacts, port: number | string, stable: boolean): Judgement | undefined {
    const asNumber = typeof port === "string" && !stable && /^\d+$/.test(port) ? Number(port) : port;
    if (ports.some(each => each.port === asNumber || each.name === port)) return undefined;
    const namesOpen = typeof asNumber === "string" && listAt(inputs, "spec", "ports").some(each => isOpen(each, "name"));
    if (portsOpen || namesOpen || ports.some(each => each.port === undefined)) return undecided(`the ports of Service ${name} are not known`);
    if (type === UNKNOWN_TYPE) return undecided(`whether Service ${name} stands for a name outside the cluster, which needs no port, is not known`);
    return broken(`Service ${name} has no port ${typeof port === "number" ? port : `named "${port}"`}${ports.length === 0 ? "" : `: it has ${ports.map(portText).join(", ")}`}`);
  }

  #nobody(resource: PlanResource, namespace: string, name: string): Judgement {
    const missing = `no Service ${name} of namespace ${namespace} is in this plan`;
    const services = this.graph.where(KINDS.service);
    const [doubt] = services.flatMap(each => objectDoubt(each, resource, namespace, name) ?? []);
    if (doubt !== undefined) return undecided(`${missing}; ${doubt}`);
    const patched = this.graph.where(KINDS.servicePatch).some(each => knownName(each) === name && namespaceOf(each) === namespace && sameCluster(each, resource) !== "no");
    const maker = this.#maker(resource, namespace);
    if (patched || maker !== undefined) return undecided(`${missing}; what ${patched ? "the patch of it is for" : maker ?? ""} is not known`);
    const cluster = this.graph.byUrn(this.#clusterOf(resource)?.resource);
    if ((cluster === undefined || cluster.op === "read") && !this.#makesNamespace(resource, namespace)) return undecided(`${missing}, which makes neither the cluster nor the namespace`);
    return broken(`there is no Service ${name} in namespace ${namespace}`);
  }

  #classOf(resource: PlanResource): readonly (readonly ["class", Path, Judgement | undefined])[] {
    const { inputs } = resource;
    const [field, annotation]: readonly [Path, Path] = [["spec", "ingressClassName"], ["metadata", "annotations", CLASS_ANNOTATION]];
    const path = readAt(inputs, ...field).knowledge === "absent" && readAt(inputs, ...annotation).knowledge !== "absent" ? annotation : field;
    return [["class", path, isOpen(inputs, ...path) ? undecided("which class it asks for is not known") : this.#classJudgement(resource, textAt(inputs, ...path))]];
  }

  #classJudgement(resource: PlanResource, name: string | undefined): Judgement | undefined {
    const classes = this.graph.where(KINDS.ingressClass).filter(each => sameCluster(each, resource) !== "no");
    if (name === undefined) {
      const byDefault = classes.some(({ inputs }) => textAt(inputs, "metadata", "annotations", DEFAULT_CLASS_ANNOTATION) === "true");
      return byDefault ? undefined : undecided("it asks for no class: whether a controller takes it is not known");
    }
    const controllers = this.graph.where(KINDS.nginxIngressController).filter(each => sameCluster(each, resource) !== "no");
    // The annotation may name the controller itself.
    if (classes.some(each => knownName(each) === name || textAt(each.inputs, "spec", "controller") === name) || controllers.some(({ inputs }) => textAt(inputs, "spec", "ingressClassName") === name)) return undefined;
    const cluster = this.graph.byUrn(this.#clusterOf(resource)?.resource);
    const aks = cluster && cluster.op !== "read" ? ofAks(name, cluster.inputs) : undefined;
    if (aks?.served === "yes") return undefined;
    const [doubt] = classes.flatMap(each => nameDoubt(each, namespaceOf(each) ?? "", name) ?? []);
    const hidden = doubt !== undefined ? `; ${doubt}` : this.#hidden === undefined ? "" : `; what ${this.#hidden} makes is not known`;
    if (aks?.served !== "no" || hidden !== "" || controllers.some(({ inputs }) => isOpen(inputs, "spec", "ingressClassName"))) return undecided(`which controller takes class ${name} this plan does not show${hidden}`);
    // Its controller has a chart of its own too, which need not be of this program.
    if (APPLICATION_GATEWAY_CLASSES.includes(name)) return undecided(`whether somebody runs a controller for class ${name} is not known: ${aks.by}`);
    return broken(`no controller takes class ${name}: ${aks.by}`);
  }

  #certificates(resource: PlanResource): readonly (readonly ["certificate", Path, Judgement | undefined])[] {
    const { inputs } = resource;
    if (CERTIFICATE_ANNOTATIONS.some(key => readAt(inputs, "metadata", "annotations", key).knowledge !== "absent")) return [];
    if (isOpen(inputs, "spec", "tls")) return [["certificate", ["spec", "tls"], undecided("which secrets hold its certificates is not known")]];
    return listAt(inputs, "spec", "tls").map((entry, index) => {
      const name = textAt(entry, "secretName");
      const judgement = isOpen(entry, "secretName") ? undecided("which secret holds its certificate is not known") : name === undefined ? undefined : this.#secret(resource, name);
      return ["certificate", ["spec", "tls", index, "secretName"], judgement] as const;
    });
  }

  #secret(resource: PlanResource, name: string): Judgement | undefined {
    const namespace = namespaceOf(resource);
    if (namespace === undefined) return undecided(`the namespace of the Ingress is not known, and with it which secret ${name} is meant`);
    const found = this.#secretOf(resource, namespace, name);
    if (found === "made") return undefined;
    const missing = `no secret ${name} of namespace ${namespace} is in this plan`;
    const maker = this.#maker(resource, namespace);
    if (found !== undefined || maker !== undefined) return undecided(`${missing}; ${found?.doubt ?? `what ${maker ?? ""} is not known`}`);
    // Where the namespace stands already, somebody may have put it there by hand.
    return this.#makesNamespace(resource, namespace) ? broken(`there is no secret ${name} in namespace ${namespace}, which this plan makes: its hosts have no certificate`) : undecided(missing);
  }
}

export const ingressTroubles = (graph: ResourceGraph, clusters: readonly ClusterSummary[]): readonly IngressTrouble[] => {
  const ingresses = new Ingresses(graph, clusters);
  return graph.where(KINDS.ingress).flatMap(resource => ingresses.troublesOf(resource));
};
