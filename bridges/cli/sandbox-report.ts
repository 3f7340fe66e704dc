import { stringify } from 'yaml';
import type { EmulatedConversation, EmulatedPerson, Emulator } from '../sandbox/kit/index.ts';

/** One emulated service, as `parley sandbox` shows it; printed as it is by `--json`. */
export interface SandboxService {
  /** Name of the service within the sandbox, and of its account in the configuration. */
  readonly name: string;
  readonly platform: string;
  /** Address of the service. */
  readonly origin: string;
  /** Address of the control door: act as a person, read what is stored, set faults, step the clock. */
  readonly control: string;
  /** Settings of the account, tokens included: they open nothing but the sandbox. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly conversations: readonly EmulatedConversation[];
  readonly people: readonly EmulatedPerson[];
}

export function describeService(name: string, emulator: Emulator): SandboxService {
  return {
    name,
    platform: emulator.platform,
    origin: emulator.origin,
    control: `${emulator.origin}/_control`,
    settings: emulator.accountSettings(),
    conversations: emulator.conversations(),
    people: emulator.people(),
  };
}

/** A `parley.yaml` that mirrors the first conversation of every emulated service into all the others. */
export function sandboxConfig(services: readonly SandboxService[]): string {
  const accounts = services.map(({ name, platform, settings }) => [name, { platform, ...settings }]);
  const places = services.flatMap(({ name, conversations: [first] }) =>
    first ? [`${name}:${first.id}`] : [],
  );
  const routes = places.length > 1 ? { everywhere: { between: places } } : {};
  return stringify({ accounts: Object.fromEntries(accounts), routes }).trimEnd();
}

/** Everything one needs to use the sandbox, as lines for people. */
export function formatSandbox(services: readonly SandboxService[]): string[] {
  const lines: string[] = [];
  for (const { name, origin, conversations, people } of services) {
    lines.push(`${name}  ${origin}`);
    lines.push(`  conversations  ${conversations.map(({ id, name }) => `${id} (${name})`).join(', ')}`);
    lines.push(`  people         ${people.map(({ id, name }) => `${id} (${name})`).join(', ')}`);
  }
  lines.push(
    '',
    '# A parley.yaml for it:',
    '',
    ...sandboxConfig(services).split('\n'),
    '',
    ...controlExamples(services),
  );
  return lines;
}

function controlExamples(services: readonly SandboxService[]): string[] {
  const service = services.find(({ conversations, people }) => conversations.length > 0 && people.length > 0);
  const [conversation] = service?.conversations ?? [];
  const [person] = service?.people ?? [];
  if (!service || !conversation || !person) return [];
  const say = JSON.stringify({ conversation: conversation.id, as: person.id, text: 'Hello' });
  const fault = JSON.stringify({ kind: 'lost-answer', times: 1 });
  return [
    '# The control door of every service, here of ' + service.name + ':',
    '# a person writes',
    `curl -s ${service.control}/say -d ${quote(say)}`,
    '# what is stored',
    `curl -s ${quote(`${service.control}/messages?conversation=${encodeURIComponent(conversation.id)}`)}`,
    '# the next call is carried out, but its answer is lost',
    `curl -s ${service.control}/faults -d ${quote(fault)}`,
    '# an end to all faults',
    `curl -s -X DELETE ${service.control}/faults`,
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
