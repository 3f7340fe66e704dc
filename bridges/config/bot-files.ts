import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BotContext } from './bot-context.ts';
import { complain } from './bot-context.ts';
import type { BotInFile } from './bot-schema.ts';
import type { Path } from './document.ts';

const LONGEST = 100_000;

/** What a bot is told to be, from the file itself or from the one it names. */
export function readInstructions(
  at: Path,
  { instructions, instructionsFile }: BotInFile,
  title: string,
  context: BotContext,
): string {
  if (instructionsFile === undefined) return instructions ?? usual(title);
  const fileAt = [...at, 'instructionsFile'];
  if (instructions !== undefined)
    complain(context, fileAt, 'stands beside "instructions". Keep one of them.');
  const file = path.resolve(context.directory, instructionsFile);
  const text = readText(file);
  if (typeof text !== 'string') complain(context, fileAt, `cannot be read: ${file} (${text.code}).`);
  else if (text.trim() === '') complain(context, fileAt, `is empty: ${file}.`);
  else if (text.length > LONGEST)
    complain(context, fileAt, `has ${String(text.length)} characters; at most ${String(LONGEST)} are taken.`);
  else return text;
  return '';
}

function usual(title: string): string {
  return (
    `You are ${title}, an assistant in a conversation of people. Answer in the language of the question, briefly ` +
    'and truthfully, and say so when you do not know.'
  );
}

function readText(file: string): string | { code: string } {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** The whole path of a folder that has to be there. */
export function readFolder(at: Path, folder: string, context: BotContext): string {
  const whole = path.resolve(context.directory, folder);
  try {
    if (!statSync(whole).isDirectory()) complain(context, at, `is no folder: ${whole}.`);
  } catch (error) {
    const advice = 'Create it, or name another.';
    complain(context, at, `names a folder that is not there: ${whole} (${codeOf(error)}). ${advice}`);
  }
  return whole;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
