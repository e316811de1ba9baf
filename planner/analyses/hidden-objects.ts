/** What makes Kubernetes objects that a plan does not show: with it, what is not in the plan may be there all the same. */
import type { ResourceGraph } from "../model/graph";
import { once } from "../model/once";
import type { PlanResource } from "../model/plan";

/** Objects of which something in the cluster or the provider makes others. Sources: pulumi.com/registry, kubernetes.helm.sh; fluxcd.io, HelmRelease and Kustomization; argo-cd.readthedocs.io, Application. As of 2026-08-21. */
const MAKERS = /^(?:kubernetes:(?:helm\.sh\/v\d+:Release|helm\.toolkit\.fluxcd\.io\/\w+:HelmRelease|kustomize\.toolkit\.fluxcd\.io\/\w+:Kustomization|argoproj\.io\/\w+:Application(?:Set)?)|azure-native(?:_\w+)?:kubernetesconfiguration(?:\/\w+)?:(?:FluxConfiguration|Extension))$/;

/** Components of the Kubernetes SDK that read a chart or files: without children they could not be read, as charts are not offline. */
const READERS = /^kubernetes:(?:helm\.sh\/v\d+:Chart|kustomize(?:\/v\d+)?:Directory|yaml(?:\/v\d+)?:Config(?:File|Group))$/;

const hides = ({ remote, type, urn }: PlanResource, graph: ResourceGraph): boolean => remote === true || MAKERS.test(type) || (READERS.test(type) && graph.descendantsOf(urn).length === 0);

/** A component that a provider builds, a chart that could not be read, a Helm release or what an operator makes one of, by its name; undefined where the plan shows everything. */
export const hiddenMaker = once((graph: ResourceGraph): string | undefined => graph.resources.find(each => hides(each, graph))?.name);
