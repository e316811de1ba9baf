/**
 * What the cluster is told of a Service's load balancer: address, finalizer, events.
 * Source: k8s.io/cloud-provider, controllers/service/controller.go.
 */
import type { Api } from "../lab/api";
import { nameOf, type Service } from "./objects";
import type { Refusal } from "./refusal";

/** Kubernetes keeps a Service with this finalizer until its load balancer is gone. */
const FINALIZER = "service.kubernetes.io/load-balancer-cleanup";

const addressesOf = ({ status }: Service): string => (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip).join(" ");

const isHeld = ({ metadata }: Service): boolean => metadata.finalizers?.includes(FINALIZER) === true;

export class ServiceStatus {
  /** What was last said of a Service, so that nothing is said twice. */
  readonly #said = new Map<string, string>();

  constructor(private readonly api: Api, private readonly report: (line: string) => void) {}

  /** The Service stays pending, or as it was. */
  async refuse(service: Service, { message }: Refusal): Promise<void> {
    await this.#hold(service);
    await this.#say(service, "SyncLoadBalancerFailed", `Error syncing load balancer: failed to ensure load balancer: ${message}`);
  }

  async ensured(service: Service, address: string): Promise<void> {
    await this.#hold(service);
    if (addressesOf(service) !== address) await this.#patch(service, { status: { loadBalancer: { ingress: [{ ip: address }] } } }, "/status");
    await this.#say(service, "EnsuredLoadBalancer", "Ensured load balancer");
  }

  /** For a Service that goes, or wants no load balancer any more, after its load balancer is gone. */
  async release(service: Service): Promise<void> {
    if (!isHeld(service)) return;
    const { finalizers = [], deletionTimestamp, uid } = service.metadata;
    if (deletionTimestamp === undefined && addressesOf(service) !== "") await this.#patch(service, { status: { loadBalancer: { ingress: null } } }, "/status");
    await this.#patch(service, { metadata: { finalizers: finalizers.filter(each => each !== FINALIZER) } });
    // A namespace that is being deleted takes no events.
    await this.#say(service, "DeletedLoadBalancer", "Deleted load balancer").catch((error: Error) => { this.report(error.message); });
    this.#said.delete(uid);
  }

  async #hold(service: Service): Promise<void> {
    const { finalizers = [], resourceVersion } = service.metadata;
    if (!isHeld(service)) await this.#patch(service, { metadata: { resourceVersion, finalizers: [...finalizers, FINALIZER] } });
  }

  async #patch({ metadata: { name, namespace } }: Service, patch: object, subresource: "" | "/status" = ""): Promise<void> {
    await this.api.patch({ kind: "services", namespace }, `${name}${subresource}`, patch);
  }

  async #say(service: Service, reason: string, message: string): Promise<void> {
    const { apiVersion, kind, metadata: { name, namespace, uid, resourceVersion } } = service, text = `${reason}: ${message}`;
    if (this.#said.get(uid) === text) return;
    const now = new Date().toISOString();
    const event = {
      apiVersion: "v1", kind: "Event", metadata: { generateName: `${name}.`, namespace }, involvedObject: { apiVersion, kind, name, namespace, uid, resourceVersion },
      type: reason === "SyncLoadBalancerFailed" ? "Warning" : "Normal", reason, message, source: { component: "service-controller" }, reportingComponent: "service-controller",
      firstTimestamp: now, lastTimestamp: now, count: 1,
    };
    await this.api.create({ kind: "events", namespace }, event);
    this.#said.set(uid, text);
    this.report(`${nameOf(service)}: ${text}`);
  }
}
