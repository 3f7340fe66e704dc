import { stringify } from 'yaml';
import type { EmulatedConversation, EmulatedPerson, Emulator } from '../sandbox/kit/index.ts';
import type { ModelEmulator } from '../sandbox/model/index.ts';

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

/** The emulated model API, as `parley sandbox` shows it; printed as it is by `--json`. */
export interface SandboxModel {
  readonly origin: string;
  /** Address of its control door: read what was asked, set faults, give it another script. */
  readonly control: string;
  /** `model` of a bot that asks it, the key included: it opens nothing but the sandbox. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export function describeModel(model: ModelEmulator): SandboxModel {
  const { origin } = model;
  return { origin, control: `${origin}/_control`, settings: model.modelSettings() };
}

/**
 * A `parley.yaml` that mirrors the first conversation of every emulated service into all the others, with a bot in the
 * first of them. Without any service, the `model` of a bot.
 */
export function sandboxConfig(services: readonly SandboxService[], model?: SandboxModel): string {
  const accounts = services.map(({ name, platform, settings }) => [name, { platform, ...settings }]);
  const places = services.flatMap(({ name, conversations: [first] }) =>
    first ? [`${name}:${first.id}`] : [],
  );
  const routes = places.length > 1 ? { everywhere: { between: places } } : {};
  const [first] = places;
  if (model && first === undefined) return stringify({ model: model.settings }).trimEnd();
  const bots = model ? { bots: { helper: { title: 'Helper', model: model.settings, in: [first] } } } : {};
  return stringify({ accounts: Object.fromEntries(accounts), routes, ...bots }).trimEnd();
}

/** Everything one needs to use the sandbox, as lines for people. */
export function formatSandbox(services: readonly SandboxService[], model?: SandboxModel): string[] {
  const lines: string[] = [];
  for (const { name, origin, conversations, people } of services) {
    lines.push(`${name}  ${origin}`);
    lines.push(`  conversations  ${conversations.map(({ id, name }) => `${id} (${name})`).join(', ')}`);
    lines.push(`  people         ${people.map(({ id, name }) => `${id} (${name})`).join(', ')}`);
  }
  if (model) lines.push(`model  ${model.origin}`, '  answers        by a script; no model is behind it');
  lines.push(
    '',
    services.length > 0 ? '# A parley.yaml for it:' : '# In a bot of your parley.yaml:',
    '',
    ...sandboxConfig(services, model).split('\n'),
    '',
    ...controlExamples(services),
    ...modelExamples(model),
  );
  return lines;
}

function modelExamples(model: SandboxModel | undefined): string[] {
  if (!model) return [];
  const rule = JSON.stringify([{ when: { said: 'opening hours' }, answer: { text: 'From 10 to 4.' } }]);
  const fault = JSON.stringify({ kind: 'break-stream', after: 3 });
  return [
    '# The control door of the model API: what was asked so far',
    `curl -s ${model.control}/requests`,
    '# another script',
    `curl -s ${model.control}/script -d ${quote(rule)}`,
    '# the next streamed answer breaks off after three words',
    `curl -s ${model.control}/faults -d ${quote(fault)}`,
  ];
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
