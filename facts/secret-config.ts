/**
 * Configuration keys of providers that hold a secret also where the stack file has them in clear: what the provider's own arguments mark as one, but for the client id,
 * which is one only by name. Source: @pulumi/azure-native 3.28, provider.js, as of 2026-11-21.
 */
export const SECRET_CONFIG_KEYS: ReadonlySet<string> = new Set(["azure-native:clientSecret", "azure-native:clientCertificatePassword", "azure-native:oidcToken", "azure-native:oidcRequestToken"]);
