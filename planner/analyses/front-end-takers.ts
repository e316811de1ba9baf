/** Who asks for a fixed front-end address, so that two that ask for the same are seen. */
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { listAt, textAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import type { SubnetPlace } from "./front-ends";
import { objectName, type ServiceFacts } from "./services";
import { subnetReference, type DeclaredSubnet } from "./subnets";

interface Placed { readonly service: ServiceFacts; readonly cluster?: ClusterSummary }

/** True for two that are known to be one declared subnet. */
const samePlace = (a: SubnetPlace | undefined, b: SubnetPlace): boolean => a?.origin === "declared" && b.origin === "declared" && a.subnet === b.subnet;

export class FrontEndTakers {
  readonly #services = new Map<string, ServiceFacts[]>();
  /** Internal ones by their address. */
  readonly #internal = new Map<string, Placed[]>();
  /** Names of private endpoints by subnet and address. */
  readonly #endpoints = new Map<string, string>();

  /** @param placeOf where a Service's internal front end is */
  constructor(graph: ResourceGraph, subnets: readonly DeclaredSubnet[], placed: readonly Placed[], readonly placeOf: (service: ServiceFacts, cluster: ClusterSummary | undefined) => SubnetPlace | undefined) {
    for (const { service, cluster } of placed) {
      if (!cluster || service.fixedAddress === undefined || service.type !== "LoadBalancer") continue;
      if (service.internal) this.#internal.set(service.fixedAddress, [...(this.#internal.get(service.fixedAddress) ?? []), { service, cluster }]);
      for (const { port, protocol } of service.ports) {
        const key = JSON.stringify([cluster.resource, service.internal, service.fixedAddress, port, protocol]);
        this.#services.set(key, [...(this.#services.get(key) ?? []), service]);
      }
    }
    for (const endpoint of graph.where(KINDS.privateEndpoint)) {
      const subnet = subnetReference(endpoint.inputs, ["subnet", "id"], endpoint, subnets);
      for (const configuration of listAt(endpoint.inputs, "ipConfigurations")) {
        const address = textAt(configuration, "privateIPAddress");
        if (subnet?.resource !== undefined && address !== undefined) this.#endpoints.set(JSON.stringify([subnet.resource, subnet.name, address]), textAt(endpoint.inputs, "privateEndpointName") ?? objectName(endpoint));
      }
    }
  }

  /** Why the front end's fixed address is not to be had for the port; undefined where nobody else asks for it. */
  conflict(service: ServiceFacts, cluster: ClusterSummary | undefined, port: number, protocol: string, place: SubnetPlace | undefined): string | undefined {
    const { fixedAddress } = service;
    if (!cluster || fixedAddress === undefined) return undefined;
    const endpoint = place?.origin === "declared" ? this.#endpoints.get(JSON.stringify([place.subnet.resource, place.subnet.name, fixedAddress])) : undefined;
    if (endpoint !== undefined) return `private endpoint ${endpoint} has ${fixedAddress}: the load balancer would stay pending`;
    const rival = place && this.#internal.get(fixedAddress)?.find(each => each.cluster !== cluster && samePlace(this.placeOf(each.service, each.cluster), place));
    if (rival) return `${fixedAddress} is asked for by ${rival.service.name} of ${rival.cluster?.name ?? "another cluster"}, too: load balancers of two clusters cannot share an address`;
    const other = this.#services.get(JSON.stringify([cluster.resource, service.internal, fixedAddress, port, protocol]))?.find(each => each !== service);
    return other && `${fixedAddress}:${port} is taken by ${other.name} already: Services may share an address, not a port of it`;
  }
}
