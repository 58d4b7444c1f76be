import { describe, it } from 'vitest';
import { setRmc } from './set-rmc.ts';
import { stopVios } from './set-vios-power.ts';
import { expectRefusal, openSmallHost, type Rule } from './small-host.fixture.ts';

const rules: readonly Rule[] = [
  [
    'a running partition without RMC',
    'SIM-RMC-INACTIVE',
    /RMC connection is inactive/,
    (host) => {
      setRmc(host.platform, { system: host.system.uuid, partition: host.lpar(0), rmc: 'inactive' });
      host.vnic();
    },
  ],
  [
    'a running partition without DLPAR',
    'SIM-DLPAR-INCAPABLE',
    /lpar1/,
    (host) => {
      for (const partition of host.system.partitions) partition.ioDlparCapable = false;
      host.vnic();
    },
  ],
  [
    'a partition between states',
    'SIM-PARTITION-STATE',
    /open firmware/,
    (host) => {
      for (const partition of host.system.partitions) partition.state = 'open firmware';
      host.vnic();
    },
  ],
  [
    'a migrating partition',
    'SIM-MIGRATING',
    /Migration_In_Progress/,
    (host) => {
      for (const partition of host.system.partitions) partition.migrationState = 'Migration_In_Progress';
      host.vnic();
    },
  ],
  [
    'a stopped VIOS',
    'SIM-VIOS-DOWN',
    /vios1 is not activated/,
    (host) => {
      stopVios(host.platform, { system: host.system.uuid, vios: host.vios(0) });
      host.vnic();
    },
  ],
  [
    'a VIOS without RMC',
    'SIM-VIOS-RMC-INACTIVE',
    /vios2 is inactive/,
    (host) => {
      setRmc(host.platform, { system: host.system.uuid, partition: host.vios(1), rmc: 'inactive' });
      host.vnic();
    },
  ],
  [
    'a VIOS without vNICs',
    'SIM-VIOS-VNIC-INCAPABLE',
    /vios1/,
    (host) => {
      for (const vios of host.system.vioses) vios.isVnicCapable = false;
      host.vnic();
    },
  ],
  [
    'redundancy through a VIOS without failover',
    'SIM-VIOS-FAILOVER-INCAPABLE',
    /vios1/,
    (host) => {
      for (const vios of host.system.vioses) vios.vnicFailoverCapable = false;
      host.vnic();
    },
  ],
  [
    'redundancy on a system without failover',
    'SIM-SYSTEM-FAILOVER-INCAPABLE',
    /one backing device only/,
    (host) => {
      host.system.capabilities.VirtualNICFailOverCapable = 'false';
      host.vnic();
    },
  ],
  [
    'a system without vNICs',
    'SIM-SYSTEM-VNIC-INCAPABLE',
    /no dedicated vNIC/,
    (host) => {
      delete host.system.capabilities.VirtualNICDedicatedSRIOVCapable;
      host.vnic();
    },
  ],
  [
    'a VIOS that serves all it can',
    'SIM-VIOS-VNIC-LIMIT',
    /serves 1 backing devices of 1; 1 more/,
    (host) => {
      host.platform.state.settings.vnicServersPerVios = 1;
      host.vnic();
      host.vnic();
    },
  ],
  [
    'a partition with all its vNICs',
    'SIM-PARTITION-VNIC-LIMIT',
    /1 vNICs of 1/,
    (host) => {
      host.platform.state.settings.vnicsPerPartition = 1;
      host.vnic();
      host.vnic();
    },
  ],
  [
    'NovaLink where the HMC is master',
    'SIM-NOT-MASTER',
    /the HMC is the management master .* NovaLink may not/,
    (host) => {
      host.system.master = 'hmc';
      host.vnic();
    },
  ],
];

describe('who may be changed and who serves', () => {
  it.each(rules)('%s: %s', (_what, code, words, attempt) => {
    expectRefusal(() => attempt(openSmallHost()), { code, words });
  });
});
