import { KINDS, type TypeTest } from "../model/kinds";
import { readAt, textAt } from "../model/read";
import { providerType } from "../model/urn";
import { clearCredentials } from "./credentials-in-clear";
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

/** A provider with a kubeconfig whose user has what is given. */
const provider = (user: string): FixtureResource => ({ type: providerType("kubernetes"), inputs: { kubeconfig: `kind: Config\nusers:\n- name: admin\n  user:\n    ${user}\n` } });

const CREDENTIALS_FIX = "Put pulumi.secret(…) around what listManagedCluster…Credentials gives, or around the kubeconfig: all that is made of it is then secret. additionalSecretOutputs hides no input.";

export const secretInClear: Rule = {
  id: "secret-in-clear",
  severity: "warning",
  question: "Is a secret declared as plain text, which the state of the stack keeps in clear?",
  fix: "Mark it secret: config.requireSecret for one from the configuration, pulumi.secret(…) around another value.",
  source: "bicep-types-az, the sensitive mark of these properties; Pulumi documentation, secrets; REST API of AKS, listClusterUserCredential",
  asOf: "2026-08-20",
  check: ({ graph, outputs }) => [
    ...SECRET_INPUTS.flatMap(([type, path]) => graph.where(type).filter(({ inputs }) => textAt(inputs, ...path) !== undefined && readAt(inputs, ...path).knowledge === "known").map(({ urn, name }) => ({
      resource: urn, path: `inputs.${path.join(".")}`, message: `${name} has ${path.at(-1) ?? ""} as plain text: it is kept and shown in clear`, evidence: { holds: path.at(-1) ?? "" },
    }))),
    ...clearCredentials({ graph, outputs }).filter(({ open }) => open === undefined).map(({ resource, path, holder, of, evidence }) => ({
      resource, path, message: `${holder} holds ${of} in clear: whoever reads the state of the stack may use them`, evidence, fix: CREDENTIALS_FIX,
    })),
  ],
  undecided: subject => clearCredentials(subject).filter(({ open }) => open !== undefined).map(({ resource, path, holder, of, open }) => ({
    resource, path, message: `whether ${holder} holds ${of} in clear: ${open}; Azure Native marks none as secret, and without pulumi.secret(…) the state keeps them in clear`,
  })),
  fixtures: {
    breaks: [connection("example"), provider("token: example")],
    nearMiss: [connection({ $secret: true }), connection({ $unknown: true }), provider("exec: { command: kubelogin, args: [get-token] }")],
  },
};
