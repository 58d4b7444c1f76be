/** What consoles take for a name: 1 to 31 characters of printable ASCII without ()\<>*$&?|[]'"` (pypowervm util.py [R]). */
const name = /^[- !#%+,./0-9:;=@A-Z^_a-z{}]{1,31}$/;
const otherCharacter = /[^- !#%+,./0-9:;=@A-Z^_a-z{}]/g;
const longest = 31;

export function isPartitionName(text: string): boolean {
  return name.test(text) && text.trim() === text;
}

/** A name made of any text: what a partition's cannot have becomes `_`, what is too long is cut. */
export function partitionNameOf(text: string): string {
  const made = text.replaceAll(otherCharacter, '_').slice(0, longest).trim();
  return made === '' ? '_' : made;
}
