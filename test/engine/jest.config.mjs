import base from "../../jest.config.mjs";

/** The tests against the real engine: `npm run test:engine`. */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  moduleNameMapper: {},
  // A test waits for the engine as much as it works.
  maxWorkers: "150%",
  testTimeout: 240_000,
  globalSetup: "<rootDir>/test/engine/setup.ts",
  reporters: ["<rootDir>/test/engine/reporter.cjs", ["summary", { summaryThreshold: 1 }]],
};
