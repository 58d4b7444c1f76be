import { parseEntry } from '../atom/parse-atom.ts';
import { PowerVmError, type PowerVmErrorCode } from '../power-vm-error.ts';
import { isBusy } from '../transport/busy-answer.ts';
import { isMutating, nameOf, type RestRequest, type RestResponse } from '../transport/transport.ts';
import { HttpErrorResponse } from '../wrappers/http-error-response.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serverCodeIn } from './server-code.ts';

/** Server codes whose meaning is known; all of them refuse, none has changed anything. Published by IBM. */
const meanings: ReadonlyMap<string, PowerVmErrorCode> = new Map([
  ['HSCL1295', 'CAPACITY_REFUSED'], // below the minimum or outside of the range
  ['HSCL1293', 'CAPACITY_REFUSED'], // the port's shares would exceed 100%
  ['HSCL1288', 'PORT_OWNED'],
  ['HSCL294D', 'OS_HOLDS_DEVICE'],
  ['0931-029', 'OS_HOLDS_DEVICE'], // AIX's own code, carried inside
]);

const remedies: Readonly<Partial<Record<PowerVmErrorCode, string>>> = {
  UNAUTHORIZED: 'the session is not accepted any more',
  FORBIDDEN: 'the user lacks the right to do this',
  CONFLICT_ETAG: 'it was changed meanwhile; read it again',
  BUSY: 'try again later',
  CAPACITY_REFUSED: 'ask for less, or for a port with more room',
  PORT_OWNED: 'read who owns it before assigning it',
  OS_HOLDS_DEVICE: 'release the device in the operating system first',
};

/** The error that an answer of 400 or above stands for. The server's code decides where it is known, never its words. */
export function refusalOf(request: RestRequest, answer: RestResponse): PowerVmError {
  const words = wordsOf(answer.body);
  const serverCode = serverCodeIn(words);
  const code = codeOf(answer, serverCode);
  const remedy = remedies[code];
  const effectUnknown = code === 'SERVER_FAILED' && isMutating(request);
  return new PowerVmError(
    code,
    `${nameOf(request)} was refused with ${answer.status}: ${words}${remedy === undefined ? '' : `; ${remedy}`}`,
    { status: answer.status, effectUnknown, ...(serverCode === undefined ? {} : { serverCode }) },
  );
}

function codeOf(answer: RestResponse, serverCode: string | undefined): PowerVmErrorCode {
  const known = serverCode === undefined ? undefined : meanings.get(serverCode);
  if (known !== undefined) return known;
  if (isBusy(answer)) return 'BUSY';
  switch (answer.status) {
    case 401:
      return 'UNAUTHORIZED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 412:
      return 'CONFLICT_ETAG';
    default:
      // A coded 500 is a decision of the server; an uncoded one may have come before or after the effect.
      return answer.status < 500 || serverCode !== undefined ? 'SERVER_REFUSED' : 'SERVER_FAILED';
  }
}

/** Message and reason of the HttpErrorResponse, or a word about whatever else came, e.g. a web server's HTML page. */
function wordsOf(body: string): string {
  if (body.trim() === '') return 'no reason given';
  try {
    const { message, reasonCode } = HttpErrorResponse.read(parseEntry(parseXml(body)).content);
    if (!message) return reasonCode || 'no reason given';
    const sentence = message.trim().replace(/\.$/, '');
    return reasonCode && reasonCode !== message ? `${sentence} (${reasonCode.replace(/\.$/, '')})` : sentence;
  } catch {
    return 'the answer is no PowerVM error document';
  }
}
