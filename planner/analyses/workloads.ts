/** What runs pods (Deployments and their like, bare Pods, Jobs, custom resources with a pod template): labels, containers, ports and the configuration that they mount. */
import { IMAGE_PORT_ANNOTATION } from "../../facts/annotations";
import { mayMakePods } from "../../facts/pod-makers";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import { once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, flagAt, holdsOpen, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../model/read";
import { objectFinder, templateOf } from "./pod-specs";
import { namespaceOf, objectName } from "./services";

interface ContainerPort { readonly name?: string; readonly port: number; readonly protocol: string }

/** A ConfigMap whose files all stand in a folder of the container. */
interface MountedConfigMap { readonly name: string; readonly folder: string }

export interface Container {
  readonly name: string;
  readonly image?: string;
  /** An init container that keeps running: `restartPolicy: Always`. */
  readonly sidecar: boolean;
  readonly ports: readonly ContainerPort[];
  /** True where some port of it, or whether it has one, is not known. */
  readonly portsOpen: boolean;
  /** The port that its readiness probe asks, where it says so by name; Kubernetes looks for it among the container's own. */
  readonly readinessPort?: string;
  /** ConfigMaps that it mounts, by name. */
  readonly configMaps: readonly MountedConfigMap[];
  /** Command and arguments, as far as they are known. */
  readonly command: readonly string[];
  /** Environment variables with fixed values. */
  readonly environment: ReadonlyMap<string, string>;
}

export interface Workload {
  readonly resource: PlanResource;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** Pods; absent where it is not known or follows the nodes. */
  readonly replicas?: number;
  readonly labels: ReadonlyMap<string, string>;
  /** True where some label of the pods is not known. */
  readonly labelsOpen: boolean;
  /** Containers and sidecars; init containers that end before the others start are left out. */
  readonly containers: readonly Container[];
  /** True where it may have containers or sidecars that are not among them. */
  readonly containersOpen: boolean;
  /** True where the pods use their nodes' network, or may. */
  readonly onNodeNetwork: boolean;
  /** Ports that the image declares, where the pod template says so. */
  readonly imagePorts?: readonly number[];
  /** Why there may be no such pods; absent where there are for as long as the workload is there. */
  readonly podsDoubt?: string;
}

function readPort(port: PlanValue): readonly ContainerPort[] {
  const number = countAt(port, "containerPort");
  return number === undefined ? [] : [{ name: textAt(port, "name"), port: number, protocol: textAt(port, "protocol") ?? "TCP" }];
}

/** Whole ConfigMaps alone: one that is mounted in part (`subPath`, `items`) is not taken for what it holds. */
function mountedConfigMaps(container: PlanValue, podSpec: PlanValue | undefined): readonly MountedConfigMap[] {
  const whole = new Map(listAt(podSpec, "volumes").filter(volume => listAt(volume, "configMap", "items").length === 0)
    .map(volume => [textAt(volume, "name"), textAt(volume, "configMap", "name")]));
  return listAt(container, "volumeMounts").flatMap(mount => {
    const name = whole.get(textAt(mount, "name"));
    const folder = textAt(mount, "mountPath");
    return name === undefined || folder === undefined || textAt(mount, "subPath") !== undefined ? [] : [{ name, folder: folder.replace(/\/+$/, "") }];
  });
}

function readContainer(container: PlanValue, podSpec: PlanValue | undefined, sidecar: boolean): Container {
  const variables = listAt(container, "env").flatMap(variable => {
    const name = textAt(variable, "name");
    const value = textAt(variable, "value");
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    name: textAt(container, "name") ?? "(name not known)",
    image: textAt(container, "image"),
    sidecar,
    ports: listAt(container, "ports").flatMap(readPort),
    portsOpen: holdsOpen(container, "ports"),
    readinessPort: [readAt(container, "readinessProbe", "httpGet", "port"), readAt(container, "readinessProbe", "tcpSocket", "port")].map(({ value }) => textAt(value)).find(text => text !== undefined && !/^\d+$/.test(text)),
    configMaps: mountedConfigMaps(container, podSpec),
    command: [...textsAt(container, "command"), ...textsAt(container, "args")],
    environment: new Map(variables),
  };
}

function imagePorts(annotation: string | undefined): readonly number[] | undefined {
  const ports = annotation?.split(",").filter(text => !/\/udp$/i.test(text.trim())).map(text => Number(text.trim().split("/")[0])).filter(port => Number.isInteger(port) && port > 0);
  return ports && ports.length > 0 ? ports : undefined;
}

/** A DaemonSet's pods follow the nodes, and a Job's end; others have one where they say nothing (Kubernetes API, `spec.replicas`). */
function replicasOf(resource: PlanResource, kind: string): number | undefined {
  if (kind === "DaemonSet" || KINDS.job(resource.type)) return undefined;
  if (KINDS.pod(resource.type)) return 1;
  return readAt(resource.inputs, "spec", "replicas").knowledge === "absent" ? 1 : countAt(resource.inputs, "spec", "replicas");
}

function readWorkload(resource: PlanResource): Workload {
  const kind = partsOf(resource.type).name;
  const template = templateOf(resource);
  const podSpec = readAt(template, "spec").value;
  const all = [...listAt(podSpec, "containers"), ...listAt(podSpec, "initContainers")];
  const sidecars = listAt(podSpec, "initContainers").filter(container => textAt(container, "restartPolicy") === "Always");
  return {
    resource,
    kind,
    name: objectName(resource),
    namespace: namespaceOf(resource),
    replicas: replicasOf(resource, kind),
    labels: textEntriesAt(template, "metadata", "labels"),
    labelsOpen: isOpen(resource.inputs, "spec", "template") || isOpen(template, "metadata", "labels") || entriesAt(template, "metadata", "labels").some(([, value]) => isOpen(value)),
    containers: [
      ...listAt(podSpec, "containers").map(container => readContainer(container, podSpec, false)),
      ...sidecars.map(container => readContainer(container, podSpec, true)),
    ],
    containersOpen: isOpen(resource.inputs, "spec", "template", "spec") || ["containers", "initContainers"].some(kind => isOpen(podSpec, kind)) || all.some(each => isOpen(each) || isOpen(each, "restartPolicy")),
    onNodeNetwork: isOpen(podSpec, "hostNetwork") || flagAt(podSpec, "hostNetwork") === true,
    imagePorts: imagePorts(textAt(template, "metadata", "annotations", IMAGE_PORT_ANNOTATION)),
    ...podsDoubt(resource, kind),
  };
}

function podsDoubt({ type, name }: PlanResource, kind: string): Pick<Workload, "podsDoubt"> {
  if (KINDS.job(type)) return { podsDoubt: `the pods of ${kind} ${name} end with their work: whether one runs when a request comes is not known` };
  return isCustom(type) ? { podsDoubt: `${kind} ${name} has a template for such pods; what its operator makes of it is not known` } : {};
}

/** True for kinds of which an operator may make pods. */
export const isCustom = (type: string): boolean => type.startsWith("kubernetes:") && mayMakePods((type.split(":")[1] ?? "").split("/")[0] ?? "");

export function workloadsIn(graph: ResourceGraph): readonly Workload[] {
  return graph.where(KINDS.workload).map(readWorkload);
}

/** All that makes pods which may answer a Service: workloads first, then bare Pods, Jobs and custom resources with a pod template. */
export const podMakersIn = once((graph: ResourceGraph): readonly Workload[] => [
  ...workloadsIn(graph),
  ...graph.resources.filter(each => KINDS.pod(each.type) || KINDS.job(each.type) || REPLICATION_CONTROLLER === each.type
    || (isCustom(each.type) && listAt(each.inputs, "spec", "template", "spec", "containers").length > 0)).map(readWorkload),
]);

const REPLICATION_CONTROLLER = "kubernetes:core/v1:ReplicationController";

/** The text files of a ConfigMap, by the name that it has within a namespace and cluster. */
export function configMapFinder(graph: ResourceGraph): (workload: Workload, name: string) => ReadonlyMap<string, string> | undefined {
  const find = objectFinder(graph.where(KINDS.configMap));
  return (workload, name) => {
    const found = find(workload.resource, workload.namespace, name);
    return found && textEntriesAt(found.inputs, "data");
  };
}
