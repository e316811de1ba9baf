/** The plan's objects as they are applied here: unchanged, but for the values that only Azure knows. */
import type { Plan, PlanObject } from "../../planner/model/plan";
import { countAt, entriesAt, listAt, textAt } from "../../planner/model/read";
import { manifestsOf } from "../../planner/views/manifests";
import type { Json, JsonObject } from "../../planner/views/manifests/manifest";
import type { Deviation } from "./report";

export interface PlanObjects {
  /** In the order in which they can be applied. */
  readonly objects: readonly JsonObject[];
  readonly deviations: readonly Omit<Deviation, "section">[];
}

/** Stands for every id that Azure gives. */
const ANY_ID = "00000000-0000-0000-0000-000000000000";

function filled(value: Json, variables: ReadonlySet<string>): Json {
  if (typeof value === "string") return [...variables].reduce((text, variable) => text.replaceAll(`\${${variable}}`, ANY_ID), value);
  if (Array.isArray(value)) return value.map((each: Json) => filled(each, variables));
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, variables)])) : value;
}

export function planObjects(plan: Plan): PlanObjects {
  const { objects, placeholders } = manifestsOf(plan), variables = new Set(placeholders.map(({ variable }) => variable));
  return {
    objects: objects.map(({ object }) => filled(object, variables) as JsonObject),
    deviations: placeholders.map(({ resource, path, reason }) => ({
      object: resource.split("::").slice(2).join(" ").split("$").at(-1) ?? resource, what: `${path} is ${ANY_ID}`, why: reason === "secret" ? "it is a secret of the plan" : "only Azure gives it",
    })),
  };
}

function deploymentOf({ resources }: Plan): PlanObject {
  const deployment = resources.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
  if (!deployment) throw new Error("the plan has no Deployment");
  return deployment.inputs;
}

/** The images that the plan's one Deployment names. */
export function imagesOf(plan: Plan): { readonly sorting: string; readonly mapper?: string } {
  const image = (kind: "containers" | "initContainers"): string | undefined => textAt(listAt(deploymentOf(plan), "spec", "template", "spec", kind)[0], "image");
  const sorting = image("containers");
  if (sorting === undefined) throw new Error("the plan does not know its image");
  return { sorting, mapper: image("initContainers") };
}

/** A workload, by where it is and what its pods carry. */
export interface Workload { readonly namespace: string; readonly name: string; readonly selector: string; readonly replicas: number }

/** The plan's one Deployment. */
export function workloadOf(plan: Plan): Workload {
  const inputs = deploymentOf(plan), [namespace, name] = ["namespace", "name"].map(key => textAt(inputs, "metadata", key)), replicas = countAt(inputs, "spec", "replicas");
  if (namespace === undefined || name === undefined || replicas === undefined) throw new Error("the plan does not know its Deployment's name, namespace and replicas");
  return { namespace, name, replicas, selector: entriesAt(inputs, "spec", "selector", "matchLabels").map(([key]) => `${key}=${textAt(inputs, "spec", "selector", "matchLabels", key)}`).join(",") };
}

export interface FrontEnd { readonly address: string; readonly port: number; readonly url: string }

/** Where the plan predicts that its one service is reached. */
export function frontEndOf({ analyses }: Plan): FrontEnd {
  const hop = analyses.portChains[0]?.hops.find(({ at }) => at === "front-end");
  if (hop?.address === undefined || hop.port === undefined) throw new Error("the plan does not know the front end's address and port");
  return { address: hop.address, port: hop.port, url: `http://${hop.address}:${hop.port}` };
}
