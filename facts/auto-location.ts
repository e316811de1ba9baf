/** Types that Azure Native gives a region to where a program gives none, as far as anything here asks for the region of such a resource. */
import { shortToken } from "./arm-ids";

const LOCATED: ReadonlySet<string> = new Set(["resources:ResourceGroup", "containerservice:ManagedCluster", "network:VirtualNetwork", "monitor:AzureMonitorWorkspace"]);

/** The key of a stack's configuration that the default provider takes its region from. */
export const LOCATION_KEY = "azure-native:location";

/**
 * Whether the provider fills in `location` where it is absent: from what stands, then from its own configuration, and last from the resource group.
 * Source: pulumi-azure-native, provider/pkg/provider/provider.go (getDefaultLocation), as of 2026-11-22.
 * @param type Pulumi type token
 */
export const hasAutoLocation = (type: string): boolean => LOCATED.has(shortToken(type) ?? "");
