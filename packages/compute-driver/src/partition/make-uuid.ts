/** A random UUID of version 4, from the caller's own source of chance so that a simulation can be replayed. */
export function makeUuid(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (place) => {
    const digit = Math.floor(random() * 16) & 15;
    return (place === 'y' ? (digit & 3) | 8 : digit).toString(16);
  });
}
