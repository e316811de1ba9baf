/** What users report as broken, each as one change of the sound program, with what is to be found in it and nothing else. */
import type { Cases } from "./case";
import { ADDRESSES } from "./cases/addresses";
import { BALANCER } from "./cases/balancer";
import { CREDENTIALS } from "./cases/credentials";
import { NAMES } from "./cases/names";
import { PODS } from "./cases/pods";
import { RETIRED } from "./cases/retired";
import { ROLES } from "./cases/roles";
import { SETTINGS } from "./cases/settings";
import { TRAFFIC } from "./cases/traffic";

export const CASES: Cases = { ...BALANCER, ...ROLES, ...NAMES, ...ADDRESSES, ...TRAFFIC, ...PODS, ...SETTINGS, ...CREDENTIALS, ...RETIRED };
