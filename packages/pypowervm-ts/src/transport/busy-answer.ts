import type { RestResponse } from './transport.ts';

interface BusySign {
  readonly text: string;
  readonly source: string;
}

/** What a 500 says when the request was turned away, not failed; codes first, words only where no code is sent. */
const busySigns: readonly BusySign[] = [
  { text: 'HSCL3205', source: 'pypowervm wrappers/http_error.py' },
  { text: 'VIOS0014', source: 'pypowervm wrappers/http_error.py' },
  {
    text: 'is busy processing some other request',
    source: 'recording fake_httperror.txt, which has no code',
  },
  { text: 'The system is currently too busy', source: 'pypowervm wrappers/http_error.py' },
];

/** 503 and 429 in any form (XML or a web server's HTML page), or a 500 with one of the signs. */
export function isBusy(answer: RestResponse): boolean {
  if (answer.status === 503 || answer.status === 429) return true;
  return answer.status === 500 && busySigns.some(({ text }) => answer.body.includes(text));
}
