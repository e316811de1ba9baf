import { describe, expect, it } from "@jest/globals";
import { createRequire } from "node:module";
import * as path from "node:path";
import { listenToSecrets } from "../../../../planner/record/child/secret-seam";

type Apply = (run: (value: unknown) => unknown) => Output;
interface Output { readonly apply: Apply; promise(): Promise<unknown>; readonly isKnown: Promise<boolean> }
interface Outputs {
  readonly secret: (value: unknown) => Output;
  readonly output: (value: unknown) => Output;
  readonly all: (values: readonly unknown[]) => Output;
  readonly interpolate: (texts: TemplateStringsArray, ...values: readonly unknown[]) => Output;
}
interface Configs { readonly Config: new (name: string) => Record<string, (key: string) => Output> }

/** What is heard of while something is done with the installed SDK, which is let go again afterwards. */
async function heard(run: (sdk: Outputs & Configs, values: readonly unknown[]) => Output | undefined): Promise<readonly unknown[]> {
  const load = createRequire(path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "index.js"));
  const values: unknown[] = [];
  const configured = { "app:token": "hunter2", "app:port": "no number" };
  process.env["PULUMI_CONFIG"] = JSON.stringify(configured);
  const output = { ...load("./output.js") as Outputs }, config = { ...load("./config.js") as Configs };
  const restored = [[output, "Output", "apply"], [config, "Config", "requireSecret"], [config, "Config", "requireSecretNumber"]].map(([module, name, method]) => {
    const { prototype } = (module as Record<string, { prototype: Record<string, unknown> }>)[name as string] as { prototype: Record<string, unknown> };
    const before = prototype[method as string];
    return () => { prototype[method as string] = before; };
  });
  const onSecret = (value: unknown): void => { values.push(value); };
  try {
    const record = (module: object): Record<string, unknown> => module as Record<string, unknown>;
    expect(listenToSecrets("./output", record(output), configured, onSecret)).toBe(true);
    expect(listenToSecrets("./config", record(config), configured, onSecret)).toBe(true);
    expect(listenToSecrets("./resource", load("./resource.js") as Record<string, unknown>, configured, onSecret)).toBe(false);
    const result = run({ ...output, ...config }, values);
    // Once its value is there, so is all that was heard of on the way.
    await result?.promise();
    await new Promise(resolve => { setImmediate(resolve); });
    return values;
  } finally {
    for (const restore of restored) restore();
    delete process.env["PULUMI_CONFIG"];
  }
}

describe("a secret of the installed SDK is heard of", () => {
  it("at once where it is made of a plain value", async () => {
    const atOnce: unknown[] = [];
    await heard(({ secret }, values) => {
      secret("hunter2");
      secret({ password: ["hunter3"] });
      atOnce.push(...values);
      return undefined;
    });
    expect(atOnce).toEqual(["hunter2", { password: ["hunter3"] }]);
  });

  it("where it is made of a promise or an output, and with all that comes of it", async () => {
    expect(await heard(({ secret }) => secret(Promise.resolve("later")).apply(text => `${String(text)} on`))).toEqual(["later", "later on"]);
    expect(await heard(({ secret, interpolate }) => interpolate`user:${secret("hunter2")}`)).toContain("user:hunter2");
  });

  it("in the configuration, with the text that stands there", async () => {
    expect(await heard(({ Config }) => new Config("app")["requireSecret"]?.("token"))).toContain("hunter2");
    expect(await heard(({ Config }) => {
      expect(() => new Config("app")["requireSecretNumber"]?.("port")).toThrow("no number");
      return undefined;
    })).toEqual(["no number"]);
  });

  it("and nothing else is: neither plain outputs, nor what stands beside a secret", async () => {
    expect(await heard(({ output }) => output("plain").apply(text => `${String(text)} too`))).toEqual([]);
    expect(new Set(await heard(({ secret, all }) => all(["beside", secret("hunter2")]).apply(() => true)))).toEqual(new Set(["hunter2", true]));
  });
});
