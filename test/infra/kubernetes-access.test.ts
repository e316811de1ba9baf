import { describe, expect, it } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import anatomy from "../../index";
import { onMocks } from "../mocks";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

describe("the way to the cluster's API", () => {
  it.each<readonly [what: string, entra: Tree | undefined, format: string | undefined]>([
    ["calls kubelogin for a token where the cluster knows Entra ID", { azureRbac: true }, "exec"],
    ["is the local account's where it does not", undefined, undefined],
  ])("%s", async (_what, entra, format) => {
    const calls: pulumi.runtime.MockCallArgs[] = [];
    await onMocks(() => anatomy(), { calls, config: asValues(withValue(stackTree("dev"), ["cluster", "entra"], entra)) });
    const asked = calls.filter(({ token }) => token.endsWith("listManagedClusterUserCredentials"));
    expect(asked.map(({ inputs }) => (inputs as { readonly format?: string }).format)).toEqual([format]);
  });
});
