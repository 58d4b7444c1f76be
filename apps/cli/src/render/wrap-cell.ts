/** A cell as several lines of at most this width: broken after a space, a comma or a hyphen, or where it must be. */
export function wrapCell(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const head = text.slice(0, width);
  const end = Math.max(...[' ', ',', '-'].map((mark) => head.lastIndexOf(mark) + 1));
  const cut = end > 0 ? end : width;
  return [text.slice(0, cut).trimEnd(), ...wrapCell(text.slice(cut).trimStart(), width)];
}
