/** Resource options: as a request brings them, as transforms see them, as the plan shows them. */
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { PlanObject, PlanValue } from "../../model/plan";
import { aliasUrn, type Aliased } from "./aliases";
import type { AssetFolder } from "./assets";
import { planValue } from "./plan-value";
import type { Protocol } from "./protocol";
import type { Deployment } from "./urn";
import type { WireValue } from "./wire";

export type Options = TransformResourceOptions;

/** The options of a request as one message. Fields that an older SDK does not know are left out. */
export function optionsOf(request: RegisterResourceRequest, { resource }: Protocol): Options {
  const options = new resource.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setDeletedWith(request.getDeletedwith());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setImport(request.getImportid());
  const urns = request.getAliasurnsList().map(urn => new (aliasClass(resource, request))().setUrn(urn));
  options.setAliasesList([...urns, ...request.getAliasesList()]);
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  if (request.getDeletebeforereplacedefined()) options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  for (const [name, reference] of request.getProvidersMap().entries()) options.getProvidersMap().set(name, reference);
  return withNewerOptions(options, request);
}
