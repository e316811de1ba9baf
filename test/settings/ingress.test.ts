import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { FORCED, HYBRID, KEY } from "../hybrid-config";
import { INTERNAL, ingressWith, PUBLIC } from "../ingress-config";
import { asValues, stackTree, withValue, type Tree } from "../stack-config";

interface Case { readonly ingress: object; readonly stack?: string; readonly more?: readonly (readonly [path: readonly (string | number)[], value: unknown])[] }

function read({ ingress, stack = "dev", more = [] }: Case) {
  const tree = more.reduce<Tree>((inner, [path, value]) => withValue(inner, path, value), { ...stackTree(stack), ingress });
  return readSettings({ project: "aks-anatomy", stack, values: { ...asValues(tree), ...("hybrid" in tree && { [KEY]: "hidden" }) }, secretKeys: [KEY], imagePort: 80 });
}

const problemsOf = (each: Case) => {
  const result = read(each);
  return "problems" in result ? result.problems : [];
};

const sorting = (key: string, value: unknown) => [["apps", "sorting", key], value] as const;
const version = (text: string) => [["cluster", "kubernetesVersion"], text] as const;
const tunnelled = [[["hybrid"], HYBRID], [["network", "egress"], FORCED]] as const;

describe("the ingress in a stack's settings", () => {
  it.each<readonly [what: string, settings: Case]>([
    ["internal at an address of the Services subnet", { ingress: INTERNAL }],
    ["internal at any address of it", { ingress: ingressWith(["exposure", "address"], undefined) }],
    ["at the subnet's last address", { ingress: ingressWith(["exposure", "address"], "10.240.1.254") }],
    ["public with a public zone", { ingress: PUBLIC }],
    ["public where AKS owns the VNet", { ingress: PUBLIC, stack: "basic" }],
    ["internal with a public zone, whose names lead to a private address", { ingress: ingressWith(["dns", "kind"], "public") }],
    ["with a zone that others keep", { ingress: ingressWith(["dns", "existing"], { resourceGroup: "rg-dns" }) }],
    ["at the zone's own name", { ingress: ingressWith(["hosts", 0, "host"], "example.org") }],
    ["an older revision that still runs on this version of Kubernetes", { ingress: ingressWith(["revision"], "asm-1-29") }],
    ["the oldest revision on a version that it knows", { ingress: ingressWith(["revision"], "asm-1-28"), more: [version("1.35")] }],
    ["a patch of a version that the revision runs on", { ingress: INTERNAL, more: [version("1.36.1")] }],
    ["going over to the next revision", { ingress: ingressWith(["canary"], "asm-1-30", ingressWith(["revision"], "asm-1-29")) }],
    ["in front of a service that only the cluster knows", { ingress: INTERNAL, more: [sorting("exposure", { kind: "cluster-ip" })] }],
    ["in front of a private link without PROXY header", { ingress: INTERNAL, more: [sorting("exposure", { kind: "private-link" })] }],
    ["without apps", { ingress: INTERNAL, more: [[["apps", "enabled"], false]] }],
    ["internal behind a tunnel", { ingress: INTERNAL, more: tunnelled }],
    ["for some alone", { ingress: ingressWith(["allowedSources"], ["10.240.0.0/16", "192.168.0.0/16"]) }],
    ["in a zone whose name only ends like Azure's", { ingress: ingressWith(["dns", "zone"], "myazure.com", ingressWith(["hosts"], [{ host: "sorting.myazure.com" }])) }],
    ["in a Services subnet with just enough room", { ingress: ingressWith(["exposure", "address"], undefined), more: [[["network", "vnet", "subnets", "services"], "10.240.1.0/29"], sorting("exposure", { kind: "private-link", natAddresses: 1 })] }],
    ["for paths with full stops in them", { ingress: ingressWith(["hosts", 0, "paths"], ["/.well-known", "/a..b/c.html"]) }],
    ["for paths of several segments", { ingress: ingressWith(["hosts", 0, "paths"], ["/", "/v1/houses"]) }],
  ])("may be %s", (_what, settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });

  it("has the newest revision that is known, everything of a host, and records that are never deleted, where nothing is said", () => {
    const result = read({ ingress: INTERNAL });
    expect("settings" in result && result.settings.ingress).toMatchObject({ revision: "asm-1-30", hosts: [{ paths: ["/"] }, { paths: ["/houses", "/sort"] }], dns: { policy: "upsert-only", image: { tag: "v0.21.0" } } });
  });

  it.each<readonly [what: string, settings: Case, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["NGINX", { ingress: ingressWith(["kind"], "nginx") }, "ingress.kind", /not NGINX application routing: retired after November 2026.*Istio add-on's gateway/, undefined],
    ["web application routing", { ingress: ingressWith(["kind"], "webAppRouting") }, "ingress.kind", /November 2026.*Istio/, undefined],
    ["HTTP application routing", { ingress: ingressWith(["kind"], "httpApplicationRouting") }, "ingress.kind", /retired 2025-03-03.*Istio/, undefined],
    ["the Gateway API", { ingress: ingressWith(["kind"], "gateway-api") }, "ingress.kind", /from API version 2026-02-01.*calls 2025-09-01.*use istio/, undefined],
    ["another word for a kind", { ingress: ingressWith(["kind"], "isto") }, "ingress.kind", /^istio$/, "istio"],
    ["a revision that is not known", { ingress: ingressWith(["revision"], "asm-1-31") }, "ingress.revision", /asm-1-28, asm-1-29, asm-1-30/, "asm-1-30"],
    ["a revision that does not run on this version of Kubernetes", { ingress: ingressWith(["revision"], "asm-1-28") }, "ingress.revision", /^asm-1-29, asm-1-30 with Kubernetes 1\.36$/, "asm-1-30"],
    ["any revision on a version that none runs on", { ingress: INTERNAL, more: [version("1.37")] }, "ingress.revision", /another cluster\.kubernetesVersion/, undefined],
    ["a jump over a revision", { ingress: ingressWith(["canary"], "asm-1-30", ingressWith(["revision"], "asm-1-28")), more: [version("1.35")] }, "ingress.canary", /asm-1-29, the revision after asm-1-28/, "asm-1-29"],
    ["a revision beside the newest", { ingress: ingressWith(["canary"], "asm-1-29") }, "ingress.canary", /none: asm-1-30 is the newest/, undefined],
    ["an address outside the Services subnet", { ingress: ingressWith(["exposure", "address"], "10.240.0.80") }, "ingress.exposure.address", /10\.240\.1\.4 to 10\.240\.1\.254/, "10.240.1.4"],
    ["an address that Azure keeps", { ingress: ingressWith(["exposure", "address"], "10.240.1.3") }, "ingress.exposure.address", /10\.240\.1\.4 to/, "10.240.1.4"],
    ["the address of the service's own front end", { ingress: ingressWith(["exposure", "address"], "10.240.1.90") }, "ingress.exposure.address", /another address/, undefined],
    ["an internal gateway where AKS owns the VNet", { ingress: ingressWith(["exposure", "address"], undefined), stack: "basic" }, "ingress.exposure.kind", /network\.vnet of our own/, "public"],
    ["a DNS label, which the add-on takes back", { ingress: ingressWith(["exposure", "dnsLabel"], "hat", PUBLIC) }, "ingress.exposure.dnsLabel", /takes back/, undefined],
    ["a public gateway in a private zone", { ingress: ingressWith(["dns", "kind"], "private", PUBLIC) }, "ingress.dns.kind", /does not ask a private zone/, "public"],
    ["a public gateway behind a tunnel", { ingress: PUBLIC, more: tunnelled }, "ingress.exposure.kind", /default route/, "internal"],
    ["a host outside the zone", { ingress: ingressWith(["hosts", 1, "host"], "hat.example.com") }, "ingress.hosts[1].host", /in the zone example\.org/, "hat.example.org"],
    ["a host that only ends like the zone", { ingress: ingressWith(["hosts", 0, "host"], "badexample.org") }, "ingress.hosts[0].host", /in the zone example\.org/, "badexample.example.org"],
    ["a host twice", { ingress: ingressWith(["hosts", 1, "host"], "sorting.example.org") }, "ingress.hosts[1].host", /every host once/, undefined],
    ["a host with a wildcard", { ingress: ingressWith(["hosts", 0, "host"], "*.example.org") }, "ingress.hosts[0].host", /DNS name/, undefined],
    ["no host", { ingress: ingressWith(["hosts"], []) }, "ingress.hosts", /at least 1/, undefined],
    ["a path without a slash", { ingress: ingressWith(["hosts", 0, "paths"], ["houses"]) }, "ingress.hosts[0].paths[0]", /whole segments/, undefined],
    ["a path with a slash at its end", { ingress: ingressWith(["hosts", 0, "paths"], ["/houses/"]) }, "ingress.hosts[0].paths[0]", /without a \/ at its end/, undefined],
    ["a path twice", { ingress: ingressWith(["hosts", 0, "paths"], ["/houses", "/houses"]) }, "ingress.hosts[0].paths", /no entry twice/, undefined],
    ["a certificate that the vault could not hold", { ingress: ingressWith(["certificate"], "sorting.example.org") }, "ingress.certificate", /letters, digits, -/, undefined],
    ["no certificate", { ingress: ingressWith(["certificate"], undefined) }, "ingress.certificate", /required/, undefined],
    ["sources that overlap", { ingress: ingressWith(["allowedSources"], ["10.0.0.0/8", "10.240.0.0/16"]) }, "ingress.allowedSources[1]", /apart from another source/, undefined],
    ["a service that runs elsewhere", { ingress: INTERNAL, more: [sorting("exposure", { kind: "external-name", host: "a.example.com" })] }, "apps.sorting.exposure.kind", /a kind with pods/, "cluster-ip"],
    ["pods that want a PROXY header", { ingress: INTERNAL, more: [sorting("exposure", { kind: "private-link", proxyProtocol: true })] }, "apps.sorting.exposure.proxyProtocol", /sends no PROXY header/, "false"],
    ["a zone in a group that cannot be", { ingress: ingressWith(["dns", "existing"], { resourceGroup: "rg." }) }, "ingress.dns.existing.resourceGroup", /does not end with a full stop/, undefined],
    ["a zone of private endpoints", { ingress: ingressWith(["dns", "zone"], "privatelink.azurecr.io", ingressWith(["hosts"], [{ host: "acr.privatelink.azurecr.io" }])) }, "ingress.dns.zone", /names in azurecr\.io are Azure's/, undefined],
    ["the zone of the cluster's own names", { ingress: ingressWith(["dns", "zone"], "cluster.local", ingressWith(["hosts"], [{ host: "sorting.cluster.local" }])) }, "ingress.dns.zone", /a domain of your own/, undefined],
    ["an existing zone in the stack's own group", { ingress: ingressWith(["dns", "existing"], { resourceGroup: "RG-hogwarts-dev" }) }, "ingress.dns.existing.resourceGroup", /another group than the stack's own/, undefined],
    ["the service's secret as certificate", { ingress: ingressWith(["certificate"], "hat-key") }, "ingress.certificate", /another name than apps\.sorting\.secretName/, undefined],
    ["more front ends than the Services subnet holds", { ingress: ingressWith(["exposure", "address"], undefined), more: [[["network", "vnet", "subnets", "services"], "10.240.1.0/29"], sorting("exposure", { kind: "private-link", natAddresses: 2 })] }, "network.vnet.subnets.services", /room for 4 addresses: the gateway's, the service's own front end's and 2 of the private link/, "a /28"],
    ["a path that climbs", { ingress: ingressWith(["hosts", 0, "paths"], ["/a/.."]) }, "ingress.hosts[0].paths[0]", /none of them \. or \.\./, undefined],
    ["records by another policy", { ingress: ingressWith(["dns", "policy"], "create-only") }, "ingress.dns.policy", /upsert-only, sync/, "upsert-only"],
  ])("may not be %s", (_what, settings, at, allowed, nearest) => {
    const found = problemsOf(settings).find(problem => problem.path === at);
    expect(found).toBeDefined();
    expect(found?.allowed).toMatch(allowed);
    expect(found?.nearest).toBe(nearest);
  });

  it("tells one mistake of an ingress alone", () => {
    expect(problemsOf({ ingress: ingressWith(["dns", "kind"], "private", PUBLIC) })).toHaveLength(1);
    expect(problemsOf({ ingress: PUBLIC, more: tunnelled })).toHaveLength(1);
  });
});
