import { KINDS, type TypeTest } from "../model/kinds";
import type { PlanObject } from "../model/plan";
import { listAt, readAt, textAt, type Path } from "../model/read";
import { providerType } from "../model/urn";
import { isUnknown } from "../model/values";
import { clearCredentials } from "./credentials-in-clear";
import type { FixtureResource, Rule } from "./rule";

const connection = (sharedKey: FixtureResource["inputs"]["sharedKey"]): FixtureResource => ({ type: "azure-native:network:VirtualNetworkGatewayConnection", inputs: { virtualNetworkGatewayConnectionName: "cn", sharedKey } });

/** Inputs that hold a secret as text; `*` is every element of a list. Source: what bicep-types-az says of these properties, as of 2026-08-20: keys of connections and RADIUS servers, a vault's secret, passwords of machines. */
const SECRET_INPUTS: readonly (readonly [TypeTest, readonly string[]])[] = [
  [KINDS.managedCluster, ["servicePrincipalProfile", "secret"]],
  [KINDS.managedCluster, ["windowsProfile", "adminPassword"]],
  [KINDS.managedCluster, ["aadProfile", "serverAppSecret"]],
  [KINDS.virtualNetworkGatewayConnection, ["sharedKey"]],
  [KINDS.virtualNetworkGatewayConnection, ["authorizationKey"]],
  [KINDS.virtualNetworkGateway, ["vpnClientConfiguration", "radiusServerSecret"]],
  [KINDS.virtualNetworkGateway, ["vpnClientConfiguration", "radiusServers", "*", "radiusServerSecret"]],
  [KINDS.vaultSecret, ["properties", "value"]],
  [KINDS.virtualMachine, ["osProfile", "adminPassword"]],
  [KINDS.virtualMachine, ["virtualMachineProfile", "osProfile", "adminPassword"]],
];

/** Where an input lies in a resource: one path for each element of a list. */
function placesOf(inputs: PlanObject, path: readonly string[]): readonly Path[] {
  const list = path.indexOf("*");
  return list < 0 ? [path] : listAt(inputs, ...path.slice(0, list)).map((_, index) => [...path.slice(0, list), index, ...path.slice(list + 1)]);
}

/** A provider with a kubeconfig whose user has what is given. */
const provider = (user: string): FixtureResource => ({ type: providerType("kubernetes"), inputs: { kubeconfig: `kind: Config\nusers:\n- name: admin\n  user:\n    ${user}\n` } });

const CREDENTIALS_FIX = "Put pulumi.secret(…) around what listManagedCluster…Credentials gives, or around the kubeconfig: all that is made of it is then secret. additionalSecretOutputs hides no input.";

export const secretInClear: Rule = {
  id: "secret-in-clear",
  severity: "warning",
  question: "Is a secret declared as plain text, which the state of the stack keeps in clear?",
  fix: "Mark it secret: config.requireSecret for one from the configuration, pulumi.secret(…) around another value.",
  source: "bicep-types-az, the descriptions of these properties; Pulumi documentation, secrets; REST API of AKS, listClusterUserCredential",
  asOf: "2026-08-20",
  check: ({ graph, outputs }) => [
    ...SECRET_INPUTS.flatMap(([type, path]) => graph.where(type).flatMap(({ urn, name, inputs }) =>
      placesOf(inputs, path).filter(place => textAt(inputs, ...place) !== undefined && readAt(inputs, ...place).knowledge === "known").map(place => ({
        resource: urn, path: ["inputs", ...place].join(".").replace(/\.(\d+)(?=\.)/g, "[$1]"), message: `${name} has ${path.at(-1) ?? ""} as plain text: it is kept and shown in clear`, evidence: { holds: path.at(-1) ?? "" },
      })))),
    ...clearCredentials({ graph, outputs }).filter(({ open }) => open === undefined).map(({ resource, path, holder, of, evidence }) => ({
      resource, path, message: `${holder} holds ${of} in clear: whoever reads the state of the stack may use them`, evidence, fix: CREDENTIALS_FIX,
    })),
  ],
  undecided: subject => [
    ...clearCredentials(subject).filter(({ open }) => open !== undefined).map(({ resource, path, holder, of, open }) => ({
      resource, path, message: `whether ${holder} holds ${of} in clear: ${open}; Azure Native marks none as secret, and without pulumi.secret(…) the state keeps them in clear`,
    })),
    ...Object.entries(subject.outputs).filter(([name, value]) => isUnknown(value) && value.predicted === undefined && /kube[_-]?config/i.test(name)).map(([name]) => ({
      path: `outputs.${name}`, message: `whether the output ${name} is marked secret cannot be seen before it is known: Azure Native marks no credentials of a cluster, and without pulumi.secret(…) the state keeps them in clear`,
    })),
  ],
  fixtures: {
    breaks: [connection("example"), provider("token: example")],
    nearMiss: [connection({ $secret: true }), connection({ $unknown: true }), provider("exec: { command: kubelogin, args: [get-token] }")],
  },
};
