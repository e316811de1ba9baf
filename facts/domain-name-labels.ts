/** The first part of a public address's name, `<label>.<region>.cloudapp.azure.com`. Source: Azure's own message (InvalidDomainNameLabel), quoted in MicrosoftDocs/azure-docs#44299 and Azure/azure-quickstart-templates#6520. */
export const DOMAIN_NAME_LABEL = {
  pattern: /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/, says: "3 to 63 lower-case letters, digits and -, a letter first and no - last",
  source: "MicrosoftDocs/azure-docs#44299; Azure/azure-quickstart-templates#6520", asOf: "2019-12-09",
} as const;
