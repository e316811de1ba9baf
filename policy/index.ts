/** The pack itself: to load this file is to start the server that the engine talks to. */
import { dirname } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { RULES } from "../planner/rules/catalogue";
import { policiesOf } from "./policies";
import { keepSecretsApart } from "./secrets";
import { packSuppressions } from "./suppressions";

keepSecretsApart();
new PolicyPack("aks-anatomy", { policies: [...policiesOf(RULES, packSuppressions(process.env, dirname(__dirname)))] });
