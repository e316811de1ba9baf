import tseslint from "typescript-eslint";

/** Imports go one way; a folder may import what its row lists, and everybody may import `facts`. */
const forbidden = {
  facts: ["settings", "infra", "apps", "planner", "policy", "test"],
  settings: ["infra", "apps", "planner", "policy", "test"],
  infra: ["apps", "planner", "policy", "test"],
  apps: ["infra", "planner", "policy", "test"],
  planner: ["settings", "infra", "apps", "policy", "test"],
  "planner/model": ["record", "preview", "analyses", "rules", "views", "settings", "infra", "apps", "policy", "test"],
  "planner/record": ["preview", "analyses", "rules", "views", "settings", "infra", "apps", "policy", "test"],
  "planner/preview": ["record", "analyses", "rules", "views", "settings", "infra", "apps", "policy", "test"],
  "planner/analyses": ["record", "preview", "rules", "views", "settings", "infra", "apps", "policy", "test"],
  "planner/rules": ["record", "preview", "views", "settings", "infra", "apps", "policy", "test"],
  "planner/views": ["record", "preview", "settings", "infra", "apps", "policy", "test"],
  policy: ["record", "views", "cli", "testing", "settings", "infra", "apps", "test"],
};
const oneWay = Object.entries(forbidden).map(([folder, targets]) => ({
  files: [`${folder}/**/*.ts`],
  ignores: ["apps/*/api/**"],
  rules: {
    "no-restricted-imports": ["error", {
      patterns: targets.map(t => ({ regex: `^(?:\\.\\./)+(?:planner/)?${t}(?:/|$)`, message: `${folder} must not import ${t}: imports go one way (docs/architecture.md).` })),
    }],
  },
}));

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", "coverage/", "test/programs/"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs", "planner/*.cjs", "planner/record/*.cjs", "policy/*.cjs"] }, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", 300],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": ["error", {
        selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
        message: "No `as unknown as`: give the value its type where it is made.",
      }],
    },
  },
  { files: ["**/*.ts"], ignores: ["test/**", "apps/*/api/test/**"], rules: { "@typescript-eslint/no-non-null-assertion": "error" } },
  { files: ["**/*.cjs", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  ...oneWay,
);
