/** A name from the platform, fit for one line of text: whatever would break or colour the line is replaced. */
export function printable(name: string): string {
  const line = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

export function quoted(name: string): string {
  return `'${printable(name)}'`;
}
