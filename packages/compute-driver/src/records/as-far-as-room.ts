import { HostError } from '../host/host-error.ts';

/** A full store keeps nobody from removing or mending: what is then not written down, the next try does again. */
export async function asFarAsRoom(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'STORE_FULL') throw error;
  }
}
