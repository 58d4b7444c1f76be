/** A line as several of at most this width, broken between words; what follows is indented two beyond the first. */
export function wrapLine(line: string, width: number): readonly string[] {
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `;
  const parts: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const end = rest.lastIndexOf(' ', width);
    if (end < indent.length) break;
    parts.push(rest.slice(0, end));
    rest = indent + rest.slice(end + 1);
  }
  return [...parts, rest];
}
