import type { Fault } from '../../bridges/sandbox/kit/index.ts';
import type { ModelFault } from '../../bridges/sandbox/model/index.ts';
import type { Random } from './random.ts';
import type { FaultStep, ModelFaultStep } from './schedule.ts';
import { crashService } from './services.ts';

/** Faults of each kind for every so many messages of a run. */
const FAULT_EVERY = 40;
const MODEL_FAULT_EVERY = 200;
const LEAST_FAULTS = 3;
const SOCKET_CUTS = 4;

/** Faults of every kind, spread over time and services, and cuts of their sockets. */
export function planFaults(
  random: Random,
  messages: number,
  lengthMs: number,
  services: readonly string[],
): FaultStep[] {
  const rounds = Math.max(LEAST_FAULTS, Math.floor(messages / FAULT_EVERY));
  const at = (): number => Math.floor(random.next() * lengthMs);
  const steps: FaultStep[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const fault of requestFaults(random)) {
      const service = random.pick(services);
      const isAimed = fault.kind === 'lost-answer' || random.chance(0.6);
      const aimed = isAimed ? { ...fault, match: crashService(service).send } : fault;
      steps.push({ do: 'fault', at: at(), service, fault: aimed });
    }
    for (const service of services) {
      const { deliveries } = crashService(service);
      if (deliveries.length > 0)
        steps.push({ do: 'fault', at: at(), service, fault: deliveryFault(random.pick(deliveries)) });
    }
  }
  for (const service of services) {
    const { socket, resumes } = crashService(service);
    for (let cut = 0; socket && cut < SOCKET_CUTS; cut += 1) {
      const when = at();
      if (resumes && cut % 2 === 0)
        steps.push({ do: 'fault', at: when, service, fault: { kind: 'refuse-resume' } });
      steps.push({ do: 'fault', at: when, service, fault: { kind: 'cut-socket' } });
    }
  }
  return steps;
}

/** Faults of the model of every kind, spread over time. */
export function planModelFaults(random: Random, messages: number, lengthMs: number): ModelFaultStep[] {
  const rounds = Math.max(1, Math.floor(messages / MODEL_FAULT_EVERY));
  return Array.from({ length: rounds }, () => modelFaults(random))
    .flat()
    .map((fault) => ({ do: 'model-fault', at: Math.floor(random.next() * lengthMs), fault }));
}

function modelFaults(random: Random): ModelFault[] {
  return [
    ...requestFaults(random),
    { kind: 'break-stream', after: random.between(0, 8) },
    { kind: 'end-stream', after: random.between(0, 8) },
    { kind: 'stream-error', after: random.between(0, 8) },
    { kind: 'malformed' },
    { kind: 'empty' },
    { kind: 'no-body' },
  ];
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
