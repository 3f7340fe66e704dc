import type { Place } from '../../journal/contract.ts';
import type { ModelEmulator } from '../model/index.ts';
import type { MirroredRoom } from './rooms.ts';

/** Where the bot of the demo listens: answers are shown there under its own name, and people can call it there. */
const LISTENS_ON = 'slack';
/** Long enough to gather what is typed in one go, short enough that nobody waits for it. */
const BURST = '500ms';

const TITLE = 'Ada';

/** What it is asked when somebody only wants to see it answer. */
export const SAMPLE_QUESTION = `${TITLE}, who are you?`;

/** The bot of the demo, which answers in one conversation when it is called. */
export interface DemoBot {
  readonly title: string;
  readonly place: Place;
  /** Who answers: `a script of the sandbox, not a model`, or `gpt-5-mini at api.openai.com`. */
  readonly answersBy: string;
  /** Its `model`, as it stands in the configuration. Secrets stay references. */
  readonly model: Readonly<Record<string, unknown>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The bot of the first room, on the sandbox's script, or on the model that the environment names: `OPENAI_API_KEY`,
 * `OPENAI_BASE_URL` for a service other than OpenAI, `PARLEY_MODEL` for the name of the model.
 * @throws {Error} when the environment names an address that is none
 */
export function demoBot(
  [room]: readonly MirroredRoom[],
  script: ModelEmulator,
  env: Environment,
): DemoBot | undefined {
  const place = room?.places.find(({ account }) => account === LISTENS_ON);
  return place && { title: TITLE, place, ...(realModel(env) ?? scripted(script)) };
}

function scripted(script: ModelEmulator): Pick<DemoBot, 'answersBy' | 'model'> {
  return { answersBy: 'a script of the sandbox, not a model', model: script.modelSettings() };
}

const OPENAI = 'https://api.openai.com/v1';
const USUAL_MODEL = 'gpt-5-mini';

function realModel(env: Environment): Pick<DemoBot, 'answersBy' | 'model'> | undefined {
  const hasKey = (env['OPENAI_API_KEY'] ?? '') !== '';
  const url = env['OPENAI_BASE_URL']?.replace(/\/+$/, '') ?? '';
  if (!hasKey && url === '') return undefined;
  if (url !== '' && !URL.canParse(url))
    throw new Error('OPENAI_BASE_URL is no address. Set it to one such as https://api.example.org/v1.');
  const name = env['PARLEY_MODEL'] ?? '';
  const model = name === '' ? USUAL_MODEL : name;
  return {
    answersBy: `${model} at ${new URL(url === '' ? OPENAI : url).host}`,
    model: {
      url: url === '' ? OPENAI : url,
      name: model,
      // The daemon reads it from the environment: the file on the disk never holds it.
      ...(hasKey ? { key: '${OPENAI_API_KEY}' } : {}),
    },
  };
}

/** `bots` of the demo's `parley.yaml`. */
export function botsConfig({ title, place, model }: DemoBot): Record<string, unknown> {
  return { ada: { title, model, in: [place].map((one) => ({ place: one, burst: BURST })) } };
}
