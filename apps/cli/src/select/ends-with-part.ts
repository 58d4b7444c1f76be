/** Whether the location code ends with these parts, whole ones: `P1-C1` is no end of `P1-C11`, nor `C1` of `P1-C11`. */
export function endsWithPart(location: string, end: string): boolean {
  return end !== '' && location.toUpperCase().endsWith(`-${end.toUpperCase()}`);
}
