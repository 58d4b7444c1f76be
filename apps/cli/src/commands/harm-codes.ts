/** Exit codes of the commands that judge a host, for change tooling: the greater the worse. */
export const harmCodes = { none: 0, some: 3, serious: 6 } as const;

export function harmCodeHelp(none: string, some: string, serious: string): string {
  return `Exit codes:\n  0  ${none}\n  3  ${some}\n  6  ${serious}\n  the others as of every command`;
}
