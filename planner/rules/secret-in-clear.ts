import { KINDS, type TypeTest } from "../model/kinds";
import type { PlanValue } from "../model/plan";
import { readAt, textAt } from "../model/read";
import { STACK_TYPE } from "../model/urn";
import { isList, isObject, isSecret, isUnknown } from "../model/values";
import type { FixtureResource, Rule } from "./rule";

const connection = (sharedKey: FixtureResource["inputs"]["sharedKey"]): FixtureResource => ({ type: "azure-native:network:VirtualNetworkGatewayConnection", inputs: { virtualNetworkGatewayConnectionName: "cn", sharedKey } });

/** Inputs that hold a secret as text. Source: the "sensitive" mark of bicep-types-az, as of 2026-08-20; an ExpressRoute or VPN key, a vault's secret, passwords of machines. */
const SECRET_INPUTS: readonly (readonly [TypeTest, readonly string[]])[] = [
  [KINDS.managedCluster, ["servicePrincipalProfile", "secret"]],
  [KINDS.managedCluster, ["windowsProfile", "adminPassword"]],
  [KINDS.managedCluster, ["aadProfile", "serverAppSecret"]],
  [KINDS.virtualNetworkGatewayConnection, ["sharedKey"]],
  [KINDS.vaultSecret, ["properties", "value"]],
  [KINDS.virtualMachine, ["osProfile", "adminPassword"]],
];

/** Whether a secret is in what is predicted for a value that is not known yet. A secret that is marked already is none: its mark is seen. */
function holdsUnseenSecret(value: PlanValue | undefined, inPrediction = false): boolean {
  if (isSecret(value)) return inPrediction;
  if (isUnknown(value)) return holdsUnseenSecret(value.predicted, true);
  if (isList(value)) return value.some(inner => holdsUnseenSecret(inner, inPrediction));
  return isObject(value) && Object.values(value).some(inner => holdsUnseenSecret(inner, inPrediction));
}

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
  // Of an unknown value the SDK does not tell the engine whether it is marked. Inputs are not asked about: every provider of a cluster that is new has such a kubeconfig, marked or not.
  undecided: ({ graph, outputs }) => Object.entries(outputs).filter(([, value]) => holdsUnseenSecret(value)).map(([name]) => ({
    resource: graph.resources.find(({ type }) => type === STACK_TYPE)?.urn, path: `outputs.${name}`,
    message: `the output ${name} will hold a secret, and whether the program marks it cannot be seen before it is known: Azure Native marks no credentials of a cluster, and without pulumi.secret(…) the state keeps them in clear`,
  })),
  fixtures: { breaks: [connection("example")], nearMiss: [connection({ $secret: true }), connection({ $unknown: true })] },
};
