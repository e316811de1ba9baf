import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../../planner/analyse";
import { toText } from "../../../../planner/views/text/text";
import { httpsServer, ingressPlan, redirectServer, to, type Ingress } from "../../ingress-plan";

const textOf = (ingress: Ingress = {}): string => toText(analyse(ingressPlan(ingress)), { colour: false });
/** The lines of a section, from its heading to the next blank line. */
const section = (text: string, heading: string): readonly string[] => {
  const lines = text.split("\n");
  const start = lines.findIndex(line => line.startsWith(heading));
  return start < 0 ? [] : lines.slice(start, lines.indexOf("", start));
};

describe("a chain through a gateway", () => {
  test("is drawn under the address that is asked for, without a hop at the Service", () => {
    expect(section(textOf(), "https://")).toEqual([
      "https://sorting.example.org/  443 → 85 → 80  holds",
      "  image         container      mapper          pod ×3          gateway   front end",
      "  sorting:1.0 → sorting      → port-mapper   → sorting       → sorting → kubernetes-internal",
      "  EXPOSE 80     127.0.0.1:80   :85             :85             :443      10.240.1.20:443",
      "                               pod's address   10.240.0.0/24             in services",
      "  floating IP keeps address and port 443; TCP probe on the node port",
      "  TLS ends here, with the certificate of secret sorting-tls, from the vault by SecretProviderClass",
      "  certificate, which certificate-keeper mounts",
      "  / goes to sorting.hogwarts.svc.cluster.local, port 90: the proxy dials the pods themselves, at",
      "  that port's target",
    ]);
  });

  test("stands beside the Service's own chain, and a redirect ends at the gateway", () => {
    const text = textOf({ servers: [httpsServer(), redirectServer] });
    expect(section(text, "Ports of sorting")[0]).toBe("Ports of sorting  80 → 85 → 90  holds  (a request: 90 → 85 → 80)");
    expect(section(text, "http://")).toEqual(expect.arrayContaining(["http://sorting.example.org  80  holds", "  answers plain HTTP with a redirect to https"]));
  });

  test("that is broken says where and why, and is a finding", () => {
    const text = textOf({ routes: { http: [{ route: [to("hat", 90)] }] } });
    expect(section(text, "https://")).toEqual(expect.arrayContaining(["https://sorting.example.org/  443  BROKEN", "  broken at the route: there is no Service hat in namespace hogwarts"]));
    expect(text).toContain("broken-ingress-route at VirtualService routes");
  });

  test("that has not even a gateway has no ports to draw", () => {
    expect(section(textOf({ routes: { gateways: ["other"] } }), "sorting.example.org")[0]).toBe("sorting.example.org  BROKEN");
  });
});

test("istiod and the gateways stand among the cluster's parts, and a patch is not called a Service", () => {
  const lines = section(textOf(), "In the cluster");
  expect(lines).toEqual(expect.arrayContaining(["├─ mesh           istiod-asm-1-30 (2 to 5 pods),", "│                 aks-istio-ingressgateway-internal-asm-1-30 (2 to 5 pods)"]));
  expect(section(textOf({ patch: { kind: "Service" } }), "In the cluster").at(-1)).toBe("   └─ also           ServicePatch, SecretProviderClass");
});
