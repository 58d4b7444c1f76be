/** The order in which a person reads location codes and names: `-C2` before `-C10`. The same on every machine, so no locale. */
export function compareLocation(left: string, right: string): number {
  const ours = parts(left);
  const theirs = parts(right);
  for (const [index, own] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order = comparePart(own, other);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length || compareText(left, right);
}

function parts(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function comparePart(left: string, right: string): number {
  const bothNumbers = /^\d/.test(left) && /^\d/.test(right);
  return bothNumbers ? Number(left) - Number(right) : compareText(left, right);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
