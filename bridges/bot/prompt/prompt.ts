import { createHash, randomUUID } from 'node:crypto';
import type { Message } from '../../../src/model/index.ts';
import type { ChatMessage, DeskState, Turn } from '../contract.ts';
import type { Prompter, Surroundings } from '../parts.ts';
import type { PromptersOptions } from './contract.ts';
import { createDates } from './dates.ts';
import { factsText } from './facts.ts';
import type { FileContent } from './files.ts';
import { createFiles } from './files.ts';
import { rememberPast } from './history.ts';
import { createMarks } from './marks.ts';
import type { Told } from './origin.ts';
import { tellOrigins } from './origin.ts';
import { createQuestions } from './question.ts';
import { createRenderer } from './render.ts';
import { systemText } from './rules.ts';
import { secretsOf, withoutSecrets } from './secrets.ts';
import { createSpeakers } from './speakers.ts';
import { stepMessages } from './steps.ts';
import { summaryRequest } from './summary.ts';
import { Talk } from './talk.ts';
import type { Tokens } from './tokens.ts';
import { createTokens } from './tokens.ts';
import type { Entry } from './window.ts';
import { fitMemory } from './window.ts';

/** Tokens of all notes together; the newest stay. */
const NOTES = 1000;
/** What a message takes beyond its own tokens. */
const OVERHEAD = 4;

/** What the model is shown, conversation by conversation. Counts are shared between them, words never are. */
export function createPrompters({
  seed = randomUUID(),
  ...shared
}: PromptersOptions): (surroundings: Surroundings) => Prompter {
  const tokens = createTokens();
  return (surroundings) => createPrompter({ ...shared, seed, surroundings, tokens });
}

interface PrompterOptions extends PromptersOptions {
  readonly surroundings: Surroundings;
  readonly tokens: Tokens;
  readonly seed: string;
}

/** Reads one conversation and no other. */
function createPrompter({
  surroundings,
  journal,
  tokens,
  seed,
  knowledge,
  ...options
}: PrompterOptions): Prompter {
  const { bot, place, people, self, connection, manners } = surroundings;
  const timeZone = manners.quietHours?.timeZone ?? bot.budget.timeZone;
  const marks = createMarks(keyFor(seed, bot.name, place.account, place.conversation));
  const secrets = [...options.secrets, ...secretsOf(bot)];
  const dates = createDates(timeZone);
  const pastOf = rememberPast(surroundings);
  const files = createFiles(surroundings);
  const questions = createQuestions({ marks, tokens, memory: bot.memory });

  const newRenderer = () => {
    const speakers = createSpeakers(place.account, people, self, bot.title);
    return { speakers, renderer: createRenderer(marks, speakers, dates) };
  };

  /** The newest version that is known, by the service or by the journal. */
  const asNow = async (message: Message, now: (message: Message) => Message): Promise<Message> => {
    const shown = now(message);
    if (shown !== message) return shown;
    const event = await journal.eventOf(place, message.id);
    return event && 'message' in event ? event.message : message;
  };

  return {
    count: (text) => tokens.count(text),

    async build(turn, state) {
      const { speakers, renderer } = newRenderer();
      const past = await pastOf(turn, state.resetAt ?? 0);
      const before = await tellOrigins(past.messages, surroundings, journal);
      const asked = await Promise.all(turn.heard.map(({ message }) => asNow(message, past.now)));
      const byId = new Map([...before, ...asked.map(others)].map((told) => [told.message.id, told]));
      const answered = ({ replyTo, thread }: Message): Told | undefined =>
        replyTo === undefined || replyTo === thread ? undefined : byId.get(replyTo);

      const entries: Entry<Told>[] = [];
      for (const told of afterSummary(before, state)) {
        const text = told.mine
          ? renderer.own(told.message)
          : renderer.message(told.message, answered(told.message));
        const fitting = await questions.shortenBlock(text, bot.memory.tokens / 4);
        entries.push({ told, text: fitting, tokens: (await tokens.count(fitting)) + OVERHEAD });
      }
      const { shown, out } = fitMemory(entries, bot.memory);

      const quoted = asked.flatMap((message) => answered(message)?.message ?? []);
      for (const message of asked) renderer.speaker(message);
      const attached = await files.of(turn.id, [...quoted, ...asked]);
      const question = await questions.write(
        asked.map((message) => ({
          message,
          heading: (words: string) => renderer.message(message, answered(message), words),
          transcript: transcriptOf(turn, message.id),
        })),
        attached.filter((file): file is Extract<FileContent, { text: string }> => 'text' in file),
      );
      const passages = (await knowledge?.search(question.words, tokens)) ?? [];

      const talk = new Talk();
      talk.others(marks.block('facts', {}, factsText(surroundings, speakers.all())));
      const summary = state.summary && (await tokens.shorten(state.summary.text, bot.memory.summaryTokens));
      if (summary) talk.others(marks.block('summary', { of: 'what was said before' }, summary));
      const notes = await newestNotes(state.notes ?? [], (text) => tokens.count(text));
      for (const note of notes) talk.others(marks.block('note', {}, note));
      for (const { told, text } of shown) {
        if (told.mine) talk.bot(text);
        else talk.others(text);
      }
      for (const { source, text } of passages) talk.others(marks.block('passage', { source }, text));
      talk.others(marks.note(`it is ${dates.moment(turn.startedAt)}; answer what follows`));
      for (const block of question.blocks) talk.others(block);
      for (const file of attached) if ('image' in file) talk.picture(file.image);

      const facts = { platform: connection.capabilities.title, day: dates.day(turn.startedAt), timeZone };
      const messages: ChatMessage[] = [
        { role: 'system', text: systemText(bot, marks, facts) },
        ...talk.messages,
        ...stepMessages(turn, marks),
      ];
      const isInThread = turn.heard.at(-1)?.message.thread !== undefined;
      const dropped =
        bot.memory.summaryTokens === 0 || isInThread ? [] : out.map(({ told }) => inMinutes(told));
      return { messages: withoutSecrets(messages, secrets), dropped };
    },

    summarize(state, dropped) {
      const request = summaryRequest(bot.memory, state, dropped, {
        marks,
        dates,
        renderer: newRenderer().renderer,
      });
      return withoutSecrets(request, secrets);
    },
  };
}

/** The same for every request of a conversation, so that services find its beginning in their cache. */
function keyFor(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}

const others = (message: Message): Told => ({ message, mine: false });

/** In the minutes, only what the bot said is the account's own. */
function inMinutes({ message, mine }: Told): Message {
  const kind = mine ? 'self' : message.author.kind === 'self' ? 'bot' : message.author.kind;
  return { ...message, author: { ...message.author, kind } };
}

function afterSummary(before: readonly Told[], { summary }: DeskState): readonly Told[] {
  const at = before.findIndex(({ message }) => message.id === summary?.upTo);
  return before.slice(at + 1);
}

function transcriptOf(turn: Turn, messageId: string): string | undefined {
  const found = turn.steps.find((step) => step.kind === 'transcript' && step.messageId === messageId);
  return found?.kind === 'transcript' ? found.text : undefined;
}

async function newestNotes(
  notes: readonly string[],
  count: (text: string) => Promise<number>,
): Promise<readonly string[]> {
  let left = NOTES;
  let first = notes.length;
  for (; first > 0; first -= 1) {
    left -= await count(notes[first - 1] ?? '');
    if (left < 0) break;
  }
  return notes.slice(first);
}
