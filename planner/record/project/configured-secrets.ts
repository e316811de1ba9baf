/** Secrets that stand in the configuration, known before the program runs. */
import type { Config } from "./config";

/**
 * Keys that hold a secret also where the stack file has them in clear: what the provider's own arguments mark as one
 * (@pulumi/azure-native 3.28, provider.js), but for the client id, which is one only by name. As of 2026-11-21.
 */
const SECRET_BY_MEANING: ReadonlySet<string> = new Set(["azure-native:clientSecret", "azure-native:clientCertificatePassword", "azure-native:oidcToken", "azure-native:oidcRequestToken"]);

/** The texts of secret keys. Encrypted values are placeholders offline; they are masked all the same, as the engine would mask what they stand for. */
export function configuredSecrets({ values, secretKeys }: Config): readonly string[] {
  return Object.entries(values).filter(([key]) => secretKeys.includes(key) || SECRET_BY_MEANING.has(key)).map(([, text]) => text);
}
