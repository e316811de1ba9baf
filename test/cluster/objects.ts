/** The plan's objects as they are applied here: unchanged, but for the values that only Azure knows. */
import type { Plan } from "../../planner/model/plan";
import { listAt, textAt } from "../../planner/model/read";
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

/** The images that the plan's one Deployment names. */
export function imagesOf({ resources }: Plan): { readonly sorting: string; readonly mapper?: string } {
  const deployment = resources.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
  const image = (kind: "containers" | "initContainers"): string | undefined => textAt(listAt(deployment?.inputs, "spec", "template", "spec", kind)[0], "image");
  const sorting = image("containers");
  if (sorting === undefined) throw new Error("the plan has no Deployment with a known image");
  return { sorting, mapper: image("initContainers") };
}
