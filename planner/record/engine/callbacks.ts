/** Calls back into the program: its transforms run in a server inside the program's own process. */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { Protocol } from "./protocol";

type Client = ReturnType<Protocol["connect"]>;

export class Callbacks {
  readonly #clients = new Map<string, Client>();
  constructor(private readonly protocol: Protocol) {}

  #client(target: string): Client {
    const known = this.#clients.get(target) ?? this.protocol.connect(target);
    this.#clients.set(target, known);
    return known;
  }

  /** The answer to an encoded request. Rejects with what the program's function has thrown. */
  call(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new this.protocol.callback.CallbackInvokeRequest();
    message.setToken(callback.getToken());
    message.setRequest(request);
    return new Promise((resolve, reject) => {
      this.#client(callback.getTarget()).invoke(message, (error, response) => {
        if (error) reject(new Error(error.details, { cause: error }));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  /** Open connections would keep the program from ending. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }
}
