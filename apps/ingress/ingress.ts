import * as apiextensions from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_NAMESPACE, gatewayServiceName } from "../../facts/istio-gateway";
import type { PolicyEngine } from "../../facts/network-models";
import type { SecretArgs } from "../vault-secret";
import { ExternalDns, type ExternalDnsArgs } from "./external-dns";
import { gatewayAnnotations, gatewaySpec, routeSpec, urlsOf, type Backend, type GatewayExposure, type Host } from "./gateway";
import { CREDENTIAL, GatewayCertificate } from "./tls";

export interface IngressArgs {
  readonly exposure: GatewayExposure;
  /** Subnet of the internal front end, by name; undefined where AKS owns the VNet. */
  readonly servicesSubnetName: string | undefined;
  /** Prefixes that may call the gateway. */
  readonly allowedSources: readonly string[];
  readonly hosts: readonly Host[];
  /** The Service behind the gateway, and the component that declares it. */
  readonly backend: Backend & { readonly declaredBy: pulumi.Resource };
  /** The certificate of all hosts. */
  readonly certificate: SecretArgs;
  readonly records: Omit<ExternalDnsArgs, "policyEngine" | "podsAfter">;
  readonly policyEngine: PolicyEngine;
  /** What the gateway's Service waits for: the control plane's rights on the subnets. */
  readonly serviceAfter: readonly pulumi.Resource[];
  /** What pods wait for: rights in Azure, and a way to vault and registry. */
  readonly podsAfter: readonly pulumi.Resource[];
}

const NAME = "ingress";
const LABELS = { "app.kubernetes.io/name": NAME };

/**
 * The way in over HTTPS, by the gateway of AKS's Istio add-on: its Service brought to the subnet and address that are asked for, TLS with a certificate of the Key Vault, routes by host and path, and DNS records. Everything of the
 * gateway is here, so that the Gateway API can take its place (docs/decisions/0007-istio-gateway-as-ingress.md). The gateway and its Service are AKS's; the cluster asks for them.
 */
export class Ingress extends pulumi.ComponentResource {
  /** Stack outputs that tell callers where the service is. */
  readonly reachedAt: pulumi.Inputs;

  constructor(name: string, args: IngressArgs, options: pulumi.ComponentResourceOptions) {
    super("aks-anatomy:apps:Ingress", name, {}, options);
    const child = { parent: this };
    const { exposure, hosts, backend } = args;
    const annotations = gatewayAnnotations(exposure, args.servicesSubnetName, args.allowedSources);
    // No force: whoever else has set one of these would be told of, not overruled.
    const service = Object.keys(annotations).length === 0 ? [] : [
      new core.ServicePatch("gateway", { metadata: { name: gatewayServiceName(exposure.kind), namespace: GATEWAY_NAMESPACE, annotations } }, { ...child, dependsOn: [...args.serviceAfter] }),
    ];
    const certificate = new GatewayCertificate("certificate", { certificate: args.certificate, podsAfter: args.podsAfter }, child);
    // Beside its certificate and its pods: external-dns reads that namespace, too.
    const gateway = new apiextensions.CustomResource("gateway", {
      apiVersion: "networking.istio.io/v1", kind: "Gateway", metadata: { name: NAME, namespace: GATEWAY_NAMESPACE, labels: LABELS }, spec: gatewaySpec(exposure, hosts, CREDENTIAL),
    }, { ...child, dependsOn: [certificate, ...service] });
    for (const host of hosts) new apiextensions.CustomResource(`route-${host.host}`, {
      apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata: { name: host.host, namespace: backend.namespace, labels: LABELS }, spec: routeSpec(host, NAME, backend),
    }, { ...child, dependsOn: [gateway, backend.declaredBy] });
    new ExternalDns("external-dns", { ...args.records, policyEngine: args.policyEngine, podsAfter: args.podsAfter }, child);
    this.reachedAt = { urls: urlsOf(hosts) };
    this.registerOutputs({});
  }
}
