/** Tests mirror the tree. The engine, the cluster and the browser have commands of their own. */
export default {
  testEnvironment: "node",
  // Jest leaves a core free for an editor; the machines that run this have two.
  maxWorkers: "100%",
  // Tests of whole programs start processes; a busy machine takes its time.
  testTimeout: 30_000,
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/apps/*/api/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/(engine|browser)/", "<rootDir>/test/cluster/cluster\\.test\\.ts$"],
  modulePathIgnorePatterns: ["<rootDir>/apps/.*/dist/", "<rootDir>/test/programs/"],
  moduleNameMapper: { "^(typescript|@npmcli/arborist)$": "<rootDir>/test/stubs/unused.cjs" },
  transform: { "^.+\\.[cm]?ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
};
