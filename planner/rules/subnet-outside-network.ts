import { cidrContains, parseCidr } from "../../facts/cidrs";
import { declaredSubnets, placedTexts } from "../analyses/subnets";
import { isOpen, listAt } from "../model/read";
import { networkFixture, subnetFixture } from "./address-fixtures";
import type { Rule } from "./rule";

export const subnetOutsideNetwork: Rule = {
  id: "subnet-outside-network",
  severity: "error",
  question: "Is a subnet outside of its network's address space?",
  fix: "Give it a prefix of the network's, or the network another one more: Azure refuses a subnet outside of it (NetcfgInvalidSubnet).",
  source: "azure-docs, virtual-networks-faq.md",
  asOf: "2026-08-21",
  check: ({ graph }) => declaredSubnets(graph).flatMap(({ name, resource, network, prefixes }) => {
    const { inputs } = graph.byUrn(network) ?? {};
    const space = placedTexts(inputs, "inputs", "addressSpace", "addressPrefixes").map(({ text }) => parseCidr(text));
    const isKnown = space.length > 0 && space.every(each => each) && !listAt(inputs, "addressSpace", "addressPrefixes").some(each => isOpen(each));
    return prefixes.flatMap(({ text, path }) => {
      const own = parseCidr(text);
      return !own || !isKnown || space.some(each => each && cidrContains(each, own)) ? [] : [{
        resource, path, message: `subnet ${name} ${own.text} is outside of its network, ${space.map(each => each?.text ?? "").join(", ")}`, evidence: { prefix: own.text },
      }];
    });
  }),
  fixtures: { breaks: [networkFixture({}), subnetFixture({ addressPrefix: "10.1.0.0/24" })], nearMiss: [networkFixture({}), subnetFixture({})] },
};
