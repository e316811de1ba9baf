import type { Answerer } from "./answerer";
import type { AssetFolder } from "./assets";
import type { Callbacks } from "./callbacks";
import type { Ledger } from "./ledger";
import type { Packages } from "./packages";
import type { Protocol } from "./protocol";
import type { Providers } from "./providers";
import type { Secrets } from "./secrets";
import type { Transforms } from "./transforms";
import type { Deployment } from "../../model/urn";

/** What the parts of the offline engine share. */
export interface EngineContext {
  readonly deployment: Deployment;
  readonly protocol: Protocol;
  readonly answerer: Answerer;
  readonly folder: AssetFolder;
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly packages: Packages;
  readonly providers: Providers;
  /** Packages whose default provider the configuration forbids. */
  readonly deniedProviders: readonly string[];
  readonly callbacks: Callbacks;
  readonly transforms: Transforms;
}
