import base from "../../jest.config.mjs";

/** The tests against the real engine: `npm run test:engine`. */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  moduleNameMapper: {},
  testTimeout: 240_000,
  globalSetup: "<rootDir>/test/engine/setup.ts",
  reporters: ["<rootDir>/test/engine/reporter.cjs", ["summary", { summaryThreshold: 1 }]],
};
