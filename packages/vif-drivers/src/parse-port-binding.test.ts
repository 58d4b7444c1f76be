import { describe, expect, test } from 'vitest';
import { parsePortBinding } from './parse-port-binding.ts';

const details = {
  vlan: '118',
  physical_network: 'physnet1',
  redundancy: 2,
  capacity: null,
  maxcapacity: null,
};
const vif = {
  id: '8594bc5a-d091-413b-9b5b-e1a4758b3879',
  address: 'fa:16:3e:0e:f6:ec',
  type: 'pvm_sriov',
  vnic_type: 'direct',
  details,
  profile: { pci_slot: 'f001:01:00.3' },
};
const port = {
  id: vif.id,
  mac_address: vif.address,
  'binding:vif_type': 'pvm_sriov',
  'binding:vnic_type': 'direct',
  'binding:vif_details': details,
  'binding:profile': vif.profile,
};

describe('parsePortBinding', () => {
  test('reads a Nova VIF and a Neutron port alike', () => {
    expect(parsePortBinding(vif)).toEqual({
      vifType: 'pvm_sriov',
      vnicType: 'direct',
      portId: vif.id,
      mac: 'FA163E0EF6EC',
      vlan: 118,
      network: 'physnet1',
      redundancy: 2,
      capacity: undefined,
      maxCapacity: undefined,
      pciSlot: 'f001:01:00.3',
    });
    expect(parsePortBinding(port)).toEqual(parsePortBinding(vif));
  });

  test('the profile wins over the details, the details over the defaults', () => {
    const asked = {
      ...vif,
      profile: { vnic_required_vfs: '3', capacity: 0.04, maxcapacity: '0.5', other: {} },
    };
    expect(parsePortBinding(asked)).toMatchObject({ redundancy: 3, capacity: 400, maxCapacity: 5000 });
    const silent = { ...vif, details: { physical_network: 'default' }, profile: null };
    expect(parsePortBinding(silent, { redundancy: 4 })).toMatchObject({ redundancy: 4, vlan: 0 });
  });

  test.each([
    [
      { ...vif, details: { ...details, vlan: '5000' } },
      'details.vlan is "5000": expected 0 (untagged) or 2 to 4094',
    ],
    [{ ...vif, details: { ...details, vlan: 1 } }, 'details.vlan is 1: expected 0'],
    [
      { ...vif, profile: { vnic_required_vfs: 7 } },
      'profile.vnic_required_vfs is 7: expected a whole number from 1 to 6',
    ],
    [{ ...vif, profile: { capacity: 2 } }, 'profile.capacity is 2: expected a fraction from 0 to 1'],
    [{ ...vif, address: 'nonsense' }, 'address is "nonsense": expected 12 hexadecimal digits'],
    [{ ...vif, vnic_type: 'normal' }, 'vnic_type is "normal": expected \'direct\''],
    [{ ...vif, details: { vlan: '2' } }, 'details.physical_network is missing'],
    ['text', 'Nova VIF cannot be used: it is "text"'],
  ])('refuses case %# naming field, value and what is allowed', (given, message) => {
    expect(() => parsePortBinding(given)).toThrowError(expect.objectContaining({ code: 'BINDING_INVALID' }));
    expect(() => parsePortBinding(given)).toThrowError(message);
  });
});
