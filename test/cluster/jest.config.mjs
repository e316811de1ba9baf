import { homedir } from "node:os";
import { join } from "node:path";
import base from "../../jest.config.mjs";

/** The tests on a real Kubernetes: `npm run test:cluster` prepares the machine and then runs this within namespaces of its own. */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/cluster/cluster.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  maxWorkers: 1,
  // The folder for temporary files is the run's own, and gone after it.
  cacheDirectory: join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "aks-anatomy", "jest"),
  testTimeout: 180_000,
  // Where a start has failed, what runs nevertheless ends with the namespaces.
  forceExit: true,
  reporters: ["<rootDir>/test/cluster/reporter.cjs"],
};
