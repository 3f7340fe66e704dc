import type { Attachment, Message } from '../../../src/model/index.ts';
import type { Work } from '../turn/work.ts';

/**
 * Has the voice notes of a turn written down, once each, where a model for that is named. What cannot be fetched or
 * written down is only named to the model.
 */
export async function transcribe(work: Work): Promise<void> {
  const { context, mouth } = work;
  if (context.bot.shape.transcription === undefined) return;
  for (const { message } of mouth.turn.heard) {
    const isDone = mouth.turn.steps.some(
      (step) => step.kind === 'transcript' && step.messageId === message.id,
    );
    const notes = message.attachments.filter(({ kind }) => kind === 'voice');
    if (isDone || notes.length === 0) continue;
    const texts: string[] = [];
    for (const note of notes) texts.push(await written(work, message, note));
    const text = texts.filter((one) => one !== '').join('\n');
    if (text === '') continue;
    const step = { kind: 'transcript' as const, messageId: message.id, text };
    mouth.turn = await context.journal.turns.step(mouth.turn, step);
  }
}

async function written({ context, control }: Work, message: Message, note: Attachment): Promise<string> {
  const { connection } = control.surroundings;
  const { bot, log, parts, signal } = context;
  try {
    const bytes = await connection.download?.(note);
    if (!bytes) return '';
    return await parts.model.transcribe({ name: note.name, mimeType: note.mimeType, bytes }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ bot: bot.name, message: message.id, reason }, 'a voice note could not be written down');
    return '';
  }
}
