/** Registering and reading resources, as the engine does it in a preview. */
import type { ReadResourceRequest, ReadResourceResponse, RegisterResourceOutputsRequest, RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Operation, PlanObject, PlanResource, PlanValue } from "../../model/plan";
import { withoutSecretContent } from "../../model/kubernetes-secrets";
import { createUrn, isProviderType, isTypeToken, STACK_REFERENCE_TYPE, STACK_TYPE } from "../../model/urn";
import { UNKNOWN_VALUE } from "../../model/values";
import { checkOptions, checkRequest } from "./checks";
import type { EngineContext } from "./context";
import { goalOf, type Goal } from "./goal";
import { planObject, planValue } from "./plan-value";
import { fromStruct } from "./protocol";
import { defaultProvider, isDenied, requestFor, type PackageRequest } from "./provider-reference";
import { inherit, planOptions, type Options } from "./resource-options";
import { CREDENTIALS_URN, isSecret, isUnknown, secret, UNKNOWN, withoutCredentials, withoutOutputs, type WireObject } from "./wire";

const STASH_TYPE = "pulumi:index:Stash";

/** What a Kubernetes object of a kind keeps secret: the plan keeps it out of the inputs, and nobody may read it back in clear as an output. */
const SECRET_CONTENT: Readonly<Record<string, readonly string[]>> = { Secret: ["data", "stringData"], SecretList: ["items"] };

function secretContent(type: string, { kind }: WireObject): readonly string[] {
  return type.startsWith("kubernetes:") && typeof kind === "string" && Object.hasOwn(SECRET_CONTENT, kind) ? SECRET_CONTENT[kind] ?? [] : [];
}

const sorted = (list: Iterable<string>): readonly string[] => [...new Set(list)].sort();

/** Outputs that the program wants kept secret come back as secrets. */
function withSecrets(outputs: WireObject, names: readonly string[]): WireObject {
  const marked = names.flatMap(name => {
    const value = outputs[name];
    return value === undefined || isSecret(value) ? [] : [[name, secret(value)] as const];
  });
  return marked.length === 0 ? outputs : { ...outputs, ...Object.fromEntries(marked) };
}

const withoutOutputValues = (properties: WireObject): WireObject =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withoutOutputs(value)]));

export class Registrations {
  readonly #options = new Map<string, Options>();
  constructor(private readonly context: EngineContext) {}

  /** Rejects where a transform throws or an asset cannot be read. */
  async register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    const { deployment, ledger, protocol, providers, secrets, transforms } = this.context;
    checkRequest(request);
    const own = request.getTransformsList();
    const asked = goalOf(request, protocol, this.#options.get(request.getParent()));
    secrets.addMarked(asked.properties);
    const wanted = await transforms.apply(asked, own);
    if (wanted !== asked) secrets.addMarked(wanted.properties);
    const provider = this.#providerOf(wanted, request.getPackageref());
    const goal = wanted.remote && this.#isSilent(provider ?? "") ? this.#bare(wanted) : wanted;
    if (isUnknown(goal.name)) throw new Error(`the name of a resource of type ${goal.type} is made of the result of a function that is not known offline`);
    if ((goal.custom || goal.remote) && !isTypeToken(goal.type)) throw new Error(`'${goal.type}' is no type of a resource: expected package:module:name`);
    checkOptions(goal.options);
    const urn = createUrn(deployment, goal.type, goal.name, goal.parent);
    if (goal.type === STACK_TYPE) ledger.root = urn;
    this.#options.set(urn, goal.options);
    transforms.remember(urn, goal.parent, own);

    const properties = goal === asked && !goal.remote ? goal.properties : withoutOutputValues(goal.properties);
    if (isProviderType(goal.type)) providers.add(urn, properties);
    const { id, outputs } = this.#answer(goal, provider ?? "", withoutCredentials(properties));
    if (outputs !== properties) secrets.addMarked(outputs);
    const planned = this.#planned(urn, goal, provider, id);
    ledger.add(planned, { id, provider: provider ?? "", outputs });
    if (goal.remote) ledger.note({ rule: "remote-component", message: `${goal.type} is built by its provider: its children are not known offline`, resource: urn });
    if (planned.options.hooks !== undefined) ledger.note({ rule: "hook-not-run", message: "hooks of a resource are not run while planning", resource: urn });

    const response = new protocol.resource.RegisterResourceResponse();
    response.setUrn(urn);
    response.setId(id);
    response.setObject(outputs === asked.properties ? request.getObject() : protocol.toStruct(outputs));
    return response;
  }

  /** Whether a provider is asked nothing, because its own configuration is not known yet. */
  #isSilent(provider: string): boolean {
    const { answerer, providers } = this.context;
    return providers.isUnconfigured(provider) && !answerer.echoesUnconfigured;
  }

  /** What an engine registers in place of a provider that it cannot ask to build a component (`Construct` in sdk/go/common/resource/plugin/provider_plugin.go). */
  #bare(goal: Goal): Goal {
    const options = new this.context.protocol.resource.TransformResourceOptions();
    inherit(options, this.#options.get(goal.parent));
    return { ...goal, properties: {}, options, dependencies: [], propertyDependencies: {} };
  }

  #providerOf({ type, custom, remote, options }: Goal, packageRef: string): string | undefined {
    if (isProviderType(type) || (!custom && !remote)) return undefined;
    const asked = this.context.packages.find(packageRef) ?? requestFor(type, options.getVersion(), options.getPluginDownloadUrl());
    return options.getProvider() || this.#defaultProvider(type, asked);
  }

  #defaultProvider(type: string, asked: PackageRequest): string {
    const { deniedProviders, deployment } = this.context;
    if (isDenied(deniedProviders, asked.name)) throw new Error(`the default provider of '${asked.name}' is disabled: '${type}' must name its provider`);
    return defaultProvider(deployment, asked);
  }

  /** A custom resource gets its inputs back; what is missing in them is thereby unknown. */
  #answer({ type, custom, remote, options }: Goal, provider: string, properties: WireObject): { readonly id: string; readonly outputs: WireObject } {
    const { answerer, providers } = this.context;
    if (!custom || remote) return { id: "", outputs: {} };
    const asking = { type, inputs: properties, provider: providers.inputsOf(provider) };
    const prediction = answerer.predict(asking);
    const silent = this.#isSilent(provider);
    const echoed = type === STASH_TYPE ? { ...properties, output: properties.input ?? null } : properties;
    const outputs = silent ? {} : answerer.complete(asking, prediction === undefined ? echoed : { ...echoed, ...prediction.outputs }, prediction?.id);
    return { id: options.getImport() || prediction?.id || "", outputs: withSecrets(outputs, [...options.getAdditionalSecretOutputsList(), ...secretContent(type, properties)]) };
  }

  #shown(type: string, inputs: PlanObject): PlanObject {
    const shown = withoutSecretContent(type, inputs);
    this.context.secrets.addHidden(inputs, shown);
    return shown;
  }

  #planned(urn: string, goal: Goal, provider: string | undefined, id: string): PlanResource {
    const { deployment, folder } = this.context;
    const { type, name, parent, custom, remote, options } = goal;
    const version = options.getVersion();
    // An engine notes the version of a provider that the program makes among its inputs.
    const properties = isProviderType(type) && version !== "" ? { ...goal.properties, version } : goal.properties;
    const op: Operation = options.getImport() === "" ? "create" : "import";
    const byProperty = Object.entries(goal.propertyDependencies).sort(([a], [b]) => (a < b ? -1 : 1));
    const planId: PlanValue = id === "" ? UNKNOWN_VALUE : id;
    return {
      urn, type, name,
      ...(parent === "" ? {} : { parent }),
      custom,
      // A component has no provider of its own, whoever builds it.
      ...(provider === undefined || remote ? {} : { provider }),
      ...(custom ? { id: planId } : {}),
      inputs: this.#shown(type, planObject(properties, folder)),
      dependencies: sorted(goal.dependencies),
      propertyDependencies: Object.fromEntries(byProperty.map(([key, urns]) => [key, sorted(urns)])),
      options: planOptions(options, goal, deployment, folder),
      op,
      ...(remote ? { remote } : {}),
    };
  }

  /** A look-up of something that exists; offline only what the program itself says of it is known. */
  read(request: ReadResourceRequest): ReadResourceResponse {
    const { deployment, folder, ledger, protocol, packages, secrets } = this.context;
    const type = request.getType(), name = request.getName(), parent = request.getParent();
    const urn = createUrn(deployment, type, name, parent);
    if (request.getId() === "") throw new Error(`Expected an ID for ${urn}`);
    const inputs = fromStruct(request.getProperties());
    const asked = packages.find(request.getPackageref()) ?? requestFor(type, request.getVersion(), request.getPlugindownloadurl());
    const provider = request.getProvider() || this.#defaultProvider(type, asked);
    const silent = this.#isSilent(provider);
    const known = type === STACK_REFERENCE_TYPE ? { ...inputs, outputs: UNKNOWN, secretOutputNames: UNKNOWN } : withoutCredentials(inputs);
    const outputs = silent ? {} : withSecrets(known, request.getAdditionalsecretoutputsList());
    for (const properties of [inputs, outputs]) secrets.addMarked(properties);
    ledger.add({
      urn, type, name,
      ...(parent === "" ? {} : { parent }),
      custom: true,
      provider,
      // The engine is given the id in clear, also where it comes from a secret.
      id: Object.values(inputs).some(isSecret) || secrets.has(request.getId()) ? { $secret: true } : planValue(request.getId(), folder),
      inputs: this.#shown(type, planObject(inputs, folder)),
      dependencies: sorted(request.getDependenciesList().filter(each => each !== CREDENTIALS_URN)),
      propertyDependencies: {},
      options: {},
      op: "read",
    }, { id: request.getId(), provider, outputs });
    if (type === STACK_REFERENCE_TYPE) ledger.note({ rule: "stack-reference-not-read", message: `the outputs of the stack '${name}' are not known offline`, resource: urn });
    const response = new protocol.resource.ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(protocol.toStruct(outputs));
    return response;
  }

  registerOutputs(request: RegisterResourceOutputsRequest): void {
    const outputs = fromStruct(request.getOutputs());
    this.context.secrets.addMarked(outputs);
    this.context.ledger.setOutputs(request.getUrn(), planObject(outputs, this.context.folder));
  }
}
