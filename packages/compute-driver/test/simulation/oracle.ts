import { type MacAddress, type PartitionUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';

/** Whether a vNIC has to be there, by what was acknowledged: `unknown` after an act that failed or was never answered. */
type Wanted = 'yes' | 'no' | 'unknown';

export interface Expectation {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
  readonly wanted: Wanted;
  /** What was asked for when it was acknowledged; undefined while that is being changed. */
  readonly asked: AskedVnic | undefined;
  /** Somebody else took it away, and it may be missing until it is healed; or made it, where it was to be gone. */
  readonly isTampered: boolean;
}

export interface AskedVnic {
  readonly vlan: number;
  readonly redundancy: number;
  readonly network: string;
}

export interface Ask {
  readonly partition: PartitionUuid;
  /** What is asked of each MAC: to be there so, or not to be there. */
  readonly vnics: ReadonlyMap<MacAddress, AskedVnic | 'absent'>;
}

export type AskResult = 'acknowledged' | /** As if it had never been asked. */ 'undone' | 'unclear';

/**
 * A model of what was asked and acknowledged, and of nothing else: it knows neither plans nor requests. Acts on one
 * vNIC take effect in the order of asking, so that the last one acknowledged says what is to be there.
 */
export class Oracle {
  readonly #expected = new Map<string, Expectation & { readonly ask: number }>();
  readonly #open = new Map<number, Ask>();
  #asks = 0;

  ask(ask: Ask): (result: AskResult) => void {
    this.#asks += 1;
    const number = this.#asks;
    const overlapping = new Set(this.#open.keys());
    this.#open.set(number, ask);
    return (result) => {
      this.#open.delete(number);
      for (const open of this.#open.keys()) overlapping.add(open);
      for (const [mac, vnic] of ask.vnics) this.#settle({ number, ask, mac, vnic, result, overlapping });
    };
  }

  #settle({ number, ask, mac, vnic, result, overlapping }: Settlement): void {
    this.#settled.set(number, ask);
    const key = keyOf({ partition: ask.partition, mac });
    const before = this.#expected.get(key);
    if (before !== undefined && before.ask > number) return;
    // What nobody had asked for may be there all the same, somebody else's or an orphan, and stays when this fails.
    if (before === undefined && vnic === 'absent' && result !== 'acknowledged') return;
    const isAlone = [...overlapping].every((other) => !this.#concerns(other, key));
    const wanted = wantedAfter({ vnic, result, before: before?.wanted ?? 'no', isAlone });
    const told = result === 'acknowledged' && vnic !== 'absent' ? vnic : before?.asked;
    const asked = this.#reshaping.has(key) ? undefined : told;
    const isTampered = result === 'acknowledged' ? false : (before?.isTampered ?? false);
    this.#expected.set(key, { partition: ask.partition, mac, wanted, asked, isTampered, ask: number });
  }

  readonly #settled = new Map<number, Ask>();

  #concerns(number: number, key: string): boolean {
    const ask = this.#open.get(number) ?? this.#settled.get(number);
    if (ask === undefined) return false;
    return [...ask.vnics.keys()].some((mac) => keyOf({ partition: ask.partition, mac }) === key);
  }

  /** Somebody removed or made a vNIC behind our back. */
  tamper(partition: PartitionUuid, mac: MacAddress): void {
    const key = keyOf({ partition, mac });
    const before = this.#expected.get(key);
    if (before !== undefined) this.#expected.set(key, { ...before, isTampered: true });
  }

  /** How many devices a vNIC is to have nobody can say from now on, until it is told. */
  reshape(partition: PartitionUuid, mac: MacAddress): (asked: AskedVnic | undefined) => void {
    const key = keyOf({ partition, mac });
    const set = (asked: AskedVnic | undefined): void => {
      const before = this.#expected.get(key);
      if (before !== undefined) this.#expected.set(key, { ...before, asked });
    };
    this.#reshaping.add(key);
    set(undefined);
    return (asked) => {
      this.#reshaping.delete(key);
      set(asked);
    };
  }

  readonly #reshaping = new Set<string>();

  /** The partition and all that it had is deleted, or perhaps. */
  dropPartition(partition: PartitionUuid, wanted: 'no' | 'unknown'): void {
    for (const [key, before] of this.#expected) {
      if (!sameUuid(before.partition, partition) || before.wanted === 'no') continue;
      this.#expected.set(key, { ...before, wanted });
    }
  }

  expectations(): readonly Expectation[] {
    return [...this.#expected.values()];
  }

  of(partition: PartitionUuid, mac: MacAddress): Expectation | undefined {
    return this.#expected.get(keyOf({ partition, mac }));
  }
}

interface Settlement {
  readonly number: number;
  readonly ask: Ask;
  readonly mac: MacAddress;
  readonly vnic: AskedVnic | 'absent';
  readonly result: AskResult;
  readonly overlapping: ReadonlySet<number>;
}

interface Verdict {
  readonly vnic: AskedVnic | 'absent';
  readonly result: AskResult;
  readonly before: Wanted;
  readonly isAlone: boolean;
}

function wantedAfter({ vnic, result, before, isAlone }: Verdict): Wanted {
  const goal = vnic === 'absent' ? 'no' : 'yes';
  if (result === 'acknowledged') return goal;
  if (!isAlone) return 'unknown';
  // What was there already a failed act of the same goal leaves there.
  if (before === goal || result === 'undone') return before;
  return 'unknown';
}

function keyOf({ partition, mac }: { readonly partition: PartitionUuid; readonly mac: MacAddress }): string {
  return `${partition.toUpperCase()} ${mac}`;
}
