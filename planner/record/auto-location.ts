/** The region that Azure Native's check gives a resource which declares none: no check is asked offline, and a preview of the real engine shows what it fills in. */
import { hasAutoLocation, LOCATION_KEY } from "../../facts/auto-location";
import type { PlanObject, PlanResource } from "../model/plan";
import { readAt, textAt } from "../model/read";
import { providerUrn } from "./engine/provider-reference";
import type { Config } from "./project/config";

/** The region in a stack's configuration; undefined where there is none, or a secret one. */
export const configuredLocation = ({ values, secretKeys }: Config): string | undefined => (secretKeys.includes(LOCATION_KEY) ? undefined : values[LOCATION_KEY] || undefined);

/** A provider that the program makes has nothing of the stack's configuration. */
const isDefault = (urn: string): boolean => (urn.split("::").at(-1) ?? "").startsWith("default");

/** Resources with the region that their provider is configured with, where they declare none. */
export function withAutoLocations(resources: readonly PlanResource[], configured: string | undefined): readonly PlanResource[] {
  const made = new Map<string, PlanObject>(resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ urn, inputs }) => [urn, inputs]));
  return resources.map(resource => {
    const { type, inputs, provider = "", op } = resource;
    if (op === "read" || !hasAutoLocation(type) || readAt(inputs, "location").knowledge !== "absent") return resource;
    const urn = providerUrn(provider), own = made.get(urn);
    const location = own === undefined && isDefault(urn) ? configured : textAt(own, "location");
    return location === undefined ? resource : { ...resource, inputs: { ...inputs, location } };
  });
}
