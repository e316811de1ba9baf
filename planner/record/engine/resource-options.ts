/** Resource options: as a request brings them, as transforms see them, as the plan shows them. */
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { PlanObject, PlanValue } from "../../model/plan";
import { aliasUrns, type Aliased } from "./aliases";
import type { AssetFolder } from "./assets";
import { planValue } from "./plan-value";
import type { Protocol } from "./protocol";
import type { Deployment } from "../../model/urn";
import { CREDENTIALS_URN, type WireValue } from "./wire";

export type Options = TransformResourceOptions;
type CustomTimeouts = ReturnType<NonNullable<ReturnType<Options["getCustomTimeouts"]>>["toObject"]>;

/** The options of a request as the one message that transforms take and give. */
export function optionsOf(request: RegisterResourceRequest, { resource }: Protocol): Options {
  const options = new resource.TransformResourceOptions();
  // A program may wait for an output that is made of credentials.
  options.setDependsOnList(request.getDependenciesList().filter(urn => urn !== CREDENTIALS_URN));
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setReplacementTrigger(request.getReplacementTrigger());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setHideDiffList(request.getHidediffsList());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setDeletedWith(request.getDeletedwith());
  options.setReplaceWithList(request.getReplaceWithList());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setImport(request.getImportid());
  options.setHooks(request.getHooks());
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  if (request.getDeletebeforereplacedefined()) options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  for (const [name, reference] of request.getProvidersMap().entries()) options.getProvidersMap().set(name, reference);
  return options;
}

/** What a resource takes over from its parent where it says nothing itself (`inheritFromParent` in the engine). */
export function inherit(options: Options, parent: Options | undefined): void {
  if (parent === undefined) return;
  if (options.getDeletedWith() === "") options.setDeletedWith(parent.getDeletedWith());
  if (!options.hasProtect() && parent.hasProtect()) options.setProtect(parent.getProtect() ?? false);
  if (!options.hasRetainOnDelete() && parent.hasRetainOnDelete()) options.setRetainOnDelete(parent.getRetainOnDelete() ?? false);
}

const SECONDS = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;
const isUnit = (unit: string | undefined): unit is keyof typeof SECONDS => unit !== undefined && unit in SECONDS;

/** A duration such as `1h30m` in seconds; the text itself where it is none. */
export function seconds(duration: string): number | string {
  const parts = [...duration.matchAll(/([\d.]+)(h|ms|us|ns|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration) return duration;
  return parts.reduce((total, [, amount, unit]) => total + Number(amount) * (isUnit(unit) ? SECONDS[unit] : 0), 0);
}

function timeouts(options: Options): PlanObject {
  // As plain data, because an SDK of some months ago knows no time limit for reading.
  const given: Partial<CustomTimeouts> = options.getCustomTimeouts()?.toObject() ?? {};
  const named = { create: given.create, delete: given.pb_delete, read: given.read, update: given.update };
  return Object.fromEntries(Object.entries(named).flatMap(([name, text]) => (text === undefined || text === "" ? [] : [[name, seconds(text)]])));
}

function hooks(options: Options): PlanObject {
  const binding = options.getHooks();
  const named = {
    afterCreate: binding?.getAfterCreateList(), afterDelete: binding?.getAfterDeleteList(), afterUpdate: binding?.getAfterUpdateList(),
    beforeCreate: binding?.getBeforeCreateList(), beforeDelete: binding?.getBeforeDeleteList(), beforeUpdate: binding?.getBeforeUpdateList(),
    onError: binding?.getOnErrorList(),
  };
  return Object.fromEntries(Object.entries(named).flatMap(([name, list]) => (list === undefined || list.length === 0 ? [] : [[name, list]])));
}

const isSet = (value: PlanValue | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
};

/** The options that were set, under the names that a program gives them. */
export function planOptions(options: Options, resource: Aliased, deployment: Deployment, folder: AssetFolder): PlanObject {
  const trigger = options.getReplacementTrigger()?.toJavaScript() as WireValue | undefined;
  const all: Record<string, PlanValue | undefined> = {
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    aliases: aliasUrns(deployment, resource, options.getAliasesList()),
    customTimeouts: timeouts(options),
    deleteBeforeReplace: options.getDeleteBeforeReplace(),
    deletedWith: options.getDeletedWith(),
    hideDiffs: options.getHideDiffList(),
    hooks: hooks(options),
    ignoreChanges: options.getIgnoreChangesList(),
    import: options.getImport(),
    protect: options.getProtect(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    replaceWith: options.getReplaceWithList(),
    replacementTrigger: trigger === undefined ? undefined : planValue(trigger, folder),
    retainOnDelete: options.getRetainOnDelete(),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isSet(value)));
}
