import { readFile } from 'node:fs/promises';
import { InvalidIdentifier } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Personality } from '../world/build-state.ts';
import { readXml, UnreadableXml } from '../xml/read-xml.ts';
import { bootHostRecording } from './boot-host-recording.ts';
import { bootSystemDocument } from './boot-system-document.ts';
import type { BootedRecording } from './booted-recording.ts';
import { InvalidRecording } from './invalid-recording.ts';
import { recordedBody } from './recorded-body.ts';
import { isHostRecording } from './recorded-host.ts';

/**
 * A digital twin of the host in a file: a host recording (`pvm-sriov host snapshot`), a recorded ManagedSystem answer,
 * or its bare XML.
 */
export async function bootRecordingFile(
  file: string,
  options: { readonly personality?: Personality; readonly signal?: AbortSignal } = {},
): Promise<BootedRecording> {
  const { signal } = options;
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new InvalidRecording(`The recording ${file} cannot be read; name a readable file.`, { cause });
  });
  try {
    return bootRecording(text, options);
  } catch (cause) {
    if (!isFaultOfText(cause)) throw cause;
    throw new InvalidRecording(`The recording ${file} is of no use: ${cause.message.replace(/\.+$/, '.')}`, {
      cause,
    });
  }
}

export function bootRecording(
  text: string,
  options: { readonly personality?: Personality } = {},
): BootedRecording {
  const root = readXml(recordedBody(text));
  return isHostRecording(root) ? bootHostRecording(root, options) : bootSystemDocument(root, options);
}

function isFaultOfText(failure: unknown): failure is Error {
  return [UnreadableXml, InvalidRecording, InvalidIdentifier].some((kind) => failure instanceof kind);
}
