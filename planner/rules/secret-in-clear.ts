import { KINDS, type TypeTest } from "../model/kinds";
import { readAt, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const connection = (sharedKey: FixtureResource["inputs"]["sharedKey"]): FixtureResource => ({ type: "azure-native:network:VirtualNetworkGatewayConnection", inputs: { virtualNetworkGatewayConnectionName: "cn", sharedKey } });

const named = (module: string, name: string): TypeTest => type => new RegExp(`^azure-native(?:_\\w+)?:${module}(?:/\\w+)?:${name}$`).test(type);

/** Inputs that hold a secret as text. Source: the "sensitive" mark of bicep-types-az, as of 2026-08-20; an ExpressRoute or VPN key, a vault's secret, passwords of machines. */
const SECRET_INPUTS: readonly (readonly [TypeTest, readonly string[]])[] = [
  [KINDS.managedCluster, ["servicePrincipalProfile", "secret"]],
  [KINDS.managedCluster, ["windowsProfile", "adminPassword"]],
  [KINDS.managedCluster, ["aadProfile", "serverAppSecret"]],
  [named("network", "VirtualNetworkGatewayConnection"), ["sharedKey"]],
  [named("keyvault", "Secret"), ["properties", "value"]],
  [named("compute", "VirtualMachine(?:ScaleSet)?"), ["osProfile", "adminPassword"]],
];

export const secretInClear: Rule = {
  id: "secret-in-clear",
  severity: "warning",
  question: "Is a secret declared as plain text, which the state of the stack keeps in clear?",
  fix: "Mark it secret: config.requireSecret for one from the configuration, pulumi.secret(…) around another value.",
  source: "bicep-types-az, the sensitive mark of these properties; Pulumi documentation, secrets",
  asOf: "2026-08-20",
  check: ({ graph }) => SECRET_INPUTS.flatMap(([type, path]) => graph.where(type).filter(({ inputs }) => textAt(inputs, ...path) !== undefined && readAt(inputs, ...path).knowledge === "known").map(({ urn, name }) => ({
    resource: urn, path: `inputs.${path.join(".")}`, message: `${name} has ${path.at(-1) ?? ""} as plain text: it is kept and shown in clear`, evidence: { holds: path.at(-1) ?? "" },
  }))),
  fixtures: { breaks: [connection("example")], nearMiss: [connection({ $secret: true }), connection({ $unknown: true })] },
};
