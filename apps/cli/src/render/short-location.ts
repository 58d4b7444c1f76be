/** The card and the port of a location code: `C8-T1` of `U78C7.001.RCH0004-P1-C8-T1`. For reading; two units may share it. */
export function shortLocation(location: string): string {
  return /C\d+(?:-T\d+)?$/.exec(location)?.[0] ?? location;
}
