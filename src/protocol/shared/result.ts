/**
 * What may fail in an expected way returns one of these: the value, or the fault that a person or a client is told. A broken
 * invariant throws instead; `null` means that there is none, where nothing needs explaining.
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
