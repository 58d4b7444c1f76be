import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCollisions, networkIdOf } from './network-id.ts';
import {
  addressInDomain,
  addressOnBus,
  ordinalInDomain,
  ordinalsPerBus,
  ordinalsPerDomain,
  parentAddress,
} from './pci-address.ts';

/** As Nova reads one: no bus above ff, no slot above 1f, no function above 7. */
const novasForm = /^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/;

test('every ordinal has an address of its own that Nova reads, and is found again in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: ordinalsPerDomain - 1 }), fc.string(), (ordinal, network) => {
      const domain = networkIdOf(network);
      const address = addressInDomain(domain, ordinal);
      expect(address).toMatch(novasForm);
      expect(address).not.toBe(parentAddress(domain));
      expect(ordinalInDomain(domain, address)).toBe(ordinal);
      expect(ordinalInDomain('0000', address)).toBeUndefined();
    }),
  );
});

test('addresses on a bus are all different, from the first to the last', () => {
  const all = Array.from({ length: ordinalsPerBus }, (_, ordinal) => addressOnBus('f001', 3, ordinal));
  expect(new Set(all).size).toBe(ordinalsPerBus);
  expect(all[0]).toBe('f001:03:00.0');
  expect(all[9]).toBe('f001:03:01.1');
  expect(all.at(-1)).toBe('f001:03:1e.7');
});

test.each(['', '*:1:2.3', 'f001:03:00', 'f001:03:20.0', 'f001:03:00.8', '0000:00:00.0\nf001:03:00.0'])(
  'what is no address of ours is not taken for one: %j',
  (text) => {
    expect(ordinalInDomain('f001', text)).toBeUndefined();
  },
);

test('a network has the same id always and everywhere; two that share one are found', () => {
  expect(networkIdOf('default')).toBe('b7a8');
  expect(networkIdOf('prod_net')).toBe('ea04');
  const names = Array.from({ length: 400 }, (_, index) => `net-${index}`);
  const groups = findCollisions(names);
  expect(groups.length).toBeGreaterThan(0);
  for (const [first = '', second = ''] of groups) expect(networkIdOf(first)).toBe(networkIdOf(second));
  expect(findCollisions(['prod_net', 'default'])).toEqual([]);
});
