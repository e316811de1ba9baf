/** Whether a plan's role assignments give an identity what it needs, wide enough and no wider, and before it is used. */
import { nameInId } from "../../facts/arm-ids";
import { ROLE_NEEDS, type RoleNeedKind } from "../../facts/role-needs";
import { ROLES } from "../../facts/roles";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy } from "../model/once";
import { stands } from "../model/operations";
import type { RoleIdentity, RoleNeed } from "../model/role-results";
import type { ArmPlace, ArmPlaces } from "./arm-places";
import { isTo } from "./identities";
import { covers, fitOf, readAssignment, scopeFinder, type Assignment } from "./role-assignments";

/** A need before it is judged: all its places must be covered. */
export interface Wanted {
  readonly need: RoleNeedKind;
  readonly cluster?: string;
  readonly identity: RoleIdentity;
  readonly places: readonly ArmPlace[];
  readonly because: string;
  readonly users: readonly string[];
  /** What leaves the question open beside the roles; a role that is missing is then not claimed to be. */
  readonly doubt?: string;
}

type Judged = Pick<RoleNeed, "status" | "by" | "says" | "early">;

const RANK: readonly RoleNeed["status"][] = ["missing", "too-late", "undecided", "too-wide", "granted"];

/** Two identities of one cluster cannot be told apart by where the principal's id comes from. */
const ASSUMED: Partial<Readonly<Record<RoleIdentity["kind"], string>>> = {
  "system-assigned": "the principal comes from the cluster: that it is the control plane's and not the kubelet's is assumed",
  "made-by-aks": "the principal comes from the cluster: that it is this identity's and not the control plane's is assumed",
};

export class RoleJudge {
  readonly assignments: readonly Assignment[];
  readonly #byPrincipal: ReadonlyMap<string, readonly Assignment[]>;
  readonly #open: readonly Assignment[];

  constructor(readonly graph: ResourceGraph, readonly places: ArmPlaces) {
    this.assignments = [...graph.where(KINDS.roleAssignment), ...graph.where(KINDS.classicRoleAssignment)].map(each => readAssignment(each, graph));
    this.#open = this.assignments.filter(({ principals, toGroup }) => principals.length === 0 || toGroup);
    const pairs = groupedBy(this.assignments.flatMap(assignment => (assignment.toGroup ? [] : assignment.principals.map(urn => ({ assignment, urn })))), ({ urn }) => urn);
    this.#byPrincipal = new Map([...pairs].map(([urn, some]) => [urn, some.map(({ assignment }) => assignment)]));
  }

  #stands(urn: string): boolean {
    const resource = this.graph.byUrn(urn);
    return resource !== undefined && stands(resource);
  }

  /** Users that do not wait for a resource; `unordered` those of which it cannot be told, since they do not wait for their cluster either. */
  waiting(users: readonly string[], on: string, cluster: string | undefined): { readonly early: readonly string[]; readonly unordered: readonly string[] } {
    // What is already there is not waited for.
    if (this.#stands(on)) return { early: [], unordered: [] };
    const throughCluster = cluster !== undefined && this.graph.dependsOn(cluster, on);
    const not = users.filter(user => user !== on && !(throughCluster && this.graph.dependsOn(user, cluster)) && !this.graph.dependsOn(user, on));
    const tied = (user: string): boolean => cluster === undefined || user === cluster || this.graph.dependsOn(user, cluster) || KINDS.agentPool(this.graph.byUrn(user)?.type ?? "");
    return { early: not.filter(tied), unordered: not.filter(user => !tied(user)) };
  }

  /** Why an identity may have been given what no resource of the plan gives it; undefined where it cannot have been, since this plan makes it. */
  elsewhere({ kind, name, resource }: RoleIdentity): string | undefined {
    if (kind === "undecided") return "which identity that is, is not known";
    if (resource === undefined) return `${name} is not of this plan`;
    if (this.#stands(resource)) return `${name} stands already`;
    const template = this.graph.where(KINDS.template).find(({ urn }) => this.graph.dependsOn(urn, resource));
    return template && `what template ${template.name} makes is not known`;
  }

  #candidates(identity: RoleIdentity, place: ArmPlace): readonly Assignment[] {
    // An application's principal is another resource than its client id's: all are looked at.
    if (identity.resource === undefined || identity.kind === "service-principal") return scopeFinder(this.assignments)(place);
    return [this.#byPrincipal.get(identity.resource) ?? [], this.#open].flatMap(some => scopeFinder(some)(place));
  }

  #judgePlace(wanted: Wanted, place: ArmPlace): Judged {
    const { identity, users, cluster } = wanted;
    const facts = ROLE_NEEDS[wanted.need];
    const certain: Judged[] = [];
    const open: string[] = [];
    const tooLittle: Assignment[] = [];
    for (const assignment of this.#candidates(identity, place)) {
      const to = isTo(assignment, identity, this.graph);
      if (to === "no") continue;
      const scope = covers(assignment, place, this.places);
      if (scope.answer === "no") continue;
      const fit = fitOf(assignment, facts);
      const { urn } = assignment.resource;
      if (fit === "no") {
        if (to === "yes" && scope.answer === "yes") tooLittle.push(assignment);
        continue;
      }
      if (to === "maybe" || scope.answer === "maybe" || fit === "maybe") {
        open.push(urn);
        continue;
      }
      const { early, unordered } = this.waiting(users, urn, cluster);
      const wide = fit === "wide" || (scope.wide && !("onGroup" in facts));
      if (early.length > 0) certain.push({ status: "too-late", by: [urn], early });
      else if (unordered.length > 0) certain.push({ status: "undecided", by: [urn], says: "what uses it does not depend on the cluster: which comes first is not known" });
      else certain.push({ status: wide ? "too-wide" : "granted", by: [urn], says: ASSUMED[identity.kind] });
    }
    return this.#best(wanted, place, certain, open, tooLittle);
  }

  /** Whom a principal's id comes from, by name: a cluster stands for its identities. */
  #principalsOf({ principals }: Assignment): readonly string[] {
    return principals.flatMap(urn => this.graph.byUrn(urn) ?? []).map(each => (KINDS.managedCluster(each.type) ? `an identity of cluster ${this.places.nameOf(each)}` : this.places.nameOf(each)));
  }

  #scopesOf({ scopeId, scopes }: Assignment): readonly string[] {
    const declared = scopeId === undefined ? scopes.flatMap(urn => this.graph.byUrn(urn) ?? []).map(each => this.places.nameOf(each)) : [];
    return scopeId === undefined ? declared : [nameInId(scopeId) ?? scopeId];
  }

  /** Name of the one scope that the roles are on, where it is not what is needed itself. */
  #scopeOf(by: readonly string[], needed: string): string | undefined {
    const [only, ...others] = new Set(this.assignments.filter(({ resource }) => by.includes(resource.urn)).flatMap(each => this.#scopesOf(each)));
    // A part of a vault is called after both: `kv-example/secret`.
    return others.length > 0 || only === needed || needed.endsWith(`/${only}`) ? undefined : only;
  }

  /** Why a role is missing: where the identity has it instead, and who has it there instead. */
  #missing({ identity, need }: Wanted, place: ArmPlace, tooLittle: readonly Assignment[]): string {
    const titles = tooLittle.map(({ roleId }) => Object.values(ROLES).find(({ id }) => id === roleId)?.title ?? "another role");
    const fitting = this.assignments.filter(each => fitOf(each, ROLE_NEEDS[need]) !== "no").map(each => ({ each, to: isTo(each, identity, this.graph), on: covers(each, place, this.places).answer }));
    const elsewhere = fitting.flatMap(({ each, to, on }) => (to === "yes" && on === "no" ? this.#scopesOf(each) : []));
    const others = fitting.flatMap(({ each, to, on }) => (to === "no" && on === "yes" ? this.#principalsOf(each) : []));
    return [
      titles.length > 0 ? `it has ${[...new Set(titles)].join(", ")} there, which does not allow it` : "no role assignment of the plan gives it",
      ...(elsewhere.length > 0 ? [`it has the role on ${[...new Set(elsewhere)].join(", ")} alone`] : []), ...(others.length > 0 ? [`${[...new Set(others)].join(", ")} has the role there`] : []),
    ].join("; ");
  }

  #best(wanted: Wanted, place: ArmPlace, certain: readonly Judged[], open: readonly string[], tooLittle: readonly Assignment[]): Judged {
    const { identity, doubt } = wanted;
    const sorted = [...certain].sort((a, b) => RANK.indexOf(b.status) - RANK.indexOf(a.status));
    const [best] = sorted;
    if (best && best.status !== "too-late") return best;
    if (open.length > 0) return { status: "undecided", by: open, says: "role, principal or scope of an assignment is not known" };
    if (best) return best;
    const outside = this.elsewhere(identity) ?? (place.resource === undefined ? `${place.name} is not of this plan` : undefined);
    const reason = doubt ?? (outside === undefined ? undefined : `${outside}: the role may have been given elsewhere`);
    if (reason !== undefined) return { status: "undecided", by: [], says: reason };
    return { status: "missing", by: [], says: this.#missing(wanted, place, tooLittle) };
  }

  judge(wanted: Wanted): RoleNeed {
    const { need, cluster, identity, places, because, users } = wanted;
    const each = places.map(place => this.#judgePlace(wanted, place));
    const [worst = { status: "undecided", by: [], says: "what it is on is not known" }] = [...each].sort((a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status));
    const [first, ...others] = places;
    const name = others.length === 0 ? first?.name ?? "(not known)" : places.map(place => place.name).join(", ");
    const by = [...new Set(each.flatMap(judged => judged.by))];
    const scope = worst.status === "undecided" ? undefined : this.#scopeOf(by, name);
    return {
      need, ...(cluster !== undefined && { cluster }), identity, role: ROLES[ROLE_NEEDS[need].role].title,
      on: { name, ...(first?.resource !== undefined && { resource: first.resource }) }, ...(scope !== undefined && { scope }),
      because, users, status: worst.status, by, ...(worst.says !== undefined && { says: worst.says }), ...(worst.early && { early: worst.early }),
    };
  }
}
