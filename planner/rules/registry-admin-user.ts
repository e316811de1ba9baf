import { KINDS } from "../model/kinds";
import { flagAt, isOpen } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const fixture = (adminUserEnabled: boolean): readonly FixtureResource[] => [{ type: "azure-native:containerregistry:Registry", inputs: { registryName: "example", adminUserEnabled } }];

export const registryAdminUser: Rule = {
  id: "registry-admin-user",
  severity: "warning",
  question: "Is the registry's admin user off?",
  fix: "Leave adminUserEnabled out or set it to false, and assign AcrPull to the kubelet's identity.",
  source: "azure-docs, container-registry/container-registry-authentication.md (admin account)",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.registry).filter(({ inputs }) => flagAt(inputs, "adminUserEnabled") === true).map(({ urn }) => ({
    resource: urn, path: "inputs.adminUserEnabled", message: "one password that never ends may pull and push everything: whoever has it cannot be told from others, nor have less", evidence: {},
  })),
  undecided: ({ graph }) => graph.where(KINDS.registry).filter(({ inputs }) => isOpen(inputs, "adminUserEnabled")).map(({ urn }) => ({ resource: urn, path: "inputs.adminUserEnabled", message: "whether the admin user is on is not known" })),
  fixtures: { breaks: fixture(true), nearMiss: fixture(false) },
};
