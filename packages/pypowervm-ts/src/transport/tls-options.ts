/**
 * How the console's certificate is judged, on every socket before a byte of a request is sent.
 * - `authority` (the default): the chain ends at the given CA, or at a public one when none is given, and names the host.
 * - `fingerprint`: the certificate itself is this one; name and dates do not matter.
 * - `off`: nothing is checked; the session warns, because whoever answers gets the password.
 */
export type TlsOptions =
  | { readonly verify?: 'authority'; readonly caFile?: string }
  | { readonly verify: 'fingerprint'; readonly sha256: string }
  | { readonly verify: 'off' };

/** The same with the CA file read and the fingerprint in the form that Node reports. */
export type TlsPolicy =
  | { readonly verify: 'authority'; readonly ca?: string }
  | { readonly verify: 'fingerprint'; readonly fingerprint: string }
  | { readonly verify: 'off' };
