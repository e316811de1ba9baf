/** What pods of any kind of object are declared to do that takes rights in Azure: images, service accounts, mounted SecretProviderClasses. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { entriesAt, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../model/read";
import { namespaceOf } from "./services";

export interface PodSpec {
  readonly resource: PlanResource;
  readonly namespace?: string;
  /** Of all containers, as far as they are known. */
  readonly images: readonly string[];
  readonly imagesOpen: boolean;
  /** `default` where none is named; absent where it is not known. */
  readonly account?: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly labelsOpen: boolean;
  /** Names of the SecretProviderClasses that its volumes name. */
  readonly secretClasses: readonly string[];
  /** True where some volume is of a SecretProviderClass whose name is not known, or may be. */
  readonly secretClassesOpen: boolean;
  readonly pullsWithSecret: boolean;
  /** Command and arguments of all containers. */
  readonly words: readonly string[];
}

/** The pod template of a workload, a job or a cron job; a pod is its own. */
export function templateOf({ type, inputs }: PlanResource): PlanValue | undefined {
  if (KINDS.pod(type)) return inputs;
  return readAt(inputs, "spec", "jobTemplate", "spec", "template").value ?? readAt(inputs, "spec", "template").value;
}

/** Where that template stands, as findings name it. */
export const templatePath = ({ type, inputs }: PlanResource): string =>
  (KINDS.pod(type) ? "inputs" : readAt(inputs, "spec", "jobTemplate").knowledge === "absent" ? "inputs.spec.template" : "inputs.spec.jobTemplate.spec.template");

/** Where a volume of the Secrets Store CSI driver names its class. */
const SECRET_CLASS = ["csi", "volumeAttributes", "secretProviderClass"] as const;

function readPods(resource: PlanResource): PodSpec {
  const template = templateOf(resource);
  const spec = readAt(template, "spec").value;
  const containers = [...listAt(spec, "containers"), ...listAt(spec, "initContainers")];
  const account = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount") ?? (isOpen(template, "spec") || isOpen(spec, "serviceAccountName") ? undefined : "default");
  return {
    resource, namespace: namespaceOf(resource),
    images: containers.flatMap(container => textAt(container, "image") ?? []),
    imagesOpen: containers.some(container => isOpen(container, "image")),
    account,
    labels: textEntriesAt(template, "metadata", "labels"),
    labelsOpen: isOpen(template, "metadata", "labels") || entriesAt(template, "metadata", "labels").some(([, value]) => isOpen(value)),
    secretClasses: listAt(spec, "volumes").flatMap(volume => textAt(volume, ...SECRET_CLASS) ?? []),
    secretClassesOpen: isOpen(spec, "volumes") || listAt(spec, "volumes").some(volume => isOpen(volume, ...SECRET_CLASS)),
    pullsWithSecret: readAt(spec, "imagePullSecrets").knowledge !== "absent",
    words: containers.flatMap(container => [...textsAt(container, "command"), ...textsAt(container, "args")]),
  };
}

export const podSpecsIn = (graph: ResourceGraph): readonly PodSpec[] =>
  graph.resources.filter(({ type }) => KINDS.workload(type) || KINDS.pod(type) || KINDS.job(type)).map(readPods);

/** Objects of a namespace and cluster, by name. */
export function objectFinder(resources: readonly PlanResource[]): (from: PlanResource, namespace: string | undefined, name: string) => PlanResource | undefined {
  const key = (provider: string | undefined, namespace: string | undefined, name: string): string => JSON.stringify([provider ?? "", namespace ?? "", name]);
  const byKey = new Map(resources.flatMap(each => {
    const name = textAt(each.inputs, "metadata", "name");
    return name === undefined ? [] : [[key(each.provider, namespaceOf(each), name), each] as const];
  }));
  return (from, namespace, name) => byKey.get(key(from.provider, namespace, name));
}

