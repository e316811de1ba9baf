/**
 * The engine tells a policy pack which values are secret, but the SDK unwraps them for validations (not for remediations), and an unwrapped secret
 * could end in a finding's text. This is the only file that knows how the SDK is built inside; test/policy/engine.test.ts holds it to the installed version.
 */
import * as deserialize from "@pulumi/policy/deserialize";

/**
 * From here on the SDK's reading of properties keeps secrets wrapped, as it does for remediations: a property still reads as its plain value, and its descriptor
 * shows the `Secret`. Throws an Error where the SDK has changed, so that a pack that could leak does not start.
 */
export function keepSecretsApart(): void {
  const internals: { deserializeProperties?: unknown } = deserialize;
  const unwrapping = internals.deserializeProperties;
  if (typeof unwrapping !== "function") throw new Error("@pulumi/policy reads properties in another way than this pack knows: secrets could not be told from other values");
  internals.deserializeProperties = (properties: unknown) => Reflect.apply(unwrapping, undefined, [properties, true]) as unknown;
}
