/** Secrets that stand in the configuration, known before the program runs. */
import { SECRET_CONFIG_KEYS } from "../../../facts/secret-config";
import type { Config } from "./config";

/** The texts of secret keys. Encrypted values are placeholders offline; they are masked all the same, as the engine would mask what they stand for. */
export function configuredSecrets({ values, secretKeys }: Config): readonly string[] {
  return Object.entries(values).filter(([key]) => secretKeys.includes(key) || SECRET_CONFIG_KEYS.has(key)).map(([, text]) => text);
}
