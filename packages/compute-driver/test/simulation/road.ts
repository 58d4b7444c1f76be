import type { Simulator } from '@powervm-sriov/powervm-simulator';
import type { RestRequest, RestResponse, Transport } from '@powervm-sriov/pypowervm-ts';
import type { Life } from './life.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { EventMishap, Mishap, Weather } from './weather.ts';

/** A request and what became of it on its way: `undefined` when no answer came back. */
export interface Passage {
  readonly request: RestRequest;
  readonly mishap: Mishap | undefined;
  readonly answer: RestResponse | undefined;
}

export interface RoadOptions {
  readonly simulator: Simulator;
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly weather: Weather;
  readonly life: Life;
  /** Sees requests as they leave. */
  readonly onDeparture: (request: RestRequest) => void;
  readonly onArrival: (passage: Passage) => void;
  /** Stands at the console, around what it executes. */
  readonly guard: (request: RestRequest, execute: () => Promise<RestResponse>) => Promise<RestResponse>;
}

/** The way of requests to the console and back: each takes its time, and any may be struck. */
export function roadToConsole(options: RoadOptions): Transport {
  const { simulator, time, random, weather, life, onDeparture, onArrival, guard } = options;
  const travel = (): Promise<void> => {
    const milliseconds = random.chance(0.05) ? random.between(100, 3_000) : random.between(1, 40);
    return new Promise((resolve) => {
      time.after(milliseconds, resolve);
    });
  };
  return async (request, signal) => {
    await life.step();
    const mishap = weather.strike(request);
    onDeparture(request);
    await travel();
    const execution = guard(request, () => deliver(simulator, { request, mishap }, signal));
    const answer = await execution.catch((error: unknown) => {
      if (!life.isOver()) onArrival({ request, mishap, answer: undefined });
      throw error;
    });
    await travel();
    await life.step();
    onArrival({ request, mishap, answer });
    return answer;
  };
}

interface Struck {
  readonly request: RestRequest;
  readonly mishap: Mishap | undefined;
}

async function deliver(
  { transport, control }: Simulator,
  { request, mishap }: Struck,
  signal: AbortSignal,
): Promise<RestResponse> {
  switch (mishap) {
    case undefined:
      return await transport(request, signal);
    case 'silence-before':
      return await silence(signal);
    case 'silence-after':
      await transport(request, signal);
      return await silence(signal);
    case 'failed-before':
      return failed;
    case 'failed-after':
      await transport(request, signal);
      return failed;
    case 'twice':
      await transport(request, signal);
      return await transport(request, signal);
    case 'empty':
      return { ...(await transport(request, signal)), body: '' };
    case 'cut': {
      const answer = await transport(request, signal);
      return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
    }
    case 'events-twice':
    case 'events-reversed':
    case 'events-lost':
      return disorder(await transport(request, signal), mishap);
    case 'not-found':
      return await transport({ ...request, path: elsewhere(request.path) }, signal);
    default:
      // Armed and struck in one turn, so that it strikes this request and no other.
      control.inject({ times: 1, fault: mishap });
      return await transport(request, signal);
  }
}

/** A connection that nobody closes; whoever waits gives up in the end. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

const failed: RestResponse = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>Internal Server Error</h1></body></html>',
};

const nobody = '00000000-0000-4000-8000-000000000000';

/** The same path to an object that is not there. */
function elsewhere(path: string): string {
  return path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!.*[0-9a-f]{8}-[0-9a-f]{4}-)/i, nobody);
}

/** The same answer with its events otherwise. */
function disorder(answer: RestResponse, mishap: EventMishap): RestResponse {
  const entries = answer.body.match(/<entry>.*?<\/entry>/gs) ?? [];
  const changed = {
    'events-twice': [...entries, ...entries],
    'events-reversed': entries.toReversed(),
    'events-lost': [],
  };
  const [first] = entries;
  if (first === undefined) return answer;
  const [before, after] = [
    answer.body.indexOf(first),
    answer.body.lastIndexOf('</entry>') + '</entry>'.length,
  ];
  const body = answer.body.slice(0, before) + changed[mishap].join('') + answer.body.slice(after);
  return { ...answer, body };
}
