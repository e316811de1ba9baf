/** What Azure or Kubernetes will call a resource, known before it exists: one question for both. */
import { armIdentity, NO_SUBSCRIPTION } from "./arm-ids";
import { kubernetesId } from "./kubernetes-ids";

/** What the provider of a resource is configured with. */
export interface ProviderSettings {
  readonly subscription?: string;
  /** The namespace of objects that name none. */
  readonly namespace?: string;
}

export interface PhysicalIdentity {
  readonly id: string;
  /** What else names alone decide, by output. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** From the type token and the inputs, in which what is not known is undefined. Undefined where names do not decide it. */
export function physicalIdentity(token: string, inputs: Readonly<Record<string, unknown>>, { subscription, namespace }: ProviderSettings): PhysicalIdentity | undefined {
  const arm = armIdentity(token, inputs, subscription ?? NO_SUBSCRIPTION);
  if (arm !== undefined) return { id: arm.id, outputs: { name: arm.name, ...arm.outputs } };
  const id = kubernetesId(token, inputs, namespace);
  return id === undefined ? undefined : { id, outputs: {} };
}
