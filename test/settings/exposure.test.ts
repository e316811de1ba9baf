import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

const SUBSCRIPTIONS = ["11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-aaaaaaaaaaaa"] as const;
const [MINE, YOURS] = SUBSCRIPTIONS;

function read(tree: Tree, stack: string) {
  return readSettings({ project: "aks-anatomy", stack, values: asValues(tree), imagePort: 80 });
}

interface Case { readonly stack?: string; readonly exposure: object; readonly sorting?: Tree; readonly subnets?: Tree; readonly policyEngine?: string }

function treeOf({ stack = "dev", exposure, sorting = {}, subnets = {}, policyEngine }: Case): Tree {
  const start = withValue(stackTree(stack), ["apps", "sorting", "exposure"], exposure);
  const changes: readonly (readonly [readonly string[], unknown])[] = [
    ...Object.entries(sorting).map(([key, value]) => [["apps", "sorting", key], value] as const),
    ...Object.entries(subnets).map(([key, value]) => [["network", "vnet", "subnets", key], value] as const),
    ...(policyEngine === undefined ? [] : [[["network", "policyEngine"], policyEngine] as const]),
  ];
  return changes.reduce((tree, [path, value]) => withValue(tree, path, value), start);
}

const problemsOf = (each: Case) => {
  const result = read(treeOf(each), each.stack ?? "dev");
  return "problems" in result ? result.problems : [];
};

const link = (more: object = {}) => ({ kind: "private-link", ...more });

describe("the exposure of the sorting service in a stack's settings", () => {
  it.each<readonly [what: string, settings: Case]>([
    ["a private link with nothing said of it", { exposure: link() }],
    ["a private link with addresses of a subnet of their own", { exposure: link({ natAddresses: 8 }), subnets: { privateLink: "10.240.2.0/28" } }],
    ["a private link under local traffic policy without PROXY header", { exposure: link(), sorting: { externalTrafficPolicy: "Local" } }],
    ["a private link whose subnet has just enough addresses", { exposure: link({ natAddresses: 3 }), subnets: { privateLink: "10.240.2.0/29" } }],
    ["a Services subnet that just holds front end and NAT addresses", { exposure: link({ natAddresses: 2 }), subnets: { services: "10.240.1.0/29" } }],
    ["sources that hold the NAT addresses", { exposure: link(), sorting: { allowedSources: ["10.240.0.0/16"] } }],
    ["approval in advance for who sees the service", { exposure: link({ visibility: [MINE, YOURS], autoApproval: [YOURS.toUpperCase()] }) }],
    ["approval in advance where every subscription sees it", { exposure: link({ visibility: ["*"], autoApproval: [MINE] }) }],
    ["approval in advance where roles say who sees it", { exposure: link({ autoApproval: [MINE] }) }],
    ["a PROXY header that the mapper reads", { exposure: link({ proxyProtocol: true }) }],
    ["a cluster address", { exposure: { kind: "cluster-ip" } }],
    ["a node port that Kubernetes picks", { exposure: { kind: "node-port" } }],
    ["the first node port", { exposure: { kind: "node-port", nodePort: 30000 } }],
    ["the last node port", { exposure: { kind: "node-port", nodePort: 32767 } }],
    ["a node port for some, behind our own security group", { exposure: { kind: "node-port" }, sorting: { allowedSources: ["192.168.0.0/16"] } }],
    ["a node port for some where the network policy sees who calls", { stack: "basic", exposure: { kind: "node-port" }, sorting: { allowedSources: ["192.168.0.0/16"], externalTrafficPolicy: "Local" } }],
    ["another's name", { exposure: { kind: "external-name", host: "sorting.example.org" } }],
    ["a service of another namespace", { exposure: { kind: "external-name", host: "sorting.durmstrang.svc.cluster.local" } }],
  ])("may be %s", (_what, settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });

  it.each<readonly [what: string, settings: Case, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["a private link in the VNet that AKS makes", { stack: "basic", exposure: link() }, "apps.sorting.exposure.kind", /network\.vnet alone/, "internal"],
    ["more NAT addresses than Azure gives", { exposure: link({ natAddresses: 9 }) }, "apps.sorting.exposure.natAddresses", /at most 8/, "8"],
    ["no NAT address", { exposure: link({ natAddresses: 0 }) }, "apps.sorting.exposure.natAddresses", /at least 1/, "1"],
    ["a subnet without room for the NAT addresses", { exposure: link({ natAddresses: 4 }), subnets: { privateLink: "10.240.2.0/29" } }, "network.vnet.subnets.privateLink", /room for 4 addresses/, "a /28"],
    ["a Services subnet without room for both", { exposure: link({ natAddresses: 3 }), subnets: { services: "10.240.1.0/29" } }, "network.vnet.subnets.services", /and the front end's/, "a /28"],
    ["sources that leave the NAT addresses out", { exposure: link(), sorting: { allowedSources: ["192.168.0.0/16"] } }, "apps.sorting.allowedSources", /holds 10\.240\.1\.0\/24/, '["192.168.0.0/16","10.240.1.0/24"]'],
    ["every subscription and one more", { exposure: link({ visibility: ["*", MINE] }) }, "apps.sorting.exposure.visibility", /alone/, '["*"]'],
    ["a subscription that is no GUID", { exposure: link({ visibility: ["mine"] }) }, "apps.sorting.exposure.visibility[0]", /GUID/, undefined],
    ["approval for who does not see it", { exposure: link({ visibility: [MINE], autoApproval: [MINE, YOURS] }) }, "apps.sorting.exposure.autoApproval[1]", /does not see/, undefined],
    ["a PROXY header under local traffic policy", { exposure: link({ proxyProtocol: true }), sorting: { externalTrafficPolicy: "Local" } }, "apps.sorting.externalTrafficPolicy", /every probe fails/, "Cluster"],
    ["a PROXY header without a mapper", { exposure: link({ proxyProtocol: true }), sorting: { ports: { container: 80, pod: 80, service: 90 } } }, "apps.sorting.exposure.proxyProtocol", /reads the PROXY header/, "false"],
    ["a name that Azure would refuse", { exposure: link({ name: "-hat" }) }, "apps.sorting.exposure.name", /letters, digits/, undefined],
    ["a front end outside the Services subnet", { exposure: link({ address: "10.240.0.9" }) }, "apps.sorting.exposure.address", /10\.240\.1\.4 to/, "10.240.1.4"],
    ["a private link subnet outside the VNet", { exposure: link(), subnets: { privateLink: "10.250.0.0/28" } }, "network.vnet.subnets.privateLink", /inside the VNet/, "10.240.0.0/28"],
    ["a private link subnet on another's", { exposure: link(), subnets: { privateLink: "10.240.1.0/28" } }, "network.vnet.subnets.privateLink", /apart from the Services subnet/, undefined],
    ["local traffic policy for a cluster address", { exposure: { kind: "cluster-ip" }, sorting: { externalTrafficPolicy: "Local" } }, "apps.sorting.externalTrafficPolicy", /nothing comes from outside/, "Cluster"],
    ["sources for a cluster address", { exposure: { kind: "cluster-ip" }, sorting: { allowedSources: ["10.0.0.0/8"] } }, "apps.sorting.allowedSources", /pods of the cluster/, undefined],
    ["local traffic policy for another's name", { exposure: { kind: "external-name", host: "a.example.org" }, sorting: { externalTrafficPolicy: "Local" } }, "apps.sorting.externalTrafficPolicy", /nothing comes from outside/, "Cluster"],
    ["sources for another's name", { exposure: { kind: "external-name", host: "a.example.org" }, sorting: { allowedSources: ["10.0.0.0/8"] } }, "apps.sorting.allowedSources", /decided there/, undefined],
    ["a fixed address for a node port", { exposure: { kind: "node-port", address: "10.240.1.90" } }, "apps.sorting.exposure.address", /^kind, nodePort$/, undefined],
    ["a node port that is none", { exposure: { kind: "node-port", nodePort: 90 } }, "apps.sorting.exposure.nodePort", /at least 30000/, "30000"],
    ["a node port beyond the last", { exposure: { kind: "node-port", nodePort: 32768 } }, "apps.sorting.exposure.nodePort", /at most 32767/, "32767"],
    ["a node port for some, where nothing would hold others back", { stack: "basic", exposure: { kind: "node-port" }, sorting: { allowedSources: ["192.168.0.0/16"] } }, "apps.sorting.allowedSources", /nothing else would hold callers back/, undefined],
    ["an address as another's name", { exposure: { kind: "external-name", host: "10.240.1.90" } }, "apps.sorting.exposure.host", /DNS name/, undefined],
    ["a name in capitals", { exposure: { kind: "external-name", host: "Sorting.example.org" } }, "apps.sorting.exposure.host", /lower case/, undefined],
    ["a name that stands for itself", { exposure: { kind: "external-name", host: "sorting.hogwarts.svc.cluster.local" } }, "apps.sorting.exposure.host", /stand for itself/, undefined],
    ["no name to stand for", { exposure: { kind: "external-name" } }, "apps.sorting.exposure.host", /required/, undefined],
    ["a DNS label for a cluster address", { exposure: { kind: "cluster-ip", dnsLabel: "hat" } }, "apps.sorting.exposure.dnsLabel", /^kind$/, undefined],
  ])("may not be %s", (_what, settings, at, allowed, nearest) => {
    const found = problemsOf(settings).find(problem => problem.path === at);
    expect(found).toBeDefined();
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
  });

  it("refuses sources of a node port under local traffic policy too, where no engine enforces network policies", () => {
    const settings: Case = { stack: "basic", exposure: { kind: "node-port" }, sorting: { allowedSources: ["192.168.0.0/16"], externalTrafficPolicy: "Local" }, policyEngine: "none" };
    expect(problemsOf(settings)).toMatchObject([{ path: "apps.sorting.allowedSources" }]);
  });
});
