import {
  type Capacity,
  defaultLabelLimit,
  type FailoverPriority,
  formatCapacity,
  InvalidIdentifier,
  type LocationCode,
  type MacAddress,
  type PhysicalPortId,
  parseCapacityPercent,
  parseFailoverPriority,
  parseLocationCode,
  parseMacAddress,
  parsePhysicalPortId,
  parsePortLabel,
  parseSlotNumber,
  parseSriovAdapterId,
  parseVlanId,
  type SlotNumber,
  type SriovAdapterId,
  type VlanId,
} from '../identifiers/index.ts';

/**
 * How a value stands in the text of an element. `parse` answers undefined where the text says that there is no value,
 * and throws `InvalidIdentifier` where it makes no sense; `format` throws that for values which must not be sent.
 */
export interface Codec<Value> {
  parse(text: string): Value | undefined;
  format(value: Value): string;
}

/** Text as it stands; empty text is a value. */
export const text: Codec<string> = { parse: (given) => given, format: (value) => value };

/** Read as the platform has it. What is sent is checked, except for its length: that limit is the caller's setting. */
export const label: Codec<string> = {
  parse: (given) => given,
  format: (value) => parsePortLabel(value, Math.max(defaultLabelLimit, value.length)),
};

export const flag: Codec<boolean> = parsed((given) => {
  if (/^true$/i.test(given)) return true;
  if (/^false$/i.test(given)) return false;
  throw new InvalidIdentifier('flag', given, 'true or false');
});

/** Signed, since `TuningBufferID` is recorded as -1 (sriov_lp_feed.txt). */
export const integer: Codec<number> = parsed((given) => {
  const value = /^-?\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  return numberOr(value, Number.isSafeInteger(value), given, 'a whole number');
});

/** Processor units: `0.05`, `40`. */
export const decimal: Codec<number> = parsed((given) => {
  const value = /^-?\d{1,15}(\.\d{1,10})?$/.test(given) ? Number(given) : Number.NaN;
  return numberOr(value, Number.isFinite(value), given, 'a decimal number');
});

export const capacity: Codec<Capacity> = parsed(parseCapacityPercent, formatCapacity);
export const locationCode: Codec<LocationCode> = parsed(parseLocationCode);
export const sriovAdapterId: Codec<SriovAdapterId> = parsed(parseSriovAdapterId);
export const physicalPortId: Codec<PhysicalPortId> = parsed(parsePhysicalPortId);
export const vlanId: Codec<VlanId> = parsed(parseVlanId);
export const slotNumber: Codec<SlotNumber> = parsed(parseSlotNumber);
export const failoverPriority: Codec<FailoverPriority> = parsed(parseFailoverPriority);

/** All zeros mean that there is none yet: `CurrentMACAddress` of an idle logical port (sriov_lp_feed.txt). */
export const macAddress: Codec<MacAddress> = {
  parse: (given) => (/^[0:-]*$/.test(given.trim()) ? undefined : parseMacAddress(given.trim())),
  format: parseMacAddress,
};

/** `AllowedVLANIDs` and their like: everything, nothing, or the values listed. */
export type AccessList = 'ALL' | 'NONE' | readonly string[];

export const accessList: Codec<AccessList> = {
  parse(given) {
    const words = given.split(/[\s,]+/).filter((word) => word !== '');
    if (words.length === 0) return undefined;
    const [only] = words;
    return words.length === 1 && (only === 'ALL' || only === 'NONE') ? only : Object.freeze(words);
  },
  format: (value) => (typeof value === 'string' ? value : value.length === 0 ? 'NONE' : value.join(' ')),
};

/** Firmware adds words, so any word is read; the known ones are what may be written, and what an editor offers. */
export type OneOf<Word extends string> = Word | (string & Record<never, never>);

export function oneOf<const Word extends string>(...words: readonly Word[]): Codec<OneOf<Word>> {
  return parsed<OneOf<Word>>(
    (given) => given,
    (value) => {
      if ((words as readonly string[]).includes(value)) return value;
      throw new InvalidIdentifier('word', value, `one of ${words.join(', ')}`);
    },
  );
}

/** A codec whose white space around the text means nothing, and whose empty text means no value. */
function parsed<Value extends string | number | boolean>(
  parse: (text: string) => Value,
  format: (value: Value) => string = (value) => String(parse(String(value))),
): Codec<Value> {
  return {
    parse(given) {
      const trimmed = given.trim();
      return trimmed === '' ? undefined : parse(trimmed);
    },
    format,
  };
}

function numberOr(value: number, valid: boolean, given: string, expected: string): number {
  if (!valid) throw new InvalidIdentifier('number', given, expected);
  return value;
}
