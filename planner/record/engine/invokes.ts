/** Functions of providers. What cannot be answered offline is unknown, and said to be. */
import type { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceCallRequest, ResourceInvokeRequest, TransformInvokeOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { EngineContext } from "./context";
import { fromStruct } from "./protocol";
import { unanswered } from "./unanswered";
import type { WireObject } from "./wire";

const GET_RESOURCE = "pulumi:pulumi:getResource";

export class Invokes {
  readonly #transforms: Callback[] = [];
  constructor(private readonly context: EngineContext) {}

  addTransform(callback: Callback): void { this.#transforms.push(callback); }

  /** Rejects where a transform throws, and where a resource is asked for that is not there. */
  async invoke(request: ResourceInvokeRequest): Promise<InvokeResponse> {
    const token = request.getTok();
    const args = fromStruct(request.getArgs());
    this.context.secrets.addMarked(args);
    const result = token === GET_RESOURCE ? this.#resource(args) : await this.#function(token, request, args);
    this.context.secrets.addMarked(result);
    const response = new this.context.protocol.provider.InvokeResponse();
    response.setReturn(this.context.protocol.toStruct(result));
    return response;
  }

  /** Methods of components that a provider builds. */
  call(request: ResourceCallRequest): CallResponse {
    const { ledger, protocol, secrets } = this.context;
    secrets.addMarked(fromStruct(request.getArgs()));
    ledger.note({ rule: "call-not-answered", message: `the method ${request.getTok()} is a provider's: its result is not known offline` });
    const response = new protocol.provider.CallResponse();
    response.setReturn(protocol.toStruct(unanswered(request.getTok())));
    return response;
  }

  async #function(token: string, request: ResourceInvokeRequest, args: WireObject): Promise<WireObject> {
    const { answerer, providers } = this.context;
    const { args: changed, provider } = await this.#transformed(request, args);
    return providers.isUnconfigured(provider) && !answerer.echoesUnconfigured ? {} : this.#answer(token, changed);
  }

  #answer(token: string, args: WireObject): WireObject {
    const { answerer, ledger } = this.context;
    const answer = answerer.invoke(token, args);
    if (answer === undefined || answer.inPart === true) {
      ledger.note({ rule: "invoke-not-answered", message: `the function ${token} is a provider's: its result is not known offline, nor what the program decides by it` });
      return unanswered(token, answer?.result);
    }
    if (answer.note !== undefined) ledger.note({ rule: "invoke-answered-by-placeholder", message: `${token}: ${answer.note}` });
    return answer.result;
  }

  #resource(args: WireObject): WireObject {
    const urn = typeof args.urn === "string" ? args.urn : "";
    const state = this.context.ledger.stateOf(urn);
    if (state === undefined) throw new Error(`unknown resource ${urn}`);
    return { urn, id: state.id, provider: state.provider, state: state.outputs };
  }

  async #transformed(request: ResourceInvokeRequest, args: WireObject): Promise<{ readonly args: WireObject; readonly provider: string }> {
    if (this.#transforms.length === 0) return { args, provider: request.getProvider() };
    const { callbacks, protocol } = this.context;
    const { TransformInvokeOptions: OptionsClass, TransformInvokeRequest, TransformInvokeResponse } = protocol.resource;
    let options: TransformInvokeOptions = new OptionsClass();
    options.setProvider(request.getProvider());
    options.setVersion(request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    let changed = args;
    for (const callback of this.#transforms) {
      const message = new TransformInvokeRequest();
      message.setToken(request.getTok());
      message.setArgs(protocol.toStruct(changed));
      message.setOptions(options);
      const response = TransformInvokeResponse.deserializeBinary(await callbacks.call(callback, message.serializeBinary()));
      if (response.hasArgs()) changed = fromStruct(response.getArgs());
      options = response.getOptions() ?? options;
    }
    return { args: changed, provider: options.getProvider() };
  }
}
