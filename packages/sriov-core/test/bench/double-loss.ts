/** One path of a vNIC, as far as losses are concerned. */
export interface LossPath {
  readonly adapter: string;
  readonly vios: string;
}

/** Of all vNICs under every loss of one adapter and one VIOS together, the share that is left without a path. */
export function cutOffShare(vnics: readonly (readonly LossPath[])[]): { cut: number; cases: number } {
  const paths = vnics.flat();
  const adapters = new Set(paths.map(({ adapter }) => adapter));
  const vioses = new Set(paths.map(({ vios }) => vios));
  let cut = 0;
  for (const adapter of adapters) {
    for (const vios of vioses) {
      cut += vnics.filter((vnic) =>
        vnic.every((path) => path.adapter === adapter || path.vios === vios),
      ).length;
    }
  }
  return { cut, cases: vnics.length * adapters.size * vioses.size };
}
