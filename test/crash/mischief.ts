import type { Fault } from '../../bridges/sandbox/kit/index.ts';
import type { Random } from './random.ts';
import type { FaultStep } from './schedule.ts';

/** The call that sends a message, by platform. */
const SEND: Readonly<Record<string, { method: string; path: string }>> = {
  buddypress: { method: 'POST', path: '/messages' },
  'chat-api': { method: 'POST', path: '/sendMessage' },
  slack: { method: 'POST', path: 'chat.postMessage' },
};

/** Platforms that call us, and what can happen to such a call. Only Chat API drops one for good. */
const DELIVERIES: Readonly<Record<string, readonly Fault['kind'][]>> = {
  'chat-api': ['deliver-twice', 'deliver-out-of-order', 'drop-delivery'],
  slack: ['deliver-twice', 'deliver-out-of-order'],
};

/** Faults of each kind for every so many messages of a run. */
const FAULT_EVERY = 40;
const LEAST_FAULTS = 3;
const SOCKET_CUTS = 2;

/** Faults of every kind, spread over time and platforms, and cuts of Slack's sockets. */
export function planFaults(
  random: Random,
  messages: number,
  lengthMs: number,
  platforms: readonly string[],
): FaultStep[] {
  const rounds = Math.max(LEAST_FAULTS, Math.floor(messages / FAULT_EVERY));
  const at = (): number => Math.floor(random.next() * lengthMs);
  const steps: FaultStep[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const fault of requestFaults(random)) {
      const platform = random.pick(platforms);
      const send = SEND[platform];
      const aimed =
        send && (fault.kind === 'lost-answer' || random.chance(0.6)) ? { ...fault, match: send } : fault;
      steps.push({ do: 'fault', at: at(), platform, fault: aimed });
    }
    for (const platform of platforms) {
      const kinds = DELIVERIES[platform];
      if (kinds) steps.push({ do: 'fault', at: at(), platform, fault: deliveryFault(random.pick(kinds)) });
    }
  }
  if (platforms.includes('slack')) {
    for (let cut = 0; cut < SOCKET_CUTS; cut += 1) {
      steps.push({ do: 'fault', at: at(), platform: 'slack', fault: { kind: 'cut-socket' } });
    }
  }
  return steps;
}

function requestFaults(random: Random): Fault[] {
  return [
    { kind: 'lost-answer' },
    { kind: 'drop' },
    { kind: 'status', status: 429, retryAfter: 1 },
    { kind: 'status', status: random.pick([500, 502, 503, 504]), body: '<html><h1>Bad Gateway</h1></html>' },
    { kind: 'slow', ms: random.between(50, 400) },
  ];
}

function deliveryFault(kind: Fault['kind']): Fault {
  switch (kind) {
    case 'deliver-out-of-order':
    case 'drop-delivery':
      return { kind };
    default:
      return { kind: 'deliver-twice' };
  }
}
