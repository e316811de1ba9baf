/**
 * Every copy of the SDK has message classes of its own, perhaps of another version. Between a copy that the program loads and the one whose classes the engine
 * reads, messages go as bytes, as they would over a network: each side reads of them what it knows.
 */
import type { Handlers } from "../engine/engine";

/** What a generated service definition says of a method. */
interface Method {
  requestSerialize(message: unknown): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(message: unknown): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

export type Service = Readonly<Record<string, Method | undefined>>;
type Handler = (request: unknown) => unknown;

/** Handlers as a program with the service definition `theirs` can call them; they themselves read and write messages of `ours`. */
export function betweenCopies(handlers: Handlers, theirs: Service, ours: Service): Handlers {
  if (theirs === ours) return handlers;
  return Object.fromEntries(Object.entries(handlers).flatMap(([name, handler]): [string, Handler][] => {
    const their = theirs[name], our = ours[name];
    if (handler === undefined || their === undefined || our === undefined) return [];
    return [[name, async request => their.responseDeserialize(our.responseSerialize(await (handler as Handler)(our.requestDeserialize(their.requestSerialize(request)))))]];
  }));
}
