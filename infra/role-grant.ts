import * as authorization from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { v5 as uuid } from "uuid";
import { roleDefinitionId, ROLES, type RoleKey } from "../facts/roles";
import { Organ } from "./component";

/** Namespace of the assignments' names (a random UUID of this project's own). */
const NAMESPACE = "6f0b7c1e-6f5e-4d0c-9f0e-2f1d6a3b7c55";

export interface RoleGrantArgs {
  readonly role: RoleKey;
  /** ARM id of the resource that the role is given on. */
  readonly scope: pulumi.Input<string>;
  /** A name of that resource that no other in the tenant has: Azure wants the assignments' names unique there. */
  readonly scopeName: string;
  /** Object id of the identity that gets the role. */
  readonly principalId: pulumi.Input<string>;
  /** Physical name of that identity. */
  readonly principalName: string;
}

/**
 * One role assignment to a managed identity. Its name is a UUID of scope, principal and role, so that it is known in a
 * preview and stays the same over runs. Azure refuses another principal under a used name, so a replacement deletes first.
 * `principalType` is set, or Azure looks the principal up before it has spread and answers that there is none.
 */
export class RoleGrant extends Organ {
  readonly assignment: authorization.RoleAssignment;

  constructor(name: string, args: RoleGrantArgs, options?: pulumi.ComponentResourceOptions) {
    super("RoleGrant", name, options);
    this.assignment = new authorization.RoleAssignment(name, {
      roleAssignmentName: uuid([args.scopeName, args.principalName, ROLES[args.role].id].join("|"), NAMESPACE),
      scope: args.scope,
      roleDefinitionId: roleDefinitionId(args.role),
      principalId: args.principalId,
      principalType: "ServicePrincipal",
      description: `${ROLES[args.role].title} for ${args.principalName}`,
    }, { parent: this, deleteBeforeReplace: true });
    this.registerOutputs({ assignmentId: this.assignment.id });
  }
}
