/** Where a plan holds credentials of clusters without a mark: in what is predicted for a value that is not known yet, and in a kubeconfig that is known. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { Credentials, PlanObject, PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, pathText, readAt, sameText, textAt, unknownsIn, type Path } from "../model/read";
import { providerType, STACK_TYPE } from "../model/urn";
import type { Subject } from "./rule";

/** What is said of one place: it will hold credentials in clear, or why nobody can tell. */
export interface ClearCredentials {
  readonly resource: string | undefined;
  readonly path: string;
  /** The place in words. */
  readonly holder: string;
  /** Whose credentials they are, in words. */
  readonly of: string;
  readonly evidence: PlanObject;
  /** What is not known; absent where the credentials will stand there in clear. */
  readonly open?: string;
}

interface Place { readonly at: Path; readonly credentials: Credentials }

const placesIn = (value: PlanValue | undefined, at: Path): readonly Place[] =>
  unknownsIn(value, at).flatMap(({ at: place, unknown }) => (unknown.credentials === undefined ? placesIn(unknown.predicted, place) : [{ at: place, credentials: unknown.credentials }]));

/**
 * Whether a cluster gives out such credentials: none without local accounts, and to a user of Entra ID a kubeconfig that asks for a token and holds none.
 * Source: ManagedCluster, disableLocalAccounts ("getting static credentials will be disabled"), and listClusterUserCredential, format, in the REST API of AKS.
 */
function gives({ inputs }: PlanResource, { user }: Credentials): "yes" | "no" | "undecided" {
  if (flagAt(inputs, "disableLocalAccounts") === true) return "no";
  if (user === "clusterUser" && readAt(inputs, "aadProfile").knowledge !== "absent") return isOpen(inputs, "aadProfile") ? "undecided" : "no";
  return isOpen(inputs, "disableLocalAccounts") ? "undecided" : "yes";
}

/** What is open about credentials; undefined where they will be there, and false where there will be none. */
function openQuestion(credentials: Credentials, graph: ResourceGraph): string | undefined | false {
  // Of a cluster whose name is not known it is one to which Pulumi or Azure gives its name.
  const clusters = graph.where(KINDS.managedCluster).filter(({ inputs }) => {
    const name = textAt(inputs, "resourceName");
    return credentials.cluster === undefined ? name === undefined : sameText(name, credentials.cluster);
  });
  const answers = new Set(clusters.map(cluster => gives(cluster, credentials)));
  if (answers.size === 1 && answers.has("no")) return false;
  if (answers.has("undecided") || answers.size > 1) return "whether that cluster has local accounts is not known yet";
  return answers.size === 0 && credentials.user === "clusterUser" ? "whether that cluster knows Entra ID, whose users' kubeconfig holds none, is not in this plan" : undefined;
}

const wordsOf = ({ user, cluster }: Credentials): string => `the credentials ${user} of the cluster${cluster === undefined ? "" : ` ${cluster}`}`;

/** In a kubeconfig as a text: a key, token or password of a user (Kubernetes, AuthInfo of kubeconfig v1). */
const holdsKey = (text: string): boolean => /\bkind["']?\s*:\s*["']?Config\b/.test(text) && /\b(?:client-key-data|token|password)["']?\s*:\s*["']?[^\s"',}]/.test(text);

/** Kubeconfigs that are known already: in the engine, and where a program has one from elsewhere. */
function knownKubeconfigs(values: PlanObject, keys: readonly string[], path: string): readonly string[] {
  return keys.filter(key => readAt(values, key).knowledge === "known" && holdsKey(textAt(values, key) ?? "")).map(key => `${path}.${key}`);
}

export function clearCredentials({ graph, outputs }: Pick<Subject, "graph" | "outputs">): readonly ClearCredentials[] {
  const stack = graph.resources.find(({ type }) => type === STACK_TYPE)?.urn;
  const holders = [
    ...graph.resources.flatMap(({ urn, name, type, inputs, outputs: own }) => [
      { resource: urn, holder: name, values: inputs, path: "inputs", kubeconfigs: type === providerType("kubernetes") ? ["kubeconfig"] : [] },
      { resource: urn, holder: name, values: own ?? {}, path: "outputs", kubeconfigs: [] },
    ]),
    { resource: stack, holder: "the stack", values: outputs, path: "outputs", kubeconfigs: Object.keys(outputs) },
  ];
  return holders.flatMap(({ resource, holder, values, path, kubeconfigs }) => [
    ...placesIn(values, [path]).flatMap((place): readonly ClearCredentials[] => {
      const open = openQuestion(place.credentials, graph);
      const { user, cluster } = place.credentials;
      return open === false ? [] : [{ resource, path: pathText(place.at), holder, of: wordsOf(place.credentials), evidence: { user, ...(cluster === undefined ? {} : { cluster }) }, ...(open === undefined ? {} : { open }) }];
    }),
    ...knownKubeconfigs(values, kubeconfigs, path).map((found): ClearCredentials => ({ resource, path: found, holder, of: "a kubeconfig with a key, token or password", evidence: { holds: "kubeconfig" } })),
  ]);
}
