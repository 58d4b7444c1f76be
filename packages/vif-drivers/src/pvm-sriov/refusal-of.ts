import type { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { VifError } from '../vif-error.ts';

/** The platform's no as an error of this package; failures of the connection or session stay what they are. */
export function refusalOf(error: PowerVmError, what: string): VifError | PowerVmError {
  switch (error.code) {
    case 'OS_HOLDS_DEVICE':
      return osHolds(error, what);
    case 'JOB_FAILED':
      return error.serverCode === 'HSCL294D' ? osHolds(error, what) : platformRefusal(error, what);
    case 'NOT_FOUND':
      return new VifError(
        'PARTITION_UNKNOWN',
        `${what}: the console does not know the partition (${error.message})`,
        {
          cause: error,
        },
      );
    case 'CAPACITY_REFUSED':
    case 'PORT_OWNED':
    case 'FORBIDDEN':
    case 'SERVER_REFUSED':
    case 'SERVER_FAILED':
      return platformRefusal(error, what);
    default:
      return error;
  }
}

/** HSCL294D, AIX 0931-029 (sriov-rules [H]). */
function osHolds(error: PowerVmError, what: string): VifError {
  return new VifError(
    'OS_HOLDS_DEVICE',
    `${what}: the operating system of the partition still uses it (${error.message}); release it there first`,
    { cause: error },
  );
}

function platformRefusal(error: PowerVmError, what: string): VifError {
  return new VifError('PLATFORM_REFUSED', `${what}: ${error.message}`, { cause: error });
}
