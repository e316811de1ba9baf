/** Images that the cluster itself needs: what holds a pod's namespaces, and its name service. */
import { join } from "node:path";
import { run } from "../lab/command";
import { placeProgram, placeSystemFiles } from "./binary";
import { PATH, type Recipe } from "./recipe";

const PAUSE = join(__dirname, "pause");
/** Without cgo and without a build id: the same bytes from the same compiler. */
const BUILD = ["build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid="];
const goEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, CGO_ENABLED: "0", GOFLAGS: "" });

/** @throws Error where Go is not there */
export async function pauseRecipe(reference: string): Promise<Recipe> {
  const version = (await run("go", ["env", "GOVERSION"], { cwd: PAUSE, env: goEnvironment() })).trim();
  return {
    name: "pause",
    reference,
    madeFrom: `test/cluster/images/pause with ${version}`,
    files: ["main.go", "go.mod"].map(file => join(PAUSE, file)),
    texts: [version],
    layers: async work => {
      const root = join(work, "root");
      await run("go", [...BUILD, "-o", join(root, "pause"), "."], { cwd: PAUSE, env: goEnvironment() });
      return { roots: [root], config: { Env: [PATH], WorkingDir: "/", User: "65535:65535", Entrypoint: ["/pause"] } };
    },
  };
}

/** @param binary path of CoreDNS on this machine */
export function corednsRecipe(reference: string, binary: string): Recipe {
  return {
    name: "coredns",
    reference,
    madeFrom: "CoreDNS as it was built for this test",
    files: [binary],
    texts: [],
    layers: async work => {
      const root = join(work, "root");
      await placeProgram(binary, root, "/coredns");
      await placeSystemFiles(root, [{ name: "nonroot", id: 65532, home: "/" }]);
      return { roots: [root], config: { Env: [PATH], WorkingDir: "/", User: "65532:65532", Entrypoint: ["/coredns"], ExposedPorts: { "53/tcp": {}, "53/udp": {} } } };
    },
  };
}
