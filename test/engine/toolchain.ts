/** The Pulumi CLI and its Node.js language host. */
import { join } from "node:path";
import { build, type GoTool } from "../toolchain/go-tool";

const SDK_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const source = (tool: string): string => join(__dirname, "toolchain", tool);

const TOOLS: readonly GoTool[] = [
  {
    source: source("pulumi"), package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", versionOf: "github.com/pulumi/pulumi/pkg/v3",
    linkerFlags: version => `-s -w -X ${SDK_VERSION}=${version}`,
  },
  { source: source("language-host"), package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs", versionOf: "github.com/pulumi/pulumi/sdk/v3" },
];

/**
 * Builds what is missing, one tool after the other: the Go compiler uses every core by itself.
 * @returns the folders to put on PATH
 * @throws Error where Go or the module proxy is not there
 */
export async function toolchain(): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const tool of TOOLS) folders.push(await build(tool));
  return folders;
}
