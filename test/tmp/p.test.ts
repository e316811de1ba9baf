import { test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { analyse } from "../../planner/analyse";
import { STACK_PLANS, RULE_PLANS } from "../policy/plans";
test("x", () => {
  let out = "";
  const show = (name: string, plan: any) => {
    const r = analyse(plan).analyses.roles;
    out += `== ${name}\n`;
    for (const n of r?.needs ?? []) out += `${n.status.padEnd(10)} ${n.identity.name} | ${n.role} on ${n.on.name} | ${n.because} | ${n.says ?? ""} ${(n.early??[]).map((u: string) => u.split("::").at(-1))}\n`;
    for (const n of r?.trusts ?? []) out += `${n.status.padEnd(10)} ${n.identity.name} | trusts ${n.subject} | ${n.says ?? ""}\n`;
  };
  for (const s of ["basic", "dev", "prod", "public"]) show(s, JSON.parse(readFileSync(`test/golden/${s}/plan.json`, "utf8")));
  for (const p of STACK_PLANS) show("faithful " + p.stack, p);
  for (const p of RULE_PLANS) show("rule", p);
  const many: any = JSON.parse(readFileSync(`test/golden/prod/plan.json`, "utf8"));
  const t0 = Date.now(); for (let i = 0; i < 10; i++) analyse(many); out += `10 analyses ${Date.now() - t0} ms\n`;
  writeFileSync("/tmp/roles-out.txt", out);
});
