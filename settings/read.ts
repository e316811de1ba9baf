/** From what stands in the stack's file to settings that can be built, or to all mistakes at once. */
import { z } from "zod";
import { anatomyNames, type AnatomyNames } from "../facts/anatomy-names";
import { appsProblems, placementProblems } from "./checks/apps";
import { apiServerProblems } from "./checks/api-server";
import { clusterProblems } from "./checks/cluster";
import { alertProblems, logProblems } from "./checks/monitoring";
import { egressProblems } from "./checks/egress";
import { ingressProblems } from "./checks/ingress";
import { hybridProblems, sharedKeyProblems } from "./checks/hybrid";
import { nameProblems } from "./checks/names";
import { networkProblems } from "./checks/network";
import { nodePoolProblems } from "./checks/pools";
import { upgradeProblems } from "./checks/upgrades";
import { windowsProblems } from "./checks/windows";
import { privateAccessProblems } from "./checks/private-access";
import { registryProblems } from "./checks/registry";
import { autoscalerProblems } from "./checks/rotation";
import { nearest } from "../facts/nearest";
import { report, type Problem } from "./problem";
import { SECTIONS, type Section, type Sections } from "./schema";
import { shape } from "./shape";

/** The names each kind of resource gets, without the kinds. */
type Names = { readonly [N in keyof AnatomyNames]: AnatomyNames[N]["name"] };

/** `vpnSharedKey` is a secret in clear here: it is wrapped where it leaves this folder, in `load.ts`. */
export interface Settings extends Sections { readonly stack: string; readonly derivedNames: Names }

export interface RawConfig {
  readonly project: string;
  readonly stack: string;
  /** Every key of the stack's configuration, with its namespace, as the engine hands it over: text, or JSON as text. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys whose values are secret and must not be shown. */
  readonly secretKeys?: readonly string[];
  /** The port that the service's image declares. */
  readonly imagePort: number;
}

const isSection = (key: string): key is Section => Object.hasOwn(SECTIONS, key);

/** Sections that are one word; the rest are objects or lists and arrive as JSON. */
const WORDS: readonly Section[] = ["location", "service", "vpnSharedKey"];

/** Sections that are secret whatever the stack's file says: no message shows what stands there. */
const SECRETS: readonly Section[] = ["vpnSharedKey"];

function decode(section: Section, text: string | undefined): unknown {
  if (text === undefined || WORDS.includes(section)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

type Values = Readonly<Record<string, string>>;

function parseSections(values: Values): { readonly sections: Partial<Sections>; readonly problems: Problem[] } {
  const sections: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const name of Object.keys(SECTIONS).filter(isSection)) {
    const schema: z.ZodType = SECTIONS[name];
    const shaped = shape(name, schema, decode(name, values[name]), () => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
    if ("value" in shaped) sections[name] = shaped.value;
    else problems.push(...shaped.problems);
  }
  return { sections: sections, problems };
}

function unknownSections(values: Values): Problem[] {
  return Object.keys(values).filter(key => !isSection(key)).map(key => {
    const near = nearest(key, Object.keys(SECTIONS));
    return { path: key, found: "a key that is not known", allowed: Object.keys(SECTIONS).join(", "), ...(near !== undefined && { nearest: near }) };
  });
}

/** Namespaces that a provider or the engine reads. */
const READ_ELSEWHERE = ["azure-native", "kubernetes", "pulumi"];

/** A misspelt namespace would take a whole section away without a word. */
function unknownNamespaces(values: Values, project: string): Problem[] {
  return Object.keys(values).flatMap(key => {
    const [namespace = "", ...path] = key.split(":");
    if (namespace === project || READ_ELSEWHERE.includes(namespace)) return [];
    const near = nearest(namespace, [project, ...READ_ELSEWHERE]);
    return [{ namespace, path: path.join(":"), found: "a namespace that nothing here reads", allowed: [project, ...READ_ELSEWHERE].join(", "), ...(near !== undefined && { nearest: `${near}:${path.join(":")}` }) }];
  });
}

/** What can be said of the sections that could be read, whatever the others are. */
function together(sections: Partial<Sections>, stack: string, imagePort: number): Problem[] {
  const { location, service, names, network, hybrid, cluster, nodePools, registry, vault, logs, metrics, alerts, apps, ingress } = sections;
  const by = service !== undefined && names ? { service, stack, uniqueness: names.uniqueness } : undefined;
  const given = by && anatomyNames(by);
  return [
    ...(by && network ? nameProblems(by, network.model) : []),
    ...(network ? networkProblems(network) : []),
    ...(cluster && given && location !== undefined ? clusterProblems(cluster, { resourceGroup: given.resourceGroup.name, cluster: given.cluster.name }, location) : []),
    ...(cluster ? [...apiServerProblems(cluster, network), ...upgradeProblems(cluster)] : []),
    ...(nodePools && network && cluster ? [...nodePoolProblems(nodePools, network, cluster.tier), ...windowsProblems(nodePools, network, cluster)] : []),
    ...(registry ? registryProblems(registry, location) : []),
    ...(network && registry && vault ? privateAccessProblems(network, { registry: registry.access, vault: vault.access }) : []),
    ...(logs ? logProblems(logs) : []),
    ...(logs && metrics && alerts ? alertProblems(logs, metrics, alerts) : []),
    ...(apps && network ? appsProblems(apps, network, imagePort, given?.namespace.name) : []),
    ...(hybrid && network ? hybridProblems(hybrid, network) : []),
    ...(network ? egressProblems({ network, hybrid: Object.hasOwn(sections, "hybrid") ? hybrid : "unread", nodePools, cluster, apps, ingress }) : []),
    ...(ingress ? ingressProblems(ingress, { network, cluster, apps, group: given?.resourceGroup.name }) : []),
    ...(apps?.enabled && cluster?.enabled === false ? [{ path: "apps.enabled", found: "true without a cluster", allowed: "false while cluster.enabled is false", nearest: "false" }] : []),
    ...(nodePools && cluster ? autoscalerProblems(nodePools, cluster.autoscaler) : []),
    ...(nodePools ? placementProblems(nodePools, apps?.enabled === true) : []),
  ];
}

function complete(sections: Partial<Sections>): sections is Sections {
  return Object.keys(SECTIONS).every(name => Object.hasOwn(sections, name));
}

export type ReadResult = { readonly settings: Settings } | { readonly problems: readonly Problem[] };

/** Reads the configuration. Never throws for bad input: what is wrong comes back, all of it, sorted by path. */
export function readSettings({ project, stack, values, secretKeys = [], imagePort }: RawConfig): ReadResult {
  const prefix = `${project}:`;
  const own: Values = Object.fromEntries(Object.entries(values).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
  const encrypted = secretKeys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
  const hidden = new Set([...encrypted, ...SECRETS]);
  const { sections, problems } = parseSections(own);
  const masked = (problem: Problem): Problem => hidden.has(/^\w*/.exec(problem.path)?.[0] ?? "") ? { path: problem.path, found: "[secret]", allowed: "another value; this one is secret and is not told (offline no encrypted value is known: one that decides what is built must be in clear)" } : problem;
  const all = [...unknownSections(own), ...unknownNamespaces(values, project), ...[...problems, ...together(sections, stack, imagePort)].map(masked)];
  all.push(...sharedKeyProblems(sections.hybrid, own.vpnSharedKey !== undefined, encrypted.includes("vpnSharedKey")));
  if (all.length > 0 || !complete(sections)) return { problems: all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
  const given = anatomyNames({ service: sections.service, stack, uniqueness: sections.names.uniqueness });
  const derivedNames = Object.fromEntries(Object.entries(given).map(([key, { name }]) => [key, name])) as Names;
  return { settings: { ...sections, stack, derivedNames } };
}

/** The mistakes as one message that names the stack's file. */
export const settingsReport = (project: string, stack: string, problems: readonly Problem[]): string => report(`Pulumi.${stack}.yaml`, project, problems);

