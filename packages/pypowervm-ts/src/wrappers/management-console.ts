import { uomNamespace } from '../xml/namespaces.ts';
import { AuthorizedKeys } from './authorized-keys.ts';
import { text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { MachineTypeModelAndSerialNumber } from './machine-type-model-and-serial-number.ts';
import { nested, section } from './nested.ts';
import { references } from './reference.ts';
import { VersionInfo } from './version-info.ts';

/** The HMC or NovaLink that answers. Its UUID is the id of the Atom entry. */
export const ManagementConsole = defineElement({
  name: 'ManagementConsole',
  namespace: uomNamespace,
  knownBy: 'managementConsoleName',
  properties: {
    machineTypeModelAndSerialNumber: nested(
      'MachineTypeModelAndSerialNumber',
      MachineTypeModelAndSerialNumber,
    ),
    managedSystems: references('ManagedSystems'),
    managementConsoleName: leaf('ManagementConsoleName', text),
    versionInfo: section('VersionInfo', VersionInfo),
    /** Of the user that NovaLinks migrate as. */
    publicSshKey: leaf('PublicSSHKey', text),
    authorizedKeys: section('AuthorizedKeys', AuthorizedKeys),
  },
});

export type ManagementConsole = ReadOf<typeof ManagementConsole>;
