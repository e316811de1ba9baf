/** What the engine refuses in a request for a resource, in its own words (`RegisterResource` in github.com/pulumi/pulumi, pkg/resource/deploy/source_eval.go). */
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Options } from "./resource-options";
import { isProviderType } from "../../model/urn";

/** Go's durations: `90s`, `1h30m`, `-1.5h`, `0`. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** The engine asks no more of a URN either. */
const isUrn = (text: string): boolean => text.startsWith("urn:pulumi:") && text.split("::").length > 3;

function refuseUrn(what: string, urn: string): void {
  if (urn !== "" && !isUrn(urn)) throw new Error(`invalid ${what}: invalid URN "${urn}"`);
}

/** Throws an Error for a request that no engine takes. */
export function checkRequest(request: RegisterResourceRequest): void {
  // JavaScript may give anything. On a real connection the name gets lost on the way, and the resource has none.
  const name: unknown = request.getName();
  if (typeof name !== "string") throw new Error(`the name of a resource must be a text: found ${String(name)}`);
  refuseUrn("parent URN", request.getParent());
  // The SDK of some months ago has no such option.
  if ("getEnvvarmappingsMap" in request && request.getEnvvarmappingsMap().getLength() > 0 && !isProviderType(request.getType())) {
    throw new Error("envVarMappings can only be used with provider resources");
  }
}

/** Throws an Error for options, as transforms have left them, that no engine takes. */
export function checkOptions(options: Options): void {
  for (const alias of options.getAliasesList()) {
    const spec = alias.getSpec();
    if (spec === undefined && !isUrn(alias.getUrn())) throw new Error(`invalid alias URN: invalid URN "${alias.getUrn()}"`);
    refuseUrn("parent alias URN", spec?.getParenturn() ?? "");
  }
  for (const urn of options.getDependsOnList()) refuseUrn("dependency", urn);
  refuseUrn("DeletedWith URN", options.getDeletedWith());
  const timeouts = options.getCustomTimeouts()?.toObject();
  for (const duration of Object.values(timeouts ?? {})) {
    if (duration !== "" && !DURATION.test(duration)) throw new Error(`unable to parse customTimeout Value ${duration}`);
  }
}
