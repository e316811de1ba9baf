/**
 * What the SDK knows of V8's inspector, begun only when a function is to be serialised (dynamic resources), instead of with every program: an inspector that
 * hears of every script takes a fifth of the start-up time. Same surface as the SDK's `runtime/closure/v8Hooks`.
 */
import { Session, type Debugger } from "node:inspector";

export interface InspectorHooks {
  readonly __esModule: true;
  isInitializedAsync(): Promise<void>;
  getSessionAsync(): Promise<Session>;
  getScriptUrl(id: string): string | undefined;
}

export function inspectorHooks(): InspectorHooks {
  const urls = new Map<string, string>();
  let session: Promise<Session> | undefined;

  async function begin(): Promise<Session> {
    const started = new Session();
    started.connect();
    // Listening before the debugger is on also brings the scripts that were loaded long ago.
    started.on("Debugger.scriptParsed", ({ params }: { readonly params: Debugger.ScriptParsedEventDataType }) => { urls.set(params.scriptId, params.url); });
    await new Promise<void>((resolve, reject) => {
      started.post("Debugger.enable", error => { if (error === null) resolve(); else reject(error); });
    });
    return started;
  }

  return {
    __esModule: true,
    isInitializedAsync: () => Promise.resolve(),
    getSessionAsync: () => (session ??= begin()),
    getScriptUrl: id => urls.get(id),
  };
}
