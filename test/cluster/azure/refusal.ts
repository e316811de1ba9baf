/** How Azure, or its cloud controller, says no. The Service stays pending, and the words go into an event of it. */

export class Refusal extends Error {
  /** @param code Azure's error code; for what the cloud controller finds itself, the name of its check */
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/**
 * An answer of Azure Resource Manager, in the form in which the cloud controller passes it on.
 * Source: events of real clusters, such as kubernetes-sigs/cloud-provider-azure issue 521.
 */
export const refusedByAzure = (status: 400 | 403, code: string, message: string): Refusal =>
  new Refusal(code, `Retriable: false, RetryAfter: 0s, HTTPStatusCode: ${status}, RawError: ${JSON.stringify({ error: { code, message } })}`);

/** Something that Azure does and the stand-in does not: said aloud, so that no test passes for want of it. */
export const notImitated = (what: string): Refusal => new Refusal("NotImitated", `the stand-in for Azure does not imitate ${what}`);
