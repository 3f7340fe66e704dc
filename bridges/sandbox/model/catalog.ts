import type { ScriptedModel } from './emulator.ts';
import { ApiError, apiError } from './errors.ts';
import type { Question } from './reply.ts';

export const DEFAULT_CONTEXT_TOKENS = 128_000;
/** OpenAI's own: they are not in the list of those that chat, and are there all the same. */
const MODERATION = ['omni-moderation-latest', 'omni-moderation-2024-09-26', 'text-moderation-latest'];
const TRANSCRIPTION = ['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-mini-transcribe'];

/** The models that this service has. */
export class Catalog {
  readonly #models: readonly ScriptedModel[];

  constructor(models: readonly ScriptedModel[]) {
    this.#models = models;
  }

  /** @throws {ApiError} as the real service says that a question is not for this model */
  check({ asked, inputTokens, maxTokens }: Question, body: unknown, api: 'chat' | 'responses'): void {
    const model = this.#models.find(({ id }) => id === asked.model);
    if (!model) throw new ApiError(404, apiError.noModel(asked.model));
    const parameters = typeof body === 'object' && body !== null ? Object.keys(body) : [];
    const refused = (model.refuses ?? []).find((name) => parameters.includes(name));
    if (refused !== undefined) throw new ApiError(400, apiError.unsupported(refused));
    const limit = model.contextTokens ?? DEFAULT_CONTEXT_TOKENS;
    if (inputTokens > limit || (api === 'chat' && inputTokens + (maxTokens ?? 0) > limit))
      throw new ApiError(
        400,
        api === 'chat' ? apiError.tooLongChat(limit, inputTokens) : apiError.tooLongResponses(),
      );
  }

  /** @throws {ApiError} 404 */
  checkOther(name: string, kind: 'moderation' | 'transcription'): void {
    if (!(kind === 'moderation' ? MODERATION : TRANSCRIPTION).includes(name))
      throw new ApiError(404, apiError.noModel(name));
  }

  list(created: number): object[] {
    return [...this.#models.map(({ id }) => id), ...MODERATION, ...TRANSCRIPTION].map((id) =>
      this.#shown(id, created),
    );
  }

  /** @throws {ApiError} 404 */
  get(id: string, created: number): object {
    const known = [...this.#models.map((model) => model.id), ...MODERATION, ...TRANSCRIPTION];
    if (!known.includes(id)) throw new ApiError(404, apiError.noModel(id));
    return this.#shown(id, created);
  }

  #shown(id: string, created: number): object {
    return { id, object: 'model', created, owned_by: 'sandbox' };
  }
}
