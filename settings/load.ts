/** The settings of the stack that runs. */
import * as pulumi from "@pulumi/pulumi";
import { readSettings, settingsReport, type Settings } from "./read";

/** The settings as the program gets them: what is secret is a secret of Pulumi's. */
export interface LoadedSettings extends Omit<Settings, "vpnSharedKey"> { readonly vpnSharedKey?: pulumi.Output<string> }

/** Keys whose values are secret, as the engine tells the program; the SDK has no question for it. */
function secretKeys(): readonly string[] {
  const keys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  return Array.isArray(keys) ? keys.filter(key => typeof key === "string") : [];
}

/**
 * Reads the running stack's configuration.
 * @param imagePort the port that the service's image declares
 * @throws pulumi.RunError with every mistake, before any resource is registered
 */
export function loadSettings(imagePort: number): LoadedSettings {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const result = readSettings({ project, stack, values: pulumi.runtime.allConfig(), secretKeys: secretKeys(), imagePort });
  if ("problems" in result) throw new pulumi.RunError(settingsReport(project, stack, result.problems));
  const { vpnSharedKey, ...settings } = result.settings;
  return { ...settings, ...(vpnSharedKey !== undefined && { vpnSharedKey: pulumi.secret(vpnSharedKey) }) };
}
