/**
 * The result of anything that can fail in an expected way: the value, or the fault to report to a user or a client. A broken
 * invariant throws instead. A function that finds nothing, and has no reason to give, returns `null`.
 */
export type Result<Value, Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Fault };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Fault>(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault };
}
