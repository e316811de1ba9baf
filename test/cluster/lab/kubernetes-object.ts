/** Objects of a cluster, as far as every kind has them. */

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
}

/** The part of a status that says what is true of an object. */
export interface Conditions { readonly conditions?: readonly { readonly type: string; readonly status: string }[] }

export const isReady = (status: Conditions | undefined): boolean => status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
