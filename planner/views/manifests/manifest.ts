/** What a stream of manifests is made of, as data. */
import type { Plan } from "../../model/plan";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject { readonly [key: string]: Json }

interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** With a name, at the least. */
  readonly metadata: JsonObject;
}

/**
 * Why a value is not in the manifest: only `pulumi up` knows it; it is secret; or it is the id of a tenant or a subscription, of which a plan that asks
 * nobody has none.
 */
export type Reason = "unknown" | "secret" | "not-asked";

/** What stands in the objects as `${variable}` for a value that the plan does not have. */
export interface Placeholder {
  readonly variable: string;
  /** URN. */
  readonly resource: string;
  /** Path into the object, such as `spec.parameters.clientID`. */
  readonly path: string;
  readonly reason: Reason;
  /** True where it is the whole value: then it stands without quotes, and JSON takes its place. False inside a text, such as a resource's id: there the bare text does. */
  readonly isWhole: boolean;
  /** False where the field holds a number, a switch, a list or an object, as far as names tell. */
  readonly isText: boolean;
}

export interface ManifestObject {
  /** URN of the declaration. */
  readonly resource: string;
  /** As Kubernetes takes it, with placeholders as texts. */
  readonly object: KubernetesObject;
  /** Paths of what the engine calls unknown and the plan predicts. */
  readonly predicted: readonly string[];
  readonly placeholders: readonly Placeholder[];
  /** What else is worth knowing about it. */
  readonly remarks: readonly string[];
}

/** A resource of the plan that is no object in the stream. */
export interface LeftOut {
  /** URN. */
  readonly resource: string;
  readonly type: string;
  readonly name: string;
  readonly reason: string;
}

export interface Manifests extends Pick<Plan, "project" | "stack" | "source"> {
  /** Logical name of the provider by which the objects are reached; absent where there are none. */
  readonly provider?: string;
  /** In the order in which they can be applied. */
  readonly objects: readonly ManifestObject[];
  readonly placeholders: readonly Placeholder[];
  readonly leftOut: readonly LeftOut[];
  /** What is worth knowing about the stream as a whole. */
  readonly remarks: readonly string[];
}
