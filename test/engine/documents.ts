/** The parts of the CLI's documents that are looked at (github.com/pulumi/pulumi, sdk/go/common/display/json.go and sdk/go/common/apitype). */

export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly hideDiff?: readonly string[];
  readonly replaceWith?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
  readonly aliases?: readonly string[];
  readonly importID?: string;
}

export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: ResourceState;
  readonly oldState?: ResourceState;
  readonly replaceReasons?: readonly string[] | null;
}

export interface PreviewDocument {
  readonly steps: readonly PreviewStep[];
  readonly changeSummary: Readonly<Record<string, number>>;
}

/** What the engine had begun and did not see the end of. */
export interface PendingOperation { readonly type: string; readonly resource: ResourceState }

/** What `pulumi stack export` prints. */
export interface Deployment {
  readonly deployment: {
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly PendingOperation[];
  };
}
